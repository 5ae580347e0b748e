//# expect: silent
//# style: IIR filter with feedback coefficients and history; zero-phase filtering forwards and backwards; scalar recurrence
using System;

namespace Signals
{
    public sealed class IirFilter
    {
        private readonly double[] b, a;

        public IirFilter(double[] feedForward, double[] feedBack)
        {
            b = feedForward;
            a = feedBack;
        }

        public double[] Forward(double[] x)
        {
            var y = new double[x.Length];
            for (int t = 0; t < x.Length; t++)
            {
                for (int k = 0; k < b.Length && k <= t; k++) y[t] += b[k] * x[t - k];
                for (int k = 1; k < a.Length && k <= t; k++) y[t] -= a[k] * y[t - k];
                y[t] /= a[0];
            }

            return y;
        }

        public double[] Backward(double[] x)
        {
            var reversed = (double[])x.Clone();
            Array.Reverse(reversed);
            reversed = Forward(reversed);
            Array.Reverse(reversed);
            return reversed;
        }

        public double[] ZeroPhase(double[] x) => Backward(Forward(x));
    }
}
