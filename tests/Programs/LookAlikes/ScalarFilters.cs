//# expect: silent
//# style: recurrences of one number that are no networks: a one-pole filter whose pole is fitted to a target, an exponential average, Horner's rule, Newton's square root
using System;

namespace Signals
{
    public class OnePole
    {
        public double Pole, Gain;

        public OnePole(Random random)
        {
            Pole = random.NextDouble();
            Gain = random.NextDouble();
        }

        public double[] Run(double[] x)
        {
            var y = new double[x.Length];
            double last = 0;
            for (int t = 0; t < x.Length; t++) y[t] = last = Pole * last + Gain * x[t];
            return y;
        }

        public double Fit(double[] x, double[] wanted, double rate)
        {
            double last = 0, slope = 0, change = 0, loss = 0;
            for (int t = 0; t < x.Length; t++)
            {
                slope = last + Pole * slope;
                last = Pole * last + Gain * x[t];
                change += (last - wanted[t]) * slope;
                loss += 0.5 * (last - wanted[t]) * (last - wanted[t]);
            }
            Pole -= rate * change;
            return loss;
        }

        public static double Average(double[] x, double alpha)
        {
            double s = x[0];
            for (int t = 1; t < x.Length; t++) s = alpha * x[t] + (1 - alpha) * s;
            return s;
        }

        public static double Horner(double[] coefficients, double at, double wanted)
        {
            double value = 0;
            for (int k = coefficients.Length - 1; k >= 0; k--) value = value * at + coefficients[k];
            return (value - wanted) * (value - wanted);
        }

        public static double Root(double number, int rounds)
        {
            double x = number;
            for (int k = 0; k < rounds; k++) x = 0.5 * (x + number / x);
            return x;
        }
    }
}
