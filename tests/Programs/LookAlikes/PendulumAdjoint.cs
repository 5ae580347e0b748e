//# expect: silent
//# style: adjoint of a physics model: damped pendulum by semi-implicit Euler, adjoint states backwards over time give the gradient of two physical constants; no matrix
using System;

namespace Physics
{
    public sealed class PendulumFit
    {
        public double Gravity = 9.8, Damping = 0.1;
        private const double Dt = 0.01;
        private double[] angle = Array.Empty<double>(), speed = Array.Empty<double>();

        public double Simulate(double start, int steps)
        {
            angle = new double[steps + 1];
            speed = new double[steps + 1];
            angle[0] = start;
            for (int t = 0; t < steps; t++)
            {
                double acceleration = -Gravity * Math.Sin(angle[t]) - Damping * speed[t];
                speed[t + 1] = speed[t] + Dt * acceleration;
                angle[t + 1] = angle[t] + Dt * speed[t + 1];
            }
            return angle[steps];
        }

        public (double gravity, double damping) Adjoint(double[] measured)
        {
            double lambdaAngle = 0, lambdaSpeed = 0, dg = 0, dd = 0;
            for (int t = angle.Length - 2; t >= 0; t--)
            {
                lambdaAngle += 2 * (angle[t + 1] - measured[t + 1]);
                lambdaSpeed += Dt * lambdaAngle;
                dg -= lambdaSpeed * Dt * Math.Sin(angle[t]);
                dd -= lambdaSpeed * Dt * speed[t];
                lambdaAngle -= lambdaSpeed * Dt * Gravity * Math.Cos(angle[t]);
                lambdaSpeed -= lambdaSpeed * Dt * Damping;
            }
            return (dg, dd);
        }

        public void Fit(double[] measured, int iterations, double rate)
        {
            for (int k = 0; k < iterations; k++)
            {
                Simulate(measured[0], measured.Length - 1);
                var (dg, dd) = Adjoint(measured);
                Gravity -= rate * dg;
                Damping -= rate * dd;
            }
        }
    }
}
