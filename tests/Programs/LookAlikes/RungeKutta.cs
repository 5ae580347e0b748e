//# expect: silent
//# style: Runge-Kutta integrator of a linear compartment model with a delegate for the right-hand side; doses found by bisection
using System;

namespace Pharmacology
{
    public class CompartmentModel
    {
        private readonly double[][] rates;

        public CompartmentModel(double[][] rates) => this.rates = rates;

        private double[] Derivative(double[] c)
        {
            var d = new double[c.Length];
            for (int i = 0; i < c.Length; i++)
                for (int j = 0; j < c.Length; j++)
                    d[i] += rates[j][i] * c[j] - rates[i][j] * c[i];
            return d;
        }

        private static double[] Plus(double[] a, double[] b, double s)
        {
            var r = new double[a.Length];
            for (int i = 0; i < r.Length; i++) r[i] = a[i] + s * b[i];
            return r;
        }

        public double[][] Integrate(Func<double[], double[]> f, double[] c, double dt, int steps)
        {
            var path = new double[steps + 1][];
            path[0] = c;
            for (int t = 0; t < steps; t++)
            {
                double[] k1 = f(c), k2 = f(Plus(c, k1, dt / 2)), k3 = f(Plus(c, k2, dt / 2)), k4 = f(Plus(c, k3, dt));
                path[t + 1] = c = Plus(Plus(Plus(Plus(c, k1, dt / 6), k2, dt / 3), k3, dt / 3), k4, dt / 6);
            }
            return path;
        }

        public double DoseFor(double target, int compartment)
        {
            double low = 0, high = 100;
            for (int k = 0; k < 20; k++)
            {
                double dose = (low + high) / 2;
                var start = new double[rates.Length];
                start[0] = dose;
                if (Integrate(Derivative, start, 0.1, 20)[20][compartment] < target) low = dose; else high = dose;
            }
            return high;
        }
    }
}
