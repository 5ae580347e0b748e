//# matrix: Uc
//# style: MathNet column vectors, GRU with operators (*, +, PointwiseMultiply via helper Had); Vector.Map; dictionary-free tuple list of tapes; TransposeThisAndMultiply; learned initial state h0 with its gradient; loss on all steps
using System;
using System.Collections.Generic;
using MathNet.Numerics.LinearAlgebra;

namespace Neuro
{
    using Mat = Matrix<double>;
    using Vec = Vector<double>;

    public class Gru
    {
        public Mat Wr, Wu, Wc, Ur, Uu, Uc;
        public Vec h0;
        public Mat gWr, gWu, gWc, gUr, gUu, gUc;
        public Vec gh0;

        public Gru(int m, int n)
        {
            Wr = Mat.Build.Random(n, m); Wu = Mat.Build.Random(n, m); Wc = Mat.Build.Random(n, m);
            Ur = Mat.Build.Random(n, n); Uu = Mat.Build.Random(n, n); Uc = Mat.Build.Random(n, n);
            h0 = Vec.Build.Dense(n);
        }

        static Vec Had(Vec a, Vec b) => a.PointwiseMultiply(b);

        static Vec Sigmoid(Vec a) => a.Map(v => 1 / (1 + Math.Exp(-v)));

        static Vec Tanh(Vec a) => a.Map(Math.Tanh);

        public double Run(IReadOnlyList<Vec> xs, IReadOnlyList<Vec> ys, bool backward)
        {
            var tape = new List<(Vec x, Vec before, Vec r, Vec u, Vec c, Vec h)>();
            var h = h0;
            double loss = 0;
            for (int t = 0; t < xs.Count; t++)
            {
                Vec x = xs[t], before = h;
                var r = Sigmoid(Wr * x + Ur * before);
                var u = Sigmoid(Wu * x + Uu * before);
                var c = Tanh(Wc * x + Uc * Had(r, before));
                h = before + Had(u, c - before);
                tape.Add((x, before, r, u, c, h));
                loss += 0.5 * (h - ys[t]).DotProduct(h - ys[t]);
            }
            if (!backward) return loss;

            gWr = 0 * Wr; gWu = 0 * Wu; gWc = 0 * Wc; gUr = 0 * Ur; gUu = 0 * Uu; gUc = 0 * Uc;
            var dh = 0 * h0;
            for (int t = xs.Count - 1; t >= 0; t--)
            {
                var (x, before, r, u, c, after) = tape[t];
                dh += after - ys[t];
                var dc = Had(Had(dh, u), 1 - Had(c, c));  //! sigma-missing: var dc = Had(dh, u);
                var du = Had(Had(dh, c - before), Had(u, 1 - u));  //! sigma-missing-2 @Uu: var du = Had(dh, c - before);
                var dq = Uc.TransposeThisAndMultiply(dc);  //! transposed: var dq = Uc * dc;
                var dr = Had(Had(dq, before), Had(r, 1 - r));
                gWr += dr.OuterProduct(x); gWu += du.OuterProduct(x); gWc += dc.OuterProduct(x);
                gUr += dr.OuterProduct(before); gUu += du.OuterProduct(before);
                gUc += dc.OuterProduct(Had(r, before));  //! reversed: gUc += Had(r, before).OuterProduct(dc);
                dh = Had(dh, 1 - u) + Had(dq, r) + Ur.TransposeThisAndMultiply(dr) + Uu.TransposeThisAndMultiply(du);
                //! unexplained: dh = Had(dh, u) + Had(dq, r) + Ur.TransposeThisAndMultiply(dr) + Uu.TransposeThisAndMultiply(du);
                //! truncated @Ur: dh = Had(dh, 1 - u) + Had(dq, r) + Uu.TransposeThisAndMultiply(du);
                //! transposed-2 @Uu: dh = Had(dh, 1 - u) + Had(dq, r) + Ur.TransposeThisAndMultiply(dr) + Uu * du;
            }
            gh0 = dh;
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Neuro.Gru(2, 4);
        object[] p = [net.Wr, net.Wu, net.Wc, net.Ur, net.Uu, net.Uc, net.h0];
        Numeric.Fill(seed, 1.6, p);
        var build = MathNet.Numerics.LinearAlgebra.Vector<double>.Build;
        var xs = Numeric.Sequence(seed + 1, 5, 2).Select(r => build.DenseOfArray(r)).ToArray();
        var ys = Numeric.Sequence(seed + 2, 5, 4).Select(r => build.DenseOfArray(r)).ToArray();
        net.Run(xs, ys, true);
        var g = Numeric.Flatten(net.gWr, net.gWu, net.gWc, net.gUr, net.gUu, net.gUc, net.gh0);
        return (g, Numeric.Differences(() => net.Run(xs, ys, false), p));
    }
}
