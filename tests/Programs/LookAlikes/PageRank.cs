//# expect: silent
//# style: PageRank by iteration over a link matrix; damping; hubs and authorities with the matrix and its transpose
using System;
using System.Linq;

namespace Graphs
{
    public class LinkAnalysis
    {
        private readonly double[,] links;
        private readonly int n;

        public LinkAnalysis(double[,] links)
        {
            this.links = links;
            n = links.GetLength(0);
        }

        public double[] PageRank(double damping, int iterations)
        {
            var outDegree = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => links[i, j])).ToArray();
            var rank = Enumerable.Repeat(1.0 / n, n).ToArray();
            for (int k = 0; k < iterations; k++)
            {
                var next = Enumerable.Repeat((1 - damping) / n, n).ToArray();
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        next[j] += damping * rank[i] * links[i, j] / outDegree[i];
                rank = next;
            }

            return rank;
        }

        public (double[] hubs, double[] authorities) Hits(int iterations)
        {
            double[] hubs = Enumerable.Repeat(1.0, n).ToArray(), authorities = new double[n];
            for (int k = 0; k < iterations; k++)
            {
                for (int j = 0; j < n; j++) authorities[j] = Enumerable.Range(0, n).Sum(i => links[i, j] * hubs[i]);
                Normalise(authorities);
                for (int i = 0; i < n; i++) hubs[i] = Enumerable.Range(0, n).Sum(j => links[i, j] * authorities[j]);
                Normalise(hubs);
            }

            return (hubs, authorities);
        }

        private static void Normalise(double[] v)
        {
            double norm = Math.Sqrt(v.Sum(x => x * x));
            for (int i = 0; i < v.Length; i++) v[i] /= norm;
        }
    }
}
