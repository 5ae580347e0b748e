//# matrix: w
//# style: RTRL (Williams and Zipser): sensitivities p[k, i, j] = dy_k/dw_ij pushed forward; double[,,]; logistic; W[to, from] over units and inputs joined; update at the end
using System;

namespace Rtrl
{
    public class RtrlNetwork
    {
        private readonly int n, m;
        public double[,] w;          // [to, from], from = units then inputs
        private double[] y;
        private double[,,] p;
        public double[,] gradient;

        public RtrlNetwork(int n, int m)
        {
            this.n = n;
            this.m = m;
            w = new double[n, n + m];
            var random = new Random(3);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n + m; j++)
                    w[i, j] = random.NextDouble() - 0.5;
            Reset();
        }

        public void Reset()
        {
            y = new double[n];
            p = new double[n, n, n + m];
            gradient = new double[n, n + m];
        }

        public double Step(double[] input, double[] target)
        {
            double[] z = new double[n + m];
            Array.Copy(y, z, n);
            Array.Copy(input, 0, z, n, m);

            double[] next = new double[n];
            for (int k = 0; k < n; k++)
            {
                double s = 0;
                for (int l = 0; l < n + m; l++) s += w[k, l] * z[l];
                next[k] = 1 / (1 + Math.Exp(-s));
            }

            double[,,] q = new double[n, n, n + m];
            for (int k = 0; k < n; k++)
            {
                double slope = next[k] * (1 - next[k]);  //! sigma-missing: double slope = 1;
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n + m; j++)
                    {
                        double sum = k == i ? z[j] : 0;
                        for (int l = 0; l < n; l++)
                            sum += w[k, l] * p[l, i, j];  //! transposed: sum += w[l, k] * p[l, i, j];
                        q[k, i, j] = slope * sum;
                    }
                }
            }
            p = q;
            y = next;

            double loss = 0;
            for (int k = 0; k < n; k++)
            {
                double e = y[k] - target[k];
                loss += 0.5 * e * e;
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n + m; j++)
                        gradient[i, j] += e * p[k, i, j];
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
        var net = new Rtrl.RtrlNetwork(4, 2);
        Numeric.Fill(seed, net.w);
        Numeric.Mirror(4, (i, j) => net.w[i, j], (i, j, v) => net.w[i, j] = v);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        double Loss() { net.Reset(); return xs.Zip(ys, net.Step).Sum(); }
        Loss();
        var g = Numeric.Flatten(net.gradient);
        return (g, Numeric.Differences(Loss, net.w));
    }
}
