//# expect: silent
//# style: Baum-Welch training of a hidden Markov model, double[,]: scaled forward and backward passes over time through one matrix, expected counts, re-estimation
using System;

namespace Speech
{
    public sealed class BaumWelchTrainer
    {
        public double[,] A;
        public double[,] B;
        public double[] Pi;

        public BaumWelchTrainer(double[,] a, double[,] b, double[] pi)
        {
            A = a;
            B = b;
            Pi = pi;
        }

        public double Iterate(int[] o)
        {
            int n = Pi.Length, T = o.Length, symbols = B.GetLength(1);
            var alpha = new double[T, n];
            var beta = new double[T, n];
            var c = new double[T];
            for (int t = 0; t < T; t++)
            {
                for (int j = 0; j < n; j++)
                {
                    double s = t == 0 ? Pi[j] : 0;
                    for (int i = 0; t > 0 && i < n; i++) s += alpha[t - 1, i] * A[i, j];
                    alpha[t, j] = s * B[j, o[t]];
                    c[t] += alpha[t, j];
                }
                for (int j = 0; j < n; j++) alpha[t, j] /= c[t];
            }

            for (int i = 0; i < n; i++) beta[T - 1, i] = 1;
            for (int t = T - 2; t >= 0; t--)
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                        beta[t, i] += A[i, j] * B[j, o[t + 1]] * beta[t + 1, j];
                    beta[t, i] /= c[t + 1];
                }

            var transitions = new double[n, n];
            var emissions = new double[n, symbols];
            var visits = new double[n];
            for (int t = 0; t < T; t++)
                for (int i = 0; i < n; i++)
                {
                    double gamma = alpha[t, i] * beta[t, i];
                    visits[i] += gamma;
                    emissions[i, o[t]] += gamma;
                    if (t == 0) Pi[i] = gamma;
                    if (t == T - 1) continue;
                    for (int j = 0; j < n; j++)
                        transitions[i, j] += alpha[t, i] * A[i, j] * B[j, o[t + 1]] * beta[t + 1, j] / c[t + 1];
                }

            double logLikelihood = 0;
            for (int t = 0; t < T; t++) logLikelihood += Math.Log(c[t]);
            for (int i = 0; i < n; i++)
            {
                double total = 0;
                for (int j = 0; j < n; j++) total += transitions[i, j];
                for (int j = 0; j < n; j++) A[i, j] = transitions[i, j] / total;
                for (int k = 0; k < symbols; k++) B[i, k] = emissions[i, k] / visits[i];
            }
            return logLikelihood;
        }
    }
}
