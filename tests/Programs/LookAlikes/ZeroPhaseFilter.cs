//# expect: silent
//# style: zero-phase filtering with a state-space filter: the same matrix runs forwards over the samples and then backwards over them; no gradient
using System;

namespace Signals
{
    public sealed class ZeroPhase
    {
        private readonly double[,] a;
        private readonly double[] b, c;
        private readonly double d;

        public ZeroPhase(double[,] a, double[] b, double[] c, double d)
        {
            this.a = a;
            this.b = b;
            this.c = c;
            this.d = d;
        }

        public double[] FiltFilt(double[] signal)
        {
            int n = b.Length;
            var forward = new double[signal.Length];
            var state = new double[n];
            for (int t = 0; t < signal.Length; t++)
            {
                forward[t] = d * signal[t];
                for (int i = 0; i < n; i++) forward[t] += c[i] * state[i];
                state = Advance(state, signal[t]);
            }
            var result = new double[signal.Length];
            state = new double[n];
            for (int t = signal.Length - 1; t >= 0; t--)
            {
                result[t] = d * forward[t];
                for (int i = 0; i < n; i++) result[t] += c[i] * state[i];
                state = Advance(state, forward[t]);
            }
            return result;
        }

        private double[] Advance(double[] state, double input)
        {
            var next = new double[state.Length];
            for (int i = 0; i < next.Length; i++)
            {
                next[i] = b[i] * input;
                for (int j = 0; j < next.Length; j++) next[i] += a[i, j] * state[j];
            }
            return next;
        }
    }
}
