//# matrix: Wo
//# style: MathNet, bidirectional LSTM with coupled gates, one [h; x] weight per gate (Matrix.Append-like stacking of vectors), both directions instances of one class, outputs summed; SubVector and SubMatrix; time reversed by index; loss on all steps
using System;
using System.Linq;
using MathNet.Numerics.LinearAlgebra;

namespace Speech
{
    public class DirectedLstm
    {
        readonly int n;
        public Matrix<double> Wf, Wg, Wo, GWf, GWg, GWo;
        Vector<double>[] v, f, g, o, c, h;

        public DirectedLstm(int inputs, int units, int seed)
        {
            n = units;
            Wf = Matrix<double>.Build.Random(units, units + inputs, seed);
            Wg = Matrix<double>.Build.Random(units, units + inputs, seed + 1);
            Wo = Matrix<double>.Build.Random(units, units + inputs, seed + 2);
        }

        static Vector<double> Stack(Vector<double> a, Vector<double> b)
        {
            var r = Vector<double>.Build.Dense(a.Count + b.Count);
            r.SetSubVector(0, a.Count, a);
            r.SetSubVector(a.Count, b.Count, b);
            return r;
        }

        static Vector<double> Logistic(Vector<double> a) => a.Map(e => 1 / (1 + Math.Exp(-e)));

        public Vector<double>[] Forward(Vector<double>[] x)
        {
            int T = x.Length;
            v = new Vector<double>[T]; f = new Vector<double>[T]; g = new Vector<double>[T]; o = new Vector<double>[T];
            c = new Vector<double>[T + 1]; h = new Vector<double>[T + 1];
            c[0] = Vector<double>.Build.Dense(n);
            h[0] = Vector<double>.Build.Dense(n);
            for (int t = 0; t < T; t++)
            {
                v[t] = Stack(h[t], x[t]);
                f[t] = Logistic(Wf * v[t]);
                g[t] = (Wg * v[t]).PointwiseTanh();
                o[t] = Logistic(Wo * v[t]);
                c[t + 1] = f[t].PointwiseMultiply(c[t]) + (1 - f[t]).PointwiseMultiply(g[t]);
                h[t + 1] = o[t].PointwiseMultiply(c[t + 1].PointwiseTanh());
            }
            return h.Skip(1).ToArray();
        }

        public void Backward(Vector<double>[] dOut)
        {
            GWf = Matrix<double>.Build.Dense(n, Wf.ColumnCount);
            GWg = GWf.Clone();
            GWo = GWf.Clone();
            var dh = Vector<double>.Build.Dense(n);
            var dc = Vector<double>.Build.Dense(n);
            for (int t = dOut.Length - 1; t >= 0; t--)
            {
                dh = dh + dOut[t];
                var tc = c[t + 1].PointwiseTanh();
                var ao = dh.PointwiseMultiply(tc).PointwiseMultiply(o[t]).PointwiseMultiply(1 - o[t]);  //! sigma-missing: var ao = dh.PointwiseMultiply(tc);
                dc = dc + dh.PointwiseMultiply(o[t]).PointwiseMultiply(1 - tc.PointwiseMultiply(tc));
                var af = dc.PointwiseMultiply(c[t] - g[t]).PointwiseMultiply(f[t]).PointwiseMultiply(1 - f[t]);
                //! unexplained RNN0004|RNN0002 @Wf: var af = dc.PointwiseMultiply(c[t]).PointwiseMultiply(f[t]).PointwiseMultiply(1 - f[t]);
                var ag = dc.PointwiseMultiply(1 - f[t]).PointwiseMultiply(1 - g[t].PointwisePower(2));
                //! sigma-missing-2 @Wg: var ag = dc.PointwiseMultiply(1 - f[t]);
                GWf += af.OuterProduct(v[t]);
                GWg += ag.OuterProduct(v[t]);
                GWo += ao.OuterProduct(v[t]);
                dh = (Wf.TransposeThisAndMultiply(af) + Wg.TransposeThisAndMultiply(ag)).SubVector(0, n);
                dh += Wo.SubMatrix(0, n, 0, n).TransposeThisAndMultiply(ao);
                //! transposed: dh += Wo.SubMatrix(0, n, 0, n) * ao;
                //! truncated RNN0004|RNN0006:
                dc = dc.PointwiseMultiply(f[t]);
            }
        }
    }

    public class BidirectionalTagger
    {
        public readonly DirectedLstm Left, Right;

        public BidirectionalTagger(int inputs, int units)
        {
            Left = new DirectedLstm(inputs, units, 1);
            Right = new DirectedLstm(inputs, units, 11);
        }

        public double Train(Vector<double>[] x, Vector<double>[] y)
        {
            int T = x.Length;
            var l = Left.Forward(x);
            var r = Right.Forward(x.Reverse().ToArray());
            double loss = 0;
            var d = new Vector<double>[T];
            for (int t = 0; t < T; t++)
            {
                d[t] = l[t] + r[T - 1 - t] - y[t];
                loss += 0.5 * d[t].DotProduct(d[t]);
            }
            Left.Backward(d);
            Right.Backward(d.Reverse().ToArray());
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Speech.BidirectionalTagger(2, 4);
        Speech.DirectedLstm a = net.Left, b = net.Right;
        object[] p = [a.Wf, a.Wg, a.Wo, b.Wf, b.Wg, b.Wo];
        Numeric.Fill(seed, 1.5, p);
        foreach (var w in new[] { a.Wf, a.Wg, a.Wo, b.Wf, b.Wg, b.Wo }) Numeric.Mirror(4, (i, j) => w[i, j], (i, j, v) => w[i, j] = v);
        var build = MathNet.Numerics.LinearAlgebra.Vector<double>.Build;
        var xs = Numeric.Sequence(seed + 1, 5, 2).Select(r => build.DenseOfArray(r)).ToArray();
        var ys = Numeric.Sequence(seed + 2, 5, 4).Select(r => build.DenseOfArray(r)).ToArray();
        net.Train(xs, ys);
        var g = Numeric.Flatten(a.GWf, a.GWg, a.GWo, b.GWf, b.GWg, b.GWo);
        return (g, Numeric.Differences(() => net.Train(xs, ys), p));
    }
}
