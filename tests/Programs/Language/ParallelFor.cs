//# matrix: weights
//# style: Parallel.For over units in forward and backward; jagged; lock-free since each iteration owns its row; W[to][from]; tanh
using System;
using System.Threading.Tasks;

namespace ParallelNet
{
    public class ParallelRnn
    {
        public readonly double[][] weights;
        public readonly double[][] inputWeights;
        public readonly double[][] gradient;
        public readonly double[][] inputGradient;
        private double[][] states;

        public ParallelRnn(int inputs, int units)
        {
            var random = new Random(99);
            weights = new double[units][];
            inputWeights = new double[units][];
            gradient = new double[units][];
            inputGradient = new double[units][];
            for (int i = 0; i < units; i++)
            {
                weights[i] = new double[units];
                inputWeights[i] = new double[inputs];
                gradient[i] = new double[units];
                inputGradient[i] = new double[inputs];
                for (int j = 0; j < units; j++) weights[i][j] = random.NextDouble() - 0.5;
                for (int j = 0; j < inputs; j++) inputWeights[i][j] = random.NextDouble() - 0.5;
            }
        }

        public double[][] Forward(double[][] xs)
        {
            int units = weights.Length;
            states = new double[xs.Length + 1][];
            states[0] = new double[units];
            for (int t = 0; t < xs.Length; t++)
            {
                var previous = states[t];
                var current = new double[units];
                var x = xs[t];
                Parallel.For(0, units, i =>
                {
                    double sum = 0;
                    for (int j = 0; j < units; j++) sum += weights[i][j] * previous[j];
                    for (int k = 0; k < x.Length; k++) sum += inputWeights[i][k] * x[k];
                    current[i] = Math.Tanh(sum);
                });
                states[t + 1] = current;
            }
            return states;
        }

        public void Backward(double[][] xs, double[][] dStates)
        {
            int units = weights.Length;
            var carry = new double[units];
            for (int t = xs.Length - 1; t >= 0; t--)
            {
                var now = states[t + 1];
                var previous = states[t];
                var x = xs[t];
                var delta = new double[units];
                Parallel.For(0, units, i =>
                {
                    delta[i] = (dStates[t][i] + carry[i]) * (1 - now[i] * now[i]);  //! sigma-missing: delta[i] = dStates[t][i] + carry[i];
                    for (int k = 0; k < x.Length; k++) inputGradient[i][k] += delta[i] * x[k];
                });
                var next = new double[units];
                Parallel.For(0, units, j =>
                {
                    double sum = 0;
                    for (int i = 0; i < units; i++)
                    {
                        sum += weights[i][j] * delta[i];  //! transposed: sum += weights[j][i] * delta[i];
                        gradient[i][j] += delta[i] * previous[j];  //! reversed: gradient[j][i] += delta[i] * previous[j];
                    }
                    next[j] = sum;
                });
                carry = next;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new ParallelNet.ParallelRnn(2, 4);
        Numeric.Fill(seed, net.weights, net.inputWeights);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var up = Numeric.Sequence(seed + 2, 5, 4);
        net.Forward(xs);
        net.Backward(xs, up);
        return (Numeric.Flatten(net.gradient, net.inputGradient), Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs).Skip(1)), net.weights, net.inputWeights));
    }
}
