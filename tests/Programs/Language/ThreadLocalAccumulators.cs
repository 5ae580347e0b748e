//# matrix: W
//# style: Parallel.For over the sequences of a batch with thread-local gradients (init, body, finally with lock); PLINQ Zip in the loss; double[,]; W[to, from]; tanh
using System;
using System.Linq;
using System.Threading.Tasks;

namespace ThreadLocals
{
    public class BatchTrainer
    {
        private readonly int n;
        public readonly double[,] W;
        public double[,] Gradient;
        private readonly object gate = new object();

        public BatchTrainer(int n)
        {
            this.n = n;
            W = new double[n, n];
            Gradient = new double[n, n];
            Random random = new Random(3);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    W[i, j] = random.NextDouble() - 0.5;
        }

        public double Loss(double[][][] inputs, double[][] targets)
        {
            return inputs.AsParallel().AsOrdered().Zip(targets.AsParallel().AsOrdered(), (x, y) =>
            {
                double[] last = Run(x)[x.Length];
                return last.Zip(y, (a, b) => (a - b) * (a - b) / 2).Sum();
            }).Sum();
        }

        public void ComputeGradient(double[][][] inputs, double[][] targets)
        {
            Gradient = new double[n, n];
            Parallel.For(
                0,
                inputs.Length,
                () => new double[n, n],
                (s, state, local) =>
                {
                    Back(Run(inputs[s]), targets[s], local);
                    return local;
                },
                local =>
                {
                    lock (gate)
                    {
                        for (int i = 0; i < n; i++)
                            for (int j = 0; j < n; j++)
                                Gradient[i, j] += local[i, j];
                    }
                });
        }

        private double[][] Run(double[][] x)
        {
            double[][] h = new double[x.Length + 1][];
            h[0] = new double[n];
            for (int t = 0; t < x.Length; t++)
            {
                h[t + 1] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double z = x[t][i];
                    for (int j = 0; j < n; j++) z += W[i, j] * h[t][j];
                    h[t + 1][i] = Math.Tanh(z);
                }
            }
            return h;
        }

        private void Back(double[][] h, double[] target, double[,] gradient)
        {
            double[] d = new double[n];
            for (int i = 0; i < n; i++) d[i] = h[h.Length - 1][i] - target[i];
            for (int t = h.Length - 1; t > 0; t--)
            {
                double[] dz = new double[n], before = new double[n];
                for (int i = 0; i < n; i++) dz[i] = d[i] * (1 - h[t][i] * h[t][i]);  //! sigma-missing: for (int i = 0; i < n; i++) dz[i] = d[i];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        gradient[i, j] += dz[i] * h[t - 1][j];  //! reversed: gradient[i, j] += dz[j] * h[t - 1][i];
                        before[j] += W[i, j] * dz[i];  //! transposed: before[i] += W[i, j] * dz[j];
                    }
                }
                d = before;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new ThreadLocals.BatchTrainer(4);
        Numeric.Fill(seed, net.W);
        double[][][] xs = [Numeric.Sequence(seed + 1, 5, 4), Numeric.Sequence(seed + 2, 5, 4), Numeric.Sequence(seed + 3, 5, 4)];
        var ys = Numeric.Sequence(seed + 4, 3, 4);
        net.ComputeGradient(xs, ys);
        return (Numeric.Flatten(net.Gradient), Numeric.Differences(() => net.Loss(xs, ys), net.W));
    }
}
