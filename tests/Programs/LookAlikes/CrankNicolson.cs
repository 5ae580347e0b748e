//# expect: silent
//# style: heat equation by Crank-Nicolson: the Thomas algorithm sweeps forwards and substitutes backwards inside a loop over time
using System;

namespace Diffusion
{
    public class HeatRod
    {
        private readonly double[] lower, diagonal, upper;
        private readonly double r;
        private double[] u;

        public HeatRod(double[] initial, double conductivity, double dx, double dt)
        {
            u = (double[])initial.Clone();
            r = conductivity * dt / (2 * dx * dx);
            int n = u.Length;
            lower = new double[n];
            diagonal = new double[n];
            upper = new double[n];
            for (int i = 0; i < n; i++)
            {
                lower[i] = i > 0 ? -r : 0;
                diagonal[i] = 1 + 2 * r;
                upper[i] = i < n - 1 ? -r : 0;
            }
        }

        public double[][] Simulate(int steps)
        {
            var history = new double[steps][];
            for (int t = 0; t < steps; t++)
            {
                var rhs = new double[u.Length];
                for (int i = 0; i < u.Length; i++)
                {
                    double west = i > 0 ? u[i - 1] : 0, east = i < u.Length - 1 ? u[i + 1] : 0;
                    rhs[i] = r * west + (1 - 2 * r) * u[i] + r * east;
                }
                history[t] = u = Thomas(rhs);
            }
            return history;
        }

        private double[] Thomas(double[] d)
        {
            int n = d.Length;
            double[] c = new double[n], x = new double[n];
            c[0] = upper[0] / diagonal[0];
            x[0] = d[0] / diagonal[0];
            for (int i = 1; i < n; i++)
            {
                double m = diagonal[i] - lower[i] * c[i - 1];
                c[i] = upper[i] / m;
                x[i] = (d[i] - lower[i] * x[i - 1]) / m;
            }
            for (int i = n - 2; i >= 0; i--) x[i] -= c[i] * x[i + 1];
            return x;
        }
    }
}
