//# matrix: weights
//# style: states in a ring of arrays kept in a field; Array.Copy between buffers; modulo indices; W[from, to]; sigmoid; truncated at the ring's length
using System;

namespace Ring
{
    public class RingRnn
    {
        private const int Capacity = 8;
        private readonly int size;
        public readonly double[,] weights, weightGradient;
        private readonly double[][] ring = new double[Capacity][];
        private int head;
        private int count;

        public RingRnn(int size)
        {
            this.size = size;
            weights = new double[size, size];
            weightGradient = new double[size, size];
            for (int k = 0; k < Capacity; k++) ring[k] = new double[size];
            Random random = new Random();
            for (int i = 0; i < size; i++)
                for (int j = 0; j < size; j++)
                    weights[i, j] = random.NextDouble() - 0.5;
        }

        public void Reset()
        {
            head = 0;
            count = 0;
            Array.Clear(ring[0], 0, size);
        }

        public void Forward(double[] input, double[] output)
        {
            double[] current = ring[head];
            double[] next = ring[(head + 1) % Capacity];
            for (int to = 0; to < size; to++)
            {
                double z = input[to];
                for (int from = 0; from < size; from++) z += current[from] * weights[from, to];
                next[to] = 1 / (1 + Math.Exp(-z));
            }
            head = (head + 1) % Capacity;
            count = Math.Min(count + 1, Capacity - 1);
            Array.Copy(next, output, size);
        }

        /// <summary>Goes back over all states in the ring; the error is that of the last output.</summary>
        public void Backward(double[] error)
        {
            double[] e = new double[size];
            Array.Copy(error, e, size);
            double[] delta = new double[size];
            for (int back = 0; back < count; back++)
            {
                double[] now = ring[(head - back + Capacity) % Capacity];
                double[] before = ring[(head - back - 1 + Capacity) % Capacity];
                for (int i = 0; i < size; i++) delta[i] = e[i] * now[i] * (1 - now[i]);
                //! sigma-missing: for (int i = 0; i < size; i++) delta[i] = e[i];
                //! sigma-wrong-step: for (int i = 0; i < size; i++) delta[i] = e[i] * before[i] * (1 - before[i]);
                Array.Clear(e, 0, size);
                for (int from = 0; from < size; from++)
                {
                    for (int to = 0; to < size; to++)
                    {
                        weightGradient[from, to] += before[from] * delta[to];  //! reversed: weightGradient[from, to] += before[to] * delta[from];
                        e[from] += weights[from, to] * delta[to];  //! transposed: e[to] += weights[from, to] * delta[from];
                    }
                }
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Ring.RingRnn(4);
        Numeric.Fill(seed, net.weights);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var up = Numeric.Vector(seed + 2, 4);
        var y = new double[4];
        double Loss() { net.Reset(); foreach (var x in xs) net.Forward(x, y); return Numeric.Dot(up, y); }
        Loss();
        net.Backward(up);
        return (Numeric.Flatten(net.weightGradient), Numeric.Differences(Loss, net.weights));
    }
}
