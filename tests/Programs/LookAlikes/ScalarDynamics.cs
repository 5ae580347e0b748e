//# expect: silent
//# style: curved recurrences of one number without learning: a saturating control loop towards a setpoint, Euler's method for a pendulum, the logistic map, a single unit that is only run
using System;

namespace Dynamics
{
    public class Simulation
    {
        private readonly double gain, damping, weight, inputWeight;

        public Simulation(double gain, double damping, Random random)
        {
            this.gain = gain;
            this.damping = damping;
            weight = random.NextDouble();
            inputWeight = random.NextDouble();
        }

        public double Control(double start, double setpoint, double[] disturbance)
        {
            double x = start, cost = 0;
            for (int t = 0; t < disturbance.Length; t++)
            {
                double u = Math.Tanh(gain * (setpoint - x));
                x = 0.9 * x + u + disturbance[t];
                cost += (x - setpoint) * (x - setpoint) + 0.1 * u * u;
            }
            return cost;
        }

        public double[] Pendulum(double angle, double speed, double step, int steps)
        {
            var path = new double[steps];
            for (int t = 0; t < steps; t++)
            {
                speed += step * (-gain * Math.Sin(angle) - damping * speed);
                angle += step * speed;
                path[t] = angle;
            }
            return path;
        }

        public double Logistic(double rate, double[] observed)
        {
            double x = 0.3, error = 0;
            for (int t = 0; t < observed.Length; t++)
            {
                x = rate * (x * (1 - x));
                error += (x - observed[t]) * (x - observed[t]);
            }
            return error;
        }

        public double[] Run(double[] inputs, double[] wanted, out double loss)
        {
            var h = new double[inputs.Length + 1];
            loss = 0;
            for (int t = 0; t < inputs.Length; t++)
            {
                h[t + 1] = Math.Tanh(weight * h[t] + inputWeight * inputs[t]);
                loss += (h[t + 1] - wanted[t]) * (h[t + 1] - wanted[t]);
            }
            return h;
        }
    }
}
