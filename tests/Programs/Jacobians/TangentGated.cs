//# matrix: Un
//# style: forward-mode derivative by hand of a gated cell (MGU without reset): value and tangent carried together in a small dual-vector class; directional derivative of the last state in a direction of the first; jagged; U[from][to]; used for an L2 sensitivity score
using System;
using System.Collections.Generic;

namespace Sensitivity
{
    public sealed class DualVector
    {
        public readonly double[] Value, Tangent;

        public DualVector(double[] value, double[] tangent)
        {
            Value = value;
            Tangent = tangent;
        }

        public int Length => Value.Length;
    }

    public sealed class GatedDual
    {
        public readonly double[][] Uz, Un;

        public GatedDual(double[][] uz, double[][] un)
        {
            Uz = uz;
            Un = un;
        }

        public double[] Step(double[] h, double[] x)
        {
            int n = h.Length;
            var y = new double[n];
            for (int i = 0; i < n; i++)
            {
                double az = 0, an = x[i];
                for (int j = 0; j < n; j++)
                {
                    az += h[j] * Uz[j][i];
                    an += h[j] * Un[j][i];
                }
                double z = 1 / (1 + Math.Exp(-az));
                y[i] = (1 - z) * h[i] + z * Math.Tanh(an);
            }
            return y;
        }

        public DualVector Step(DualVector h, double[] x)
        {
            int n = h.Length;
            double[] y = new double[n], dy = new double[n];
            for (int i = 0; i < n; i++)
            {
                double az = 0, an = x[i], daz = 0, dan = 0;
                for (int j = 0; j < n; j++)
                {
                    az += h.Value[j] * Uz[j][i];
                    an += h.Value[j] * Un[j][i];
                    daz += h.Tangent[j] * Uz[j][i];  //! transposed-2 @Uz: daz += h.Tangent[j] * Uz[i][j];
                    dan += h.Tangent[j] * Un[j][i];  //! transposed: dan += h.Tangent[j] * Un[i][j];
                }
                double z = 1 / (1 + Math.Exp(-az)), c = Math.Tanh(an);
                double dz = z * (1 - z) * daz;  //! sigma-missing @Uz: double dz = daz;
                double dc = (1 - c * c) * dan;  //! sigma-missing-2: double dc = dan;
                y[i] = (1 - z) * h.Value[i] + z * c;
                dy[i] = (1 - z) * h.Tangent[i] + z * dc + dz * (c - h.Value[i]);
                //! unexplained RNN0004|RNN0002 @Uz: dy[i] = (1 - z) * h.Tangent[i] + z * dc + dz * c;
            }
            return new DualVector(y, dy);
        }

        public double[] Directional(double[] h0, double[] direction, IEnumerable<double[]> xs)
        {
            var h = new DualVector(h0, direction);
            foreach (var x in xs) h = Step(h, x);
            return h.Tangent;
        }

        public double Score(double[] h0, double[] direction, IEnumerable<double[]> xs)
        {
            double s = 0;
            foreach (var v in Directional(h0, direction, xs)) s += v * v;
            return Math.Sqrt(s);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[][] uz = Numeric.Sequence(seed, 4, 4), un = Numeric.Sequence(seed + 1, 4, 4);
        foreach (var u in new[] { uz, un }) foreach (var row in u) for (int i = 0; i < 4; i++) row[i] *= 2;
        var net = new Sensitivity.GatedDual(uz, un);
        double[] h0 = Numeric.Vector(seed + 2, 4), d = Numeric.Vector(seed + 3, 4);
        var xs = Numeric.Sequence(seed + 4, 4, 4);
        double[] Run(double[] h) { foreach (var x in xs) h = net.Step(h, x); return h; }
        var j = Numeric.Jacobian(Run, h0);
        double[] numeric = [.. Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 4).Sum(k => j[i * 4 + k] * d[k]))];
        return (net.Directional(h0, d, xs), numeric);
    }
}
