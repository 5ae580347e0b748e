//# matrix: uh
//# style: bidirectional: two gated cells, one over the reversed sequence, a read-out of both; Array.Reverse; double[,]; [to, from]; MGU cells
using System;
using System.Linq;

namespace TwoWays
{
    public class Cell
    {
        readonly int n, m;
        public double[,] wf, uf, wh, uh, gwf, guf, gwh, guh;
        double[][] xs, hs, fs, cs;

        public Cell(int m, int n, int seed)
        {
            this.m = m;
            this.n = n;
            var rng = new Random(seed);
            double[,] Draw(int c)
            {
                var a = new double[n, c];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < c; j++)
                        a[i, j] = rng.NextDouble() - 0.5;
                return a;
            }
            wf = Draw(m); uf = Draw(n); wh = Draw(m); uh = Draw(n);
        }

        public double[][] Forward(double[][] input)
        {
            xs = input;
            int T = input.Length;
            hs = new double[T + 1][]; fs = new double[T][]; cs = new double[T][];
            hs[0] = new double[n];
            for (int t = 0; t < T; t++)
            {
                fs[t] = new double[n]; cs[t] = new double[n]; hs[t + 1] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double a = 0, b = 0;
                    for (int j = 0; j < m; j++) { a += wf[i, j] * xs[t][j]; b += wh[i, j] * xs[t][j]; }
                    for (int j = 0; j < n; j++) { a += uf[i, j] * hs[t][j]; b += uh[i, j] * hs[t][j]; }
                    fs[t][i] = 1 / (1 + Math.Exp(-a));
                    cs[t][i] = Math.Tanh(b);
                    hs[t + 1][i] = fs[t][i] * cs[t][i] + (1 - fs[t][i]) * hs[t][i];
                }
            }
            return hs.Skip(1).ToArray();
        }

        public void Backward(double[][] d)
        {
            gwf = new double[n, m]; guf = new double[n, n]; gwh = new double[n, m]; guh = new double[n, n];
            double[] e = new double[n];
            for (int t = xs.Length - 1; t >= 0; t--)
            {
                double[] back = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double de = e[i] + d[t][i];
                    double df = de * (cs[t][i] - hs[t][i]) * fs[t][i] * (1 - fs[t][i]);
                    //! sigma-missing @uf: double df = de * (cs[t][i] - hs[t][i]);
                    double dc = de * fs[t][i] * (1 - cs[t][i] * cs[t][i]);
                    //! sigma-missing-2: double dc = de * fs[t][i];
                    back[i] += de * (1 - fs[t][i]);
                    //! unexplained:
                    for (int j = 0; j < n; j++)
                    {
                        back[j] += uf[i, j] * df + uh[i, j] * dc;
                        //! transposed: back[j] += uf[i, j] * df + uh[j, i] * dc;
                        //! transposed-2 @uf: back[j] += uf[j, i] * df + uh[i, j] * dc;
                        guf[i, j] += df * hs[t][j];
                        guh[i, j] += dc * hs[t][j];
                    }
                    for (int j = 0; j < m; j++)
                    {
                        gwf[i, j] += df * xs[t][j];
                        gwh[i, j] += dc * xs[t][j];
                    }
                }
                e = back;
            }
        }
    }

    public class Tagger
    {
        public readonly Cell Right, Left;
        public double[] va, vb;

        public Tagger(int m, int n)
        {
            Right = new Cell(m, n, 1);
            Left = new Cell(m, n, 2);
            va = Enumerable.Range(1, n).Select(i => 0.3 / i).ToArray();
            vb = Enumerable.Range(1, n).Select(i => 0.2 * i).ToArray();
        }

        static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

        public double Learn(double[][] x, double[] y)
        {
            var ahead = Right.Forward(x);
            var mirrored = (double[][])x.Clone();
            Array.Reverse(mirrored);
            var behind = Left.Forward(mirrored);
            Array.Reverse(behind);
            double loss = 0;
            double[][] da = new double[x.Length][], db = new double[x.Length][];
            for (int t = 0; t < x.Length; t++)
            {
                double e = Dot(va, ahead[t]) + Dot(vb, behind[t]) - y[t];
                loss += 0.5 * e * e;
                da[t] = va.Select(v => v * e).ToArray();
                db[t] = vb.Select(v => v * e).ToArray();
            }
            Array.Reverse(db);
            Right.Backward(da);
            Left.Backward(db);
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new TwoWays.Tagger(2, 3);
        object[] W(TwoWays.Cell c) => [c.wf, c.uf, c.wh, c.uh];
        object[] G(TwoWays.Cell c) => [c.gwf, c.guf, c.gwh, c.guh];
        object[] p = [.. W(net.Right), .. W(net.Left)];
        Numeric.Fill(seed, 1.5, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Vector(seed + 2, 5);
        net.Learn(xs, ys);
        return (Numeric.Flatten([.. G(net.Right), .. G(net.Left)]), Numeric.Differences(() => net.Learn(xs, ys), p));
    }
}
