//# expect: silent
//# style: N-body and spring network by leapfrog, run forwards and then backwards in time through the same stiffness matrix to check reversibility
using System;

namespace Mechanics
{
    public class SpringNetwork
    {
        private readonly double[,] stiffness;
        private double[] x, v;
        private readonly int n;

        public SpringNetwork(double[,] stiffness, double[] x)
        {
            this.stiffness = stiffness;
            this.x = (double[])x.Clone();
            n = x.Length;
            v = new double[n];
        }

        private double[] Force(double[] at)
        {
            var f = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) f[i] -= stiffness[i, j] * at[j];
            return f;
        }

        private void Step(double dt)
        {
            var f = Force(x);
            for (int i = 0; i < n; i++) v[i] += dt / 2 * f[i];
            for (int i = 0; i < n; i++) x[i] += dt * v[i];
            f = Force(x);
            for (int i = 0; i < n; i++) v[i] += dt / 2 * f[i];
        }

        public double ReversibilityError(int steps, double dt)
        {
            var start = (double[])x.Clone();
            for (int t = 0; t < steps; t++) Step(dt);
            for (int i = 0; i < n; i++) v[i] = -v[i];
            for (int t = steps - 1; t >= 0; t--) Step(dt);
            double error = 0;
            for (int i = 0; i < n; i++) error += Math.Abs(x[i] - start[i]);
            return error;
        }

        public double Energy()
        {
            double e = 0;
            for (int i = 0; i < n; i++)
            {
                e += v[i] * v[i] / 2;
                for (int j = 0; j < n; j++) e += x[i] * stiffness[i, j] * x[j] / 2;
            }
            return e;
        }
    }
}
