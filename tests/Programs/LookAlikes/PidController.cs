//# expect: silent
//# style: PID controller closing a loop around a linear plant; gains tuned by finite differences of the cost of a simulated run
using System;

namespace Control
{
    public class PidTuning
    {
        public double[] Gains = { 1, 0.1, 0.05 };
        private readonly double[,] plant = { { 0.9, 0.1 }, { -0.2, 0.8 } };
        private readonly double[] input = { 0, 0.5 };

        public double Cost(double[] gains, double setpoint, int steps)
        {
            double[] x = new double[2];
            double integral = 0, last = setpoint, cost = 0;
            for (int t = 0; t < steps; t++)
            {
                double error = setpoint - x[0];
                integral += error;
                double u = Math.Tanh(gains[0] * error + gains[1] * integral + gains[2] * (error - last));
                last = error;
                x = new[]
                {
                    plant[0, 0] * x[0] + plant[0, 1] * x[1] + input[0] * u,
                    plant[1, 0] * x[0] + plant[1, 1] * x[1] + input[1] * u,
                };
                cost += error * error + 0.01 * u * u;
            }
            return cost;
        }

        public void Tune(double setpoint, int iterations, double rate)
        {
            const double Epsilon = 1e-5;
            for (int k = 0; k < iterations; k++)
            {
                var gradient = new double[Gains.Length];
                for (int i = 0; i < Gains.Length; i++)
                {
                    double[] up = (double[])Gains.Clone(), down = (double[])Gains.Clone();
                    up[i] += Epsilon;
                    down[i] -= Epsilon;
                    gradient[i] = (Cost(up, setpoint, 50) - Cost(down, setpoint, 50)) / (2 * Epsilon);
                }
                for (int i = 0; i < Gains.Length; i++) Gains[i] -= rate * gradient[i];
            }
        }
    }
}
