//# expect: silent
//# style: sum-product belief propagation on a chain with one shared potential in both directions; spans and stackalloc
using System;

namespace Inference
{
    public static class ChainBeliefs
    {
        public static void Marginals(ReadOnlySpan<double> potential, ReadOnlySpan<double> evidence, Span<double> beliefs, int states)
        {
            int length = evidence.Length / states;
            Span<double> left = stackalloc double[length * states];
            Span<double> right = stackalloc double[length * states];
            left[..states].Fill(1.0 / states);
            right[^states..].Fill(1.0 / states);
            for (int t = 1; t < length; t++)
            {
                var message = left.Slice(t * states, states);
                for (int to = 0; to < states; to++)
                    for (int from = 0; from < states; from++)
                        message[to] += potential[from * states + to] * evidence[(t - 1) * states + from] * left[(t - 1) * states + from];
                Normalise(message);
            }
            for (int t = length - 2; t >= 0; t--)
            {
                var message = right.Slice(t * states, states);
                for (int from = 0; from < states; from++)
                    for (int to = 0; to < states; to++)
                        message[from] += potential[from * states + to] * evidence[(t + 1) * states + to] * right[(t + 1) * states + to];
                Normalise(message);
            }
            for (int t = 0; t < length; t++)
            {
                for (int s = 0; s < states; s++)
                    beliefs[t * states + s] = left[t * states + s] * evidence[t * states + s] * right[t * states + s];
                Normalise(beliefs.Slice(t * states, states));
            }
        }

        private static void Normalise(Span<double> p)
        {
            double total = 0;
            foreach (double x in p) total += x;
            for (int i = 0; i < p.Length; i++) p[i] /= total;
        }
    }
}
