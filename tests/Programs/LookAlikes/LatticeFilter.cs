//# expect: silent
//# style: Burg's method and a lattice filter: forward and backward prediction errors over time; reflection coefficients
using System;

namespace Signals
{
    public class Lattice
    {
        public double[] Reflection = Array.Empty<double>();

        public void Burg(double[] signal, int order)
        {
            Reflection = new double[order];
            double[] forward = (double[])signal.Clone(), backward = (double[])signal.Clone();
            for (int m = 0; m < order; m++)
            {
                double numerator = 0, denominator = 0;
                for (int t = m + 1; t < signal.Length; t++)
                {
                    numerator -= 2 * forward[t] * backward[t - 1];
                    denominator += forward[t] * forward[t] + backward[t - 1] * backward[t - 1];
                }
                double k = Reflection[m] = numerator / denominator;
                for (int t = signal.Length - 1; t > m; t--)
                {
                    double f = forward[t] + k * backward[t - 1];
                    backward[t] = backward[t - 1] + k * forward[t];
                    forward[t] = f;
                }
            }
        }

        public double[] Synthesise(double[] excitation)
        {
            var state = new double[Reflection.Length + 1];
            var output = new double[excitation.Length];
            for (int t = 0; t < excitation.Length; t++)
            {
                double f = excitation[t];
                for (int m = Reflection.Length - 1; m >= 0; m--)
                {
                    f -= Reflection[m] * state[m];
                    state[m + 1] = state[m] + Reflection[m] * f;
                }
                state[0] = output[t] = f;
            }
            return output;
        }
    }
}
