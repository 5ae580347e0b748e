//# matrix: W
//# style: Jacobian of the post-activation form, dh_t/dh_{t-1} = diag(1 - h²) W; jagged; product from the left over time; records; W[to][from]
using System;
using System.Collections.Generic;

namespace Gauges
{
    public record Unit(double[][] W, double[] B)
    {
        public double[] Next(double[] h)
        {
            var next = new double[B.Length];
            for (int i = 0; i < next.Length; i++)
            {
                double z = B[i];
                for (int j = 0; j < h.Length; j++) z += W[i][j] * h[j];
                next[i] = Math.Tanh(z);
            }

            return next;
        }

        public double[][] JacobianAt(double[] next)
        {
            var J = new double[B.Length][];
            for (int i = 0; i < J.Length; i++)
            {
                J[i] = new double[B.Length];
                for (int j = 0; j < J.Length; j++)
                    J[i][j] = (1 - next[i] * next[i]) * W[i][j];
                    //! transposed: J[i][j] = (1 - next[i] * next[i]) * W[j][i];
                    //! sigma-wrong: J[i][j] = (1 - next[j] * next[j]) * W[i][j];
                    //! sigma-missing: J[i][j] = W[i][j];
            }

            return J;
        }
    }

    public class LongTermJacobian
    {
        public double[][] Compute(Unit unit, double[] start, int steps)
        {
            var states = new List<double[]> { start };
            for (int t = 0; t < steps; t++) states.Add(unit.Next(states[t]));

            var total = unit.JacobianAt(states[1]);
            for (int t = 2; t <= steps; t++) total = Multiply(unit.JacobianAt(states[t]), total);
            return total;
        }

        private static double[][] Multiply(double[][] a, double[][] b)
        {
            var c = new double[a.Length][];
            for (int i = 0; i < a.Length; i++)
            {
                c[i] = new double[b[0].Length];
                for (int j = 0; j < c[i].Length; j++)
                    for (int k = 0; k < b.Length; k++)
                        c[i][j] += a[i][k] * b[k][j];
            }

            return c;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var unit = new Gauges.Unit(Numeric.Sequence(seed, 4, 4), Numeric.Vector(seed + 1, 4));
        var x0 = Numeric.Vector(seed + 2, 4);
        double[] Run(double[] x) { for (int t = 0; t < 4; t++) x = unit.Next(x); return x; }
        return (Numeric.Flatten((object)new Gauges.LongTermJacobian().Compute(unit, x0, 4)), Numeric.Jacobian(Run, x0));
    }
}
