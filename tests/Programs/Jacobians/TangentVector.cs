//# matrix: W
//# style: forward-mode tangent (JVP) pushed along with the state; growth of a perturbation; double[,]; W[to, from]; no weight gradient
using System;

namespace Perturbations
{
    public class TangentRnn
    {
        private readonly double[,] W;
        private readonly double[] b;

        public TangentRnn(double[,] w, double[] bias)
        {
            W = w;
            b = bias;
        }

        public double[] Final { get; private set; } = Array.Empty<double>();

        /// <summary>Moves state and perturbation side by side and returns the last perturbation.</summary>
        public double[] Propagate(double[] state, double[] perturbation, int steps)
        {
            int n = b.Length;
            double[] x = (double[])state.Clone(), v = (double[])perturbation.Clone();
            for (int t = 0; t < steps; t++)
            {
                double[] nx = new double[n], nv = new double[n];
                for (int i = 0; i < n; i++)
                {
                    nx[i] = b[i];
                    for (int j = 0; j < n; j++)
                    {
                        double a = Math.Tanh(x[j]);
                        nx[i] += W[i, j] * a;
                        nv[i] += W[i, j] * (1 - a * a) * v[j];
                        //! transposed: nv[i] += W[j, i] * (1 - a * a) * v[j];
                        //! sigma-missing: nv[i] += W[i, j] * v[j];
                    }
                }
                x = nx;
                v = nv;
            }
            Final = x;
            return v;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Perturbations.TangentRnn(Numeric.Table(seed, 4, 4), Numeric.Vector(seed + 1, 4));
        double[] x0 = Numeric.Vector(seed + 2, 4), v0 = Numeric.Vector(seed + 3, 4);
        var tangent = net.Propagate(x0, v0, 5);
        double[] At(double eps) { net.Propagate(x0.Zip(v0, (x, v) => x + eps * v).ToArray(), v0, 5); return net.Final; }
        return (tangent, At(1e-5).Zip(At(-1e-5), (a, b) => (a - b) / 2e-5).ToArray());
    }
}
