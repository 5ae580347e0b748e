//# expect: silent
//# style: word2vec skip-gram with negative sampling over a token sequence, two embedding tables in jagged float arrays
using System;

namespace Embeddings
{
    public sealed class SkipGram
    {
        private readonly float[][] word, context;
        private readonly Random random = new Random(21);
        private readonly int window, negatives;

        public SkipGram(int vocabulary, int dimension, int window, int negatives)
        {
            this.window = window;
            this.negatives = negatives;
            word = new float[vocabulary][];
            context = new float[vocabulary][];
            for (int i = 0; i < vocabulary; i++)
            {
                word[i] = new float[dimension];
                context[i] = new float[dimension];
                for (int k = 0; k < dimension; k++) word[i][k] = (float)(random.NextDouble() - 0.5) / dimension;
            }
        }

        public float Train(int[] tokens, float rate)
        {
            float loss = 0;
            for (int t = 0; t < tokens.Length; t++)
                for (int o = Math.Max(0, t - window); o <= Math.Min(tokens.Length - 1, t + window); o++)
                    if (o != t) loss += Pair(tokens[t], tokens[o], rate);
            return loss / tokens.Length;
        }

        private float Pair(int centre, int outer, float rate)
        {
            float loss = 0;
            float[] v = word[centre], error = new float[v.Length];
            for (int n = 0; n <= negatives; n++)
            {
                var c = context[n == 0 ? outer : random.Next(context.Length)];
                float dot = 0;
                for (int k = 0; k < v.Length; k++) dot += v[k] * c[k];
                float p = 1f / (1f + MathF.Exp(-dot)), d = p - (n == 0 ? 1 : 0);
                loss -= MathF.Log(n == 0 ? p : 1 - p);
                for (int k = 0; k < v.Length; k++)
                {
                    error[k] += d * c[k];
                    c[k] -= rate * d * v[k];
                }
            }
            for (int k = 0; k < v.Length; k++) v[k] -= rate * error[k];
            return loss;
        }
    }
}
