//# matrix: Wrec
//# style: own Mat class; fluent methods that change the receiver; Copy; column vectors as n×1; sigmoid; W[to, from]
using System;

namespace FluentNet
{
    public class Mat
    {
        public readonly int R, C;
        public readonly double[] D;

        public Mat(int r, int c) { R = r; C = c; D = new double[r * c]; }

        public static Mat Rand(int r, int c, Random g)
        {
            var m = new Mat(r, c);
            for (int i = 0; i < m.D.Length; i++) m.D[i] = g.NextDouble() - .5;
            return m;
        }

        public Mat Copy() { var m = new Mat(R, C); Array.Copy(D, m.D, D.Length); return m; }

        // The following change this matrix and return it.
        public Mat Add(Mat o) { for (int i = 0; i < D.Length; i++) D[i] += o.D[i]; return this; }
        public Mat Sub(Mat o) { for (int i = 0; i < D.Length; i++) D[i] -= o.D[i]; return this; }
        public Mat Mul(Mat o) { for (int i = 0; i < D.Length; i++) D[i] *= o.D[i]; return this; }
        public Mat Scale(double s) { for (int i = 0; i < D.Length; i++) D[i] *= s; return this; }
        public Mat Sigmoid() { for (int i = 0; i < D.Length; i++) D[i] = 1 / (1 + Math.Exp(-D[i])); return this; }
        public Mat SigmoidSlope() { for (int i = 0; i < D.Length; i++) D[i] = D[i] * (1 - D[i]); return this; }
        public Mat Zero() { Array.Clear(D, 0, D.Length); return this; }

        // These make a new one.
        public Mat Dot(Mat o)
        {
            var m = new Mat(R, o.C);
            for (int i = 0; i < R; i++)
                for (int j = 0; j < o.C; j++)
                    for (int k = 0; k < C; k++)
                        m.D[i * o.C + j] += D[i * C + k] * o.D[k * o.C + j];
            return m;
        }

        public Mat Transposed()
        {
            var m = new Mat(C, R);
            for (int i = 0; i < R; i++)
                for (int j = 0; j < C; j++)
                    m.D[j * R + i] = D[i * C + j];
            return m;
        }

        public double Energy()
        {
            double e = 0;
            foreach (double d in D) e += d * d;
            return e;
        }
    }

    public class FluentRnn
    {
        public Mat Win, Wrec, Bias;
        public Mat GWin, GWrec, GBias;
        Mat[] h;

        public FluentRnn(int inputs, int units)
        {
            var g = new Random(5);
            Win = Mat.Rand(units, inputs, g);
            Wrec = Mat.Rand(units, units, g);
            Bias = new Mat(units, 1);
            GWin = new Mat(units, inputs);
            GWrec = new Mat(units, units);
            GBias = new Mat(units, 1);
        }

        public double Forward(Mat[] x, Mat[] y)
        {
            h = new Mat[x.Length + 1];
            h[0] = new Mat(Wrec.R, 1);
            double loss = 0;
            for (int t = 0; t < x.Length; t++)
            {
                h[t + 1] = Wrec.Dot(h[t]).Add(Win.Dot(x[t])).Add(Bias).Sigmoid();
                loss += h[t + 1].Copy().Sub(y[t]).Energy();
            }
            return loss;
        }

        public void Backward(Mat[] x, Mat[] y)
        {
            GWin.Zero(); GWrec.Zero(); GBias.Zero();
            var back = new Mat(Wrec.R, 1);
            for (int t = x.Length - 1; t >= 0; t--)
            {
                back.Add(h[t + 1].Copy().Sub(y[t]).Scale(2));
                var delta = back.Mul(h[t + 1].Copy().SigmoidSlope());
                //! sigma-missing: var delta = back;
                //! sigma-wrong-step: var delta = back.Mul(h[t].Copy().SigmoidSlope());
                GWin.Add(delta.Dot(x[t].Transposed()));
                GWrec.Add(delta.Dot(h[t].Transposed()));  //! reversed: GWrec.Add(h[t].Dot(delta.Transposed()));
                GBias.Add(delta);
                back = Wrec.Transposed().Dot(delta);
                //! transposed: back = Wrec.Dot(delta);
                //! truncated: back = new Mat(Wrec.R, 1);
            }
        }
    }
}

//--- harness
static class Harness
{
    static FluentNet.Mat Column(double[] v)
    {
        var m = new FluentNet.Mat(v.Length, 1);
        v.CopyTo(m.D, 0);
        return m;
    }

    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new FluentNet.FluentRnn(2, 4);
        object[] p = [net.Win, net.Wrec, net.Bias];
        Numeric.Fill(seed, p);
        var xs = Array.ConvertAll(Numeric.Sequence(seed + 1, 5, 2), Column);
        var ys = Array.ConvertAll(Numeric.Sequence(seed + 2, 5, 4), Column);
        net.Forward(xs, ys);
        net.Backward(xs, ys);
        return (Numeric.Flatten(net.GWin, net.GWrec, net.GBias), Numeric.Differences(() => net.Forward(xs, ys), p));
    }
}
