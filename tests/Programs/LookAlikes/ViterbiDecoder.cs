//# expect: silent
//# style: Viterbi: dynamic programming forwards in time and back-tracing; maxima instead of sums; log-probabilities
using System;

namespace Speech
{
    public static class ViterbiDecoder
    {
        public static int[] Decode(double[,] logTransition, double[,] logEmission, double[] logInitial, int[] observations)
        {
            int n = logInitial.Length, T = observations.Length;
            double[,] score = new double[T, n];
            int[,] from = new int[T, n];
            for (int i = 0; i < n; i++) score[0, i] = logInitial[i] + logEmission[i, observations[0]];
            for (int t = 1; t < T; t++)
            {
                for (int j = 0; j < n; j++)
                {
                    score[t, j] = double.NegativeInfinity;
                    for (int i = 0; i < n; i++)
                    {
                        double s = score[t - 1, i] + logTransition[i, j] + logEmission[j, observations[t]];
                        if (s > score[t, j])
                        {
                            score[t, j] = s;
                            from[t, j] = i;
                        }
                    }
                }
            }

            int[] path = new int[T];
            for (int i = 1; i < n; i++)
                if (score[T - 1, i] > score[T - 1, path[T - 1]]) path[T - 1] = i;
            for (int t = T - 1; t > 0; t--) path[t - 1] = from[t, path[t]];
            return path;
        }
    }
}
