//# matrix: Uh
//# style: LSTM over mini-batches: rows are samples; one n x 4n matrix W[from, to], gates sliced as columns; static helpers; double[,]; a step's cache is a struct
using System;

namespace Batched
{
    public struct StepCache
    {
        public double[,] X, HPrev, CPrev, A, C, H;
    }

    public static class Ops
    {
        public static double[,] MatMul(double[,] a, double[,] b)
        {
            int n = a.GetLength(0), k = a.GetLength(1), m = b.GetLength(1);
            var r = new double[n, m];
            for (int i = 0; i < n; i++)
                for (int l = 0; l < k; l++)
                    for (int j = 0; j < m; j++)
                        r[i, j] += a[i, l] * b[l, j];
            return r;
        }

        public static double[,] Transpose(double[,] a)
        {
            var r = new double[a.GetLength(1), a.GetLength(0)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < a.GetLength(1); j++)
                    r[j, i] = a[i, j];
            return r;
        }

        // each n x n block turned round, the blocks left where they are
        public static double[,] TransposeBlocks(double[,] a)
        {
            int n = a.GetLength(0);
            var r = new double[a.GetLength(1), n];
            for (int block = 0; block < a.GetLength(1) / n; block++)
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        r[block * n + i, j] = a[i, block * n + j];
            return r;
        }

        public static void AddTo(double[,] a, double[,] b)
        {
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < a.GetLength(1); j++)
                    a[i, j] += b[i, j];
        }

        public static double Sigmoid(double x) => 1.0 / (1.0 + Math.Exp(-x));
    }

    public class BatchLstm
    {
        private readonly int n, batch;
        public double[,] Wx, Uh, DWx, DUh;
        public double[] B, DB;
        private StepCache[] cache;

        public BatchLstm(int inputs, int hidden, int batch)
        {
            n = hidden;
            this.batch = batch;
            var rng = new Random(3);
            Wx = new double[inputs, 4 * n];
            Uh = new double[n, 4 * n];
            B = new double[4 * n];
            for (int j = 0; j < 4 * n; j++)
            {
                for (int i = 0; i < inputs; i++) Wx[i, j] = rng.NextDouble() - 0.5;
                for (int i = 0; i < n; i++) Uh[i, j] = rng.NextDouble() - 0.5;
            }
        }

        private StepCache StepForward(double[,] x, double[,] h, double[,] c)
        {
            var a = Ops.MatMul(x, Wx);
            Ops.AddTo(a, Ops.MatMul(h, Uh));
            double[,] nextC = new double[batch, n], nextH = new double[batch, n];
            for (int s = 0; s < batch; s++)
            {
                for (int j = 0; j < 3 * n; j++) a[s, j] = Ops.Sigmoid(a[s, j] + B[j]);
                for (int j = 3 * n; j < 4 * n; j++) a[s, j] = Math.Tanh(a[s, j] + B[j]);
                for (int j = 0; j < n; j++)
                {
                    nextC[s, j] = a[s, n + j] * c[s, j] + a[s, j] * a[s, 3 * n + j];
                    nextH[s, j] = a[s, 2 * n + j] * Math.Tanh(nextC[s, j]);
                }
            }
            return new StepCache { X = x, HPrev = h, CPrev = c, A = a, C = nextC, H = nextH };
        }

        public double Forward(double[][,] x, double[][,] y)
        {
            cache = new StepCache[x.Length];
            double[,] h = new double[batch, n], c = new double[batch, n];
            double loss = 0;
            for (int t = 0; t < x.Length; t++)
            {
                cache[t] = StepForward(x[t], h, c);
                h = cache[t].H;
                c = cache[t].C;
                for (int s = 0; s < batch; s++)
                    for (int j = 0; j < n; j++)
                        loss += (h[s, j] - y[t][s, j]) * (h[s, j] - y[t][s, j]) / 2;
            }
            return loss;
        }

        private (double[,] dh, double[,] dc) StepBackward(StepCache k, double[,] dh, double[,] dc)
        {
            var da = new double[batch, 4 * n];
            var dcPrev = new double[batch, n];
            for (int s = 0; s < batch; s++)
            {
                for (int j = 0; j < n; j++)
                {
                    double i = k.A[s, j], f = k.A[s, n + j], o = k.A[s, 2 * n + j], g = k.A[s, 3 * n + j];
                    double tc = Math.Tanh(k.C[s, j]);
                    double d = dc[s, j] + dh[s, j] * o * (1 - tc * tc);
                    da[s, j] = d * g * i * (1 - i);
                    da[s, n + j] = d * k.CPrev[s, j] * f * (1 - f);
                    da[s, 2 * n + j] = dh[s, j] * tc * o * (1 - o);  //! sigma-missing: da[s, 2 * n + j] = dh[s, j] * tc;
                    da[s, 3 * n + j] = d * i * (1 - g * g);
                    dcPrev[s, j] = d * f;
                    //! unexplained: dcPrev[s, j] = 0;
                }
                for (int j = 0; j < 4 * n; j++) DB[j] += da[s, j];
            }
            Ops.AddTo(DWx, Ops.MatMul(Ops.Transpose(k.X), da));
            Ops.AddTo(DUh, Ops.MatMul(Ops.Transpose(k.HPrev), da));
            //! overwritten: DUh = Ops.MatMul(Ops.Transpose(k.HPrev), da);
            return (Ops.MatMul(da, Ops.Transpose(Uh)), dcPrev);
            //! transposed: return (Ops.MatMul(da, Ops.TransposeBlocks(Uh)), dcPrev);
        }

        public void Backward(double[][,] y)
        {
            DWx = new double[Wx.GetLength(0), 4 * n];
            DUh = new double[n, 4 * n];
            DB = new double[4 * n];
            double[,] dh = new double[batch, n], dc = new double[batch, n];
            for (int t = y.Length - 1; t >= 0; t--)
            {
                for (int s = 0; s < batch; s++)
                    for (int j = 0; j < n; j++)
                        dh[s, j] += cache[t].H[s, j] - y[t][s, j];
                (dh, dc) = StepBackward(cache[t], dh, dc);
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Batched.BatchLstm(2, 3, 2);
        Numeric.Fill(seed, net.Wx, net.Uh, net.B);
        for (int g = 0; g < 4; g++)
        {
            int first = 3 * g;
            Numeric.Mirror(3, (i, j) => net.Uh[i, first + j], (i, j, v) => net.Uh[i, first + j] = v);
        }
        double[][,] Batches(int s, int m) => [.. Enumerable.Range(0, 4).Select(t => Numeric.Table(s + 10 * t, 2, m))];
        double[][,] xs = Batches(seed + 1, 2), ys = Batches(seed + 2, 3);
        net.Forward(xs, ys);
        net.Backward(ys);
        return (Numeric.Flatten(net.DWx, net.DUh, net.DB), Numeric.Differences(() => net.Forward(xs, ys), net.Wx, net.Uh, net.B));
    }
}
