//# matrix: V
//# style: Parallel.For over the samples of a mini-batch, every sample with a gradient of its own that is summed afterwards; RMSProp in the same method; weights of all gates stacked [4n, n]; LSTM; double[,]; V[gate * n + to, from]; sequence-to-one
using System;
using System.Threading.Tasks;

namespace MiniBatches
{
    public sealed class LstmClassifier
    {
        public readonly int n, m;
        public double[,] U, V;
        public double[,] cacheU, cacheV;

        public LstmClassifier(int m, int n)
        {
            this.m = m;
            this.n = n;
            U = new double[4 * n, m]; cacheU = new double[4 * n, m];
            V = new double[4 * n, n]; cacheV = new double[4 * n, n];
        }

        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

        double One(double[][] xs, double[] y, double[,] dU, double[,] dV)
        {
            int T = xs.Length;
            var h = new double[T + 1, n];
            var c = new double[T + 1, n];
            var g = new double[T, 4 * n];
            for (int t = 0; t < T; t++)
            {
                for (int r = 0; r < 4 * n; r++)
                {
                    double z = 0;
                    for (int k = 0; k < m; k++) z += U[r, k] * xs[t][k];
                    for (int k = 0; k < n; k++) z += V[r, k] * h[t, k];
                    g[t, r] = r < 3 * n ? Sigmoid(z) : Math.Tanh(z);
                }
                for (int i = 0; i < n; i++)
                {
                    c[t + 1, i] = g[t, n + i] * c[t, i] + g[t, i] * g[t, 3 * n + i];
                    h[t + 1, i] = g[t, 2 * n + i] * Math.Tanh(c[t + 1, i]);
                }
            }

            double loss = 0;
            double[] dh = new double[n], dc = new double[n], dz = new double[4 * n];
            for (int i = 0; i < n; i++)
            {
                dh[i] = h[T, i] - y[i];
                loss += 0.5 * dh[i] * dh[i];
            }
            for (int t = T - 1; t >= 0; t--)
            {
                for (int i = 0; i < n; i++)
                {
                    double a = g[t, i], f = g[t, n + i], o = g[t, 2 * n + i], q = g[t, 3 * n + i], tc = Math.Tanh(c[t + 1, i]);
                    double s = dc[i] + dh[i] * o * (1 - tc * tc);
                    dz[i] = s * q * a * (1 - a);
                    dz[n + i] = s * c[t, i] * f * (1 - f);
                    dz[2 * n + i] = dh[i] * tc * o * (1 - o);
                    dz[3 * n + i] = s * a * (1 - q * q);  //! sigma-missing: dz[3 * n + i] = s * a;
                    dc[i] = s * f;  //! unexplained: dc[i] = s;
                    dh[i] = 0;
                }
                for (int r = 0; r < 4 * n; r++)
                {
                    for (int k = 0; k < m; k++) dU[r, k] += dz[r] * xs[t][k];
                    for (int k = 0; k < n; k++)
                    {
                        dV[r, k] += dz[r] * h[t, k];
                        dh[k] += V[r, k] * dz[r];
                        //! transposed: dh[k] += V[r / n * n + k, r % n] * dz[r];
                        //! overwritten: dh[k] = V[r, k] * dz[r];
                        //! truncated RNN0004|RNN0006:
                    }
                }
            }
            return loss;
        }

        public double TrainBatch(double[][][] batch, double[][] targets, double rate)
        {
            int B = batch.Length;
            var losses = new double[B];
            var dUs = new double[B][,];
            var dVs = new double[B][,];
            Parallel.For(0, B, b =>
            {
                dUs[b] = new double[4 * n, m];
                dVs[b] = new double[4 * n, n];
                losses[b] = One(batch[b], targets[b], dUs[b], dVs[b]);
            });
            for (int r = 0; r < 4 * n; r++)
            {
                for (int k = 0; k < m + n; k++)
                {
                    double sum = 0;
                    for (int b = 0; b < B; b++) sum += k < m ? dUs[b][r, k] : dVs[b][r, k - m];
                    if (k < m) Update(ref U[r, k], ref cacheU[r, k], sum, rate);
                    else Update(ref V[r, k - m], ref cacheV[r, k - m], sum, rate);
                }
            }
            double total = 0;
            foreach (var l in losses) total += l;
            return total;
        }

        static void Update(ref double w, ref double cache, double gradient, double rate)
        {
            cache = 0.9 * cache + 0.1 * gradient * gradient;
            w -= rate * gradient / (Math.Sqrt(cache) + 1e-8);
        }
    }
}

//--- harness
static class Harness
{
    // RMSProp divides by √cache + 1e-8, and the cache starts at 0.1 g²: the sign is the update's.
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new MiniBatches.LstmClassifier(2, 4);
        Numeric.Fill(seed, 1.6, net.U, net.V);
        for (int k = 0; k < 4; k++) Numeric.Mirror(4, (i, j) => net.V[k * 4 + i, j], (i, j, v) => net.V[k * 4 + i, j] = v);
        double[][][] xs = [.. Enumerable.Range(0, 3).Select(b => Numeric.Sequence(seed + 1 + b, 4, 2))];
        double[][] ys = [.. Enumerable.Range(0, 3).Select(b => Numeric.Vector(seed + 5 + b, 4))];
        var step = Numeric.FromUpdate(1, () => net.TrainBatch(xs, ys, 1), net.U, net.V);
        var g = step.Zip(Numeric.Flatten(net.cacheU, net.cacheV), (s, q) => Math.Sign(s) * Math.Sqrt(10 * q)).ToArray();
        return (g, Numeric.Differences(() => net.TrainBatch(xs, ys, 0), net.U, net.V));
    }
}
