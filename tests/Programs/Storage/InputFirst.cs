//# matrix: weights
//# style: one matrix for [x; h] with the recurrent rows after the input's; W[from, to]; Buffer.BlockCopy; double[,]; the backward pass gets dx and dh from one product; sigmoid
using System;

namespace InputFirst
{
    public class JoinedRnn
    {
        private readonly int inputs, units;
        public readonly double[,] weights;
        public readonly double[,] gradient;
        private double[][] joined = Array.Empty<double[]>();
        private double[][] outputs = Array.Empty<double[]>();

        public JoinedRnn(int inputs, int units, Random random)
        {
            this.inputs = inputs;
            this.units = units;
            weights = new double[inputs + units, units];
            gradient = new double[inputs + units, units];
            for (int i = 0; i < inputs + units; i++)
                for (int j = 0; j < units; j++)
                    weights[i, j] = random.NextDouble() - 0.5;
        }

        public double[][] Forward(double[][] xs)
        {
            joined = new double[xs.Length][];
            outputs = new double[xs.Length][];
            double[] state = new double[units];
            for (int t = 0; t < xs.Length; t++)
            {
                joined[t] = new double[inputs + units];
                Buffer.BlockCopy(xs[t], 0, joined[t], 0, inputs * sizeof(double));
                Buffer.BlockCopy(state, 0, joined[t], inputs * sizeof(double), units * sizeof(double));
                outputs[t] = new double[units];
                for (int j = 0; j < units; j++)
                {
                    double z = 0;
                    for (int i = 0; i < joined[t].Length; i++) z += joined[t][i] * weights[i, j];
                    outputs[t][j] = 1 / (1 + Math.Exp(-z));
                }
                state = outputs[t];
            }
            return outputs;
        }

        /// <returns>The gradients by the inputs.</returns>
        public double[][] Backward(double[][] dOutputs)
        {
            double[][] dInputs = new double[dOutputs.Length][];
            double[] dState = new double[units];
            for (int t = dOutputs.Length - 1; t >= 0; t--)
            {
                double[] dz = new double[units];
                for (int j = 0; j < units; j++)
                    dz[j] = (dOutputs[t][j] + dState[j]) * outputs[t][j] * (1 - outputs[t][j]);
                    //! sigma-missing: dz[j] = dOutputs[t][j] + dState[j];
                    //! sigma-wrong: dz[j] = (dOutputs[t][j] + dState[j]) * (1 - outputs[t][j] * outputs[t][j]);
                double[] dJoined = new double[inputs + units];
                for (int i = 0; i < dJoined.Length; i++)
                {
                    for (int j = 0; j < units; j++)
                    {
                        dJoined[i] += weights[i, j] * dz[j];  //! transposed: dJoined[i] += i < inputs ? weights[i, j] * dz[j] : weights[inputs + j, i - inputs] * dz[j];
                        gradient[i, j] += joined[t][i] * dz[j];
                    }
                }
                dInputs[t] = dJoined[..inputs];
                dState = dJoined[inputs..];
                //! truncated:
                //! unexplained: dState = dJoined[..units];
            }
            return dInputs;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new InputFirst.JoinedRnn(2, 4, new Random(seed));
        Numeric.Fill(seed, net.weights);
        Numeric.Mirror(4, (i, j) => net.weights[2 + i, j], (i, j, w) => net.weights[2 + i, j] = w);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var up = Numeric.Sequence(seed + 2, 5, 4);
        net.Forward(xs);
        var dx = net.Backward(up);
        return (Numeric.Flatten(net.gradient, dx), Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs)), net.weights, xs));
    }
}
