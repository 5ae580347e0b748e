//# expect: silent
//# style: ARMA model by conditional least squares: residuals recursively over time, derivatives by forward recursion, backcasting over reversed time; no matrix
using System;

namespace Forecasting
{
    public class Arma
    {
        public readonly double[] Phi, Theta;

        public Arma(int p, int q)
        {
            Phi = new double[p];
            Theta = new double[q];
        }

        public double[] Residuals(double[] y)
        {
            var e = new double[y.Length];
            for (int t = 0; t < y.Length; t++)
            {
                e[t] = y[t];
                for (int i = 0; i < Phi.Length && i < t; i++) e[t] -= Phi[i] * y[t - 1 - i];
                for (int j = 0; j < Theta.Length && j < t; j++) e[t] -= Theta[j] * e[t - 1 - j];
            }
            return e;
        }

        public double[] Backcast(double[] y, int count)
        {
            var extended = new double[y.Length + count];
            Array.Copy(y, 0, extended, count, y.Length);
            for (int t = count - 1; t >= 0; t--)
                for (int i = 0; i < Phi.Length; i++) extended[t] += Phi[i] * extended[t + 1 + i];
            return extended;
        }

        public void Descend(double[] y, int iterations, double rate)
        {
            for (int k = 0; k < iterations; k++)
            {
                var e = Residuals(y);
                double[] dPhi = new double[Phi.Length], dTheta = new double[Theta.Length];
                for (int t = y.Length - 1; t > 0; t--)
                {
                    for (int i = 0; i < dPhi.Length && i < t; i++) dPhi[i] -= e[t] * y[t - 1 - i];
                    for (int j = 0; j < dTheta.Length && j < t; j++) dTheta[j] -= e[t] * e[t - 1 - j];
                }
                for (int i = 0; i < Phi.Length; i++) Phi[i] -= rate * dPhi[i] / y.Length;
                for (int j = 0; j < Theta.Length; j++) Theta[j] -= rate * dTheta[j] / y.Length;
            }
        }
    }
}
