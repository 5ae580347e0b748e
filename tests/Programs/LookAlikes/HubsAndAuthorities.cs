//# expect: silent
//# style: HITS: a link matrix and its transpose take turns over iterations; Elo ratings beside it
using System;
using System.Linq;

namespace Ranking
{
    public static class LinkAnalysis
    {
        public static (double[] hubs, double[] authorities) Hits(double[,] links, int iterations)
        {
            int n = links.GetLength(0);
            double[] hubs = Enumerable.Repeat(1.0, n).ToArray(), authorities = new double[n];
            for (int k = 0; k < iterations; k++)
            {
                authorities = new double[n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++) authorities[j] += links[i, j] * hubs[i];
                Normalise(authorities);
                hubs = new double[n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++) hubs[i] += links[i, j] * authorities[j];
                Normalise(hubs);
            }
            return (hubs, authorities);
        }

        private static void Normalise(double[] x)
        {
            double norm = Math.Sqrt(x.Sum(v => v * v));
            for (int i = 0; i < x.Length; i++) x[i] /= norm;
        }

        public static double[] Elo((int Winner, int Loser)[] games, int players, double k)
        {
            var rating = Enumerable.Repeat(1500.0, players).ToArray();
            foreach (var (winner, loser) in games)
            {
                double expected = 1 / (1 + Math.Pow(10, (rating[loser] - rating[winner]) / 400));
                rating[winner] += k * (1 - expected);
                rating[loser] -= k * (1 - expected);
            }
            return rating;
        }
    }
}
