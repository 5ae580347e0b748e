//# matrix: Wg
//# style: LSTM with MathNet as a numerics person writes it: Matrix<double> per gate on the stacked [h; x]; SubVector; PointwiseMultiply; OuterProduct; TransposeThisAndMultiply; record of caches
using System;
using System.Collections.Generic;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Lstms
{
    public sealed class LstmLayer
    {
        private sealed record Step(Vector<double> Z, Vector<double> F, Vector<double> I, Vector<double> G, Vector<double> O, Vector<double> C0, Vector<double> C);

        private readonly int n, m;
        public Matrix<double> Wf, Wi, Wg, Wo;
        public Matrix<double> GradF, GradI, GradG, GradO;
        private readonly List<Step> steps = new List<Step>();

        public LstmLayer(int n, int m)
        {
            this.n = n;
            this.m = m;
            Wf = Matrix<double>.Build.Random(n, n + m, 1);
            Wi = Matrix<double>.Build.Random(n, n + m, 2);
            Wg = Matrix<double>.Build.Random(n, n + m, 3);
            Wo = Matrix<double>.Build.Random(n, n + m, 4);
        }

        private static Vector<double> Sigmoid(Vector<double> v) => v.Map(SpecialFunctions.Logistic);

        public Vector<double>[] Forward(Vector<double>[] x)
        {
            steps.Clear();
            var h = Vector<double>.Build.Dense(n);
            var c = Vector<double>.Build.Dense(n);
            var output = new Vector<double>[x.Length];
            for (int t = 0; t < x.Length; t++)
            {
                var z = Vector<double>.Build.Dense(n + m);
                z.SetSubVector(0, n, h);
                z.SetSubVector(n, m, x[t]);
                var f = Sigmoid(Wf * z);
                var i = Sigmoid(Wi * z);
                var g = (Wg * z).PointwiseTanh();
                var o = Sigmoid(Wo * z);
                var c1 = f.PointwiseMultiply(c) + i.PointwiseMultiply(g);
                steps.Add(new Step(z, f, i, g, o, c, c1));
                c = c1;
                h = o.PointwiseMultiply(c1.PointwiseTanh());
                output[t] = h;
            }
            return output;
        }

        public void Backward(Vector<double>[] dOutput)
        {
            GradF = Matrix<double>.Build.Dense(n, n + m);
            GradI = Matrix<double>.Build.Dense(n, n + m);
            GradG = Matrix<double>.Build.Dense(n, n + m);
            GradO = Matrix<double>.Build.Dense(n, n + m);
            var dh = Vector<double>.Build.Dense(n);
            var dc = Vector<double>.Build.Dense(n);
            for (int t = steps.Count - 1; t >= 0; t--)
            {
                var s = steps[t];
                var tanhC = s.C.PointwiseTanh();
                var d = dOutput[t] + dh;
                var dO = d.PointwiseMultiply(tanhC).PointwiseMultiply(s.O).PointwiseMultiply(1 - s.O);
                //! sigma-missing @Wo: var dO = d.PointwiseMultiply(tanhC);
                dc += d.PointwiseMultiply(s.O).PointwiseMultiply(1 - tanhC.PointwisePower(2));
                //! unexplained: dc = d.PointwiseMultiply(s.O).PointwiseMultiply(1 - tanhC.PointwisePower(2));
                var df = dc.PointwiseMultiply(s.C0).PointwiseMultiply(s.F).PointwiseMultiply(1 - s.F);
                var di = dc.PointwiseMultiply(s.G).PointwiseMultiply(s.I).PointwiseMultiply(1 - s.I);
                //! sigma-wrong @Wi: var di = dc.PointwiseMultiply(s.G).PointwiseMultiply(1 - s.I.PointwisePower(2));
                var dg = dc.PointwiseMultiply(s.I).PointwiseMultiply(1 - s.G.PointwisePower(2));
                //! sigma-missing-2: var dg = dc.PointwiseMultiply(s.I);
                GradF += df.OuterProduct(s.Z);
                GradI += di.OuterProduct(s.Z);
                GradG += dg.OuterProduct(s.Z);  //! overwritten: GradG = dg.OuterProduct(s.Z);
                GradO += dO.OuterProduct(s.Z);
                dh = Wf.TransposeThisAndMultiply(df).SubVector(0, n);  //! transposed @Wf: dh = Wf.SubMatrix(0, n, 0, n) * df;
                dh += Wi.TransposeThisAndMultiply(di).SubVector(0, n);
                dh += Wg.TransposeThisAndMultiply(dg).SubVector(0, n);  //! transposed-2: dh += Wg.SubMatrix(0, n, 0, n) * dg;
                dh += Wo.TransposeThisAndMultiply(dO).SubVector(0, n);
                dc = dc.PointwiseMultiply(s.F);
            }
        }

        public double Loss(Vector<double>[] x, Vector<double>[] y)
        {
            var h = Forward(x);
            double loss = 0;
            for (int t = 0; t < x.Length; t++) loss += 0.5 * (h[t] - y[t]).DotProduct(h[t] - y[t]);
            return loss;
        }

        public void Learn(Vector<double>[] x, Vector<double>[] y, double rate)
        {
            var h = Forward(x);
            var d = new Vector<double>[x.Length];
            for (int t = 0; t < x.Length; t++) d[t] = h[t] - y[t];
            Backward(d);
            Wf -= rate * GradF;
            Wi -= rate * GradI;
            Wg -= rate * GradG;
            Wo -= rate * GradO;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Lstms.LstmLayer(3, 2);
        object[] p = [net.Wf, net.Wi, net.Wg, net.Wo];
        Numeric.Fill(seed, p);
        foreach (var w in new[] { net.Wf, net.Wi, net.Wg, net.Wo })
            Numeric.Mirror(3, (i, j) => w[i, j], (i, j, v) => w[i, j] = v);
        var xs = Array.ConvertAll(Numeric.Sequence(seed + 1, 5, 2), MathNet.Numerics.LinearAlgebra.Vector<double>.Build.DenseOfArray);
        var ys = Array.ConvertAll(Numeric.Sequence(seed + 2, 5, 3), MathNet.Numerics.LinearAlgebra.Vector<double>.Build.DenseOfArray);
        var h = net.Forward(xs);
        net.Backward([.. h.Zip(ys, (a, b) => a - b)]);
        return (Numeric.Flatten(net.GradF, net.GradI, net.GradG, net.GradO), Numeric.Differences(() => net.Loss(xs, ys), p));
    }
}
