//# matrix: Wc
//# style: LSTM with an own Matrix class: operators * + -, Hadamard, T property, column vectors; [to, from]; lists of states with an initial one in front
using System;
using System.Collections.Generic;

namespace Deep
{
    public class Mat
    {
        public readonly double[,] A;
        public int Rows => A.GetLength(0);
        public int Cols => A.GetLength(1);

        public Mat(int r, int c) { A = new double[r, c]; }

        public static Mat Random(int r, int c, Random rng) => new Mat(r, c).Apply(_ => rng.NextDouble() - 0.5);

        public Mat Apply(Func<double, double> f)
        {
            var m = new Mat(Rows, Cols);
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < Cols; j++)
                    m.A[i, j] = f(A[i, j]);
            return m;
        }

        public Mat T
        {
            get
            {
                var m = new Mat(Cols, Rows);
                for (int i = 0; i < Rows; i++)
                    for (int j = 0; j < Cols; j++)
                        m.A[j, i] = A[i, j];
                return m;
            }
        }

        static Mat Zip(Mat a, Mat b, Func<double, double, double> f)
        {
            var m = new Mat(a.Rows, a.Cols);
            for (int i = 0; i < a.Rows; i++)
                for (int j = 0; j < a.Cols; j++)
                    m.A[i, j] = f(a.A[i, j], b.A[i, j]);
            return m;
        }

        public static Mat operator +(Mat a, Mat b) => Zip(a, b, (x, y) => x + y);
        public static Mat operator -(Mat a, Mat b) => Zip(a, b, (x, y) => x - y);
        public static Mat operator -(double s, Mat a) => a.Apply(x => s - x);
        public static Mat operator ^(Mat a, Mat b) => Zip(a, b, (x, y) => x * y);

        public static Mat operator *(Mat a, Mat b)
        {
            var m = new Mat(a.Rows, b.Cols);
            for (int i = 0; i < a.Rows; i++)
                for (int j = 0; j < b.Cols; j++)
                    for (int k = 0; k < a.Cols; k++)
                        m.A[i, j] += a.A[i, k] * b.A[k, j];
            return m;
        }
    }

    public class LstmNet
    {
        public Mat Wf, Wi, Wo, Wc, Vf, Vi, Vo, Vc, Why;
        public Mat dWf, dWi, dWo, dWc, dVf, dVi, dVo, dVc, dWhy;
        readonly int n;

        public LstmNet(int inputs, int hidden, int outputs)
        {
            n = hidden;
            var rng = new Random(11);
            Wf = Mat.Random(n, n, rng); Wi = Mat.Random(n, n, rng); Wo = Mat.Random(n, n, rng); Wc = Mat.Random(n, n, rng);
            Vf = Mat.Random(n, inputs, rng); Vi = Mat.Random(n, inputs, rng); Vo = Mat.Random(n, inputs, rng); Vc = Mat.Random(n, inputs, rng);
            Why = Mat.Random(outputs, n, rng);
        }

        static Mat Sig(Mat m) => m.Apply(x => 1 / (1 + Math.Exp(-x)));
        static Mat Tanh(Mat m) => m.Apply(Math.Tanh);

        public double Train(List<Mat> x, List<Mat> y)
        {
            List<Mat> h = new() { new Mat(n, 1) }, c = new() { new Mat(n, 1) };
            List<Mat> f = new(), i = new(), o = new(), g = new(), outs = new();
            double loss = 0;
            for (int t = 0; t < x.Count; t++)
            {
                f.Add(Sig(Wf * h[t] + Vf * x[t]));
                i.Add(Sig(Wi * h[t] + Vi * x[t]));
                o.Add(Sig(Wo * h[t] + Vo * x[t]));
                g.Add(Tanh(Wc * h[t] + Vc * x[t]));
                c.Add((f[t] ^ c[t]) + (i[t] ^ g[t]));
                h.Add(o[t] ^ Tanh(c[t + 1]));
                outs.Add(Why * h[t + 1]);
                Mat e = outs[t] - y[t];
                loss += 0.5 * (e.T * e).A[0, 0];
            }

            dWf = new Mat(n, n); dWi = new Mat(n, n); dWo = new Mat(n, n); dWc = new Mat(n, n);
            dVf = new Mat(n, Vf.Cols); dVi = new Mat(n, Vf.Cols); dVo = new Mat(n, Vf.Cols); dVc = new Mat(n, Vf.Cols);
            dWhy = new Mat(Why.Rows, n);
            Mat dhNext = new Mat(n, 1), dcNext = new Mat(n, 1);
            for (int t = x.Count - 1; t >= 0; t--)
            {
                Mat e = outs[t] - y[t];
                dWhy += e * h[t + 1].T;
                Mat dh = Why.T * e + dhNext;
                Mat tc = Tanh(c[t + 1]);
                Mat dc = (dh ^ o[t] ^ (1 - (tc ^ tc))) + dcNext;
                Mat dzo = dh ^ tc ^ o[t] ^ (1 - o[t]);
                Mat dzf = dc ^ c[t] ^ f[t] ^ (1 - f[t]);  //! sigma-missing @Wf: Mat dzf = dc ^ c[t];
                Mat dzi = dc ^ g[t] ^ i[t] ^ (1 - i[t]);
                Mat dzc = dc ^ i[t] ^ (1 - (g[t] ^ g[t]));  //! sigma-wrong: Mat dzc = dc ^ i[t] ^ g[t] ^ (1 - g[t]);
                dWf += dzf * h[t].T; dWi += dzi * h[t].T; dWo += dzo * h[t].T;
                dWc += dzc * h[t].T;  //! reversed: dWc += h[t] * dzc.T;
                dVf += dzf * x[t].T; dVi += dzi * x[t].T; dVo += dzo * x[t].T; dVc += dzc * x[t].T;
                dhNext = Wf.T * dzf + Wi.T * dzi + Wo.T * dzo + Wc.T * dzc;
                //! transposed @Wf: dhNext = Wf * dzf + Wi.T * dzi + Wo.T * dzo + Wc.T * dzc;
                //! transposed-2 @Wi: dhNext = Wf.T * dzf + Wi * dzi + Wo.T * dzo + Wc.T * dzc;
                //! transposed-3 @Wo: dhNext = Wf.T * dzf + Wi.T * dzi + Wo * dzo + Wc.T * dzc;
                //! transposed-4: dhNext = Wf.T * dzf + Wi.T * dzi + Wo.T * dzo + Wc * dzc;
                dcNext = dc ^ f[t];
                //! unexplained: dcNext = dc;
            }
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Deep.LstmNet(2, 3, 2);
        object[] p = [net.Wf, net.Wi, net.Wo, net.Wc, net.Vf, net.Vi, net.Vo, net.Vc, net.Why];
        Numeric.Fill(seed, p);
        List<Deep.Mat> Mats(int s) => [.. Numeric.Sequence(s, 4, 2).Select(r => { var m = new Deep.Mat(2, 1); m.A[0, 0] = r[0]; m.A[1, 0] = r[1]; return m; })];
        List<Deep.Mat> xs = Mats(seed + 1), ys = Mats(seed + 2);
        net.Train(xs, ys);
        return (Numeric.Flatten(net.dWf, net.dWi, net.dWo, net.dWc, net.dVf, net.dVi, net.dVo, net.dVc, net.dWhy), Numeric.Differences(() => net.Train(xs, ys), p));
    }
}
