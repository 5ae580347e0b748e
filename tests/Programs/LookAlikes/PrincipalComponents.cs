//# expect: silent
//# style: PCA by orthogonal iteration on a covariance matrix, k-means on the scores; LINQ
using System;
using System.Linq;

namespace Clustering
{
    public static class PcaKMeans
    {
        public static double[][] Components(double[][] data, int count, int iterations)
        {
            int d = data[0].Length;
            var mean = Enumerable.Range(0, d).Select(i => data.Average(x => x[i])).ToArray();
            var covariance = Enumerable.Range(0, d).Select(i => Enumerable.Range(0, d)
                .Select(j => data.Average(x => (x[i] - mean[i]) * (x[j] - mean[j]))).ToArray()).ToArray();
            var random = new Random(2);
            var basis = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, d).Select(_ => random.NextDouble()).ToArray()).ToArray();
            for (int k = 0; k < iterations; k++)
            {
                for (int c = 0; c < count; c++)
                {
                    var v = covariance.Select(row => row.Zip(basis[c], (a, b) => a * b).Sum()).ToArray();
                    for (int p = 0; p < c; p++)
                    {
                        double dot = v.Zip(basis[p], (a, b) => a * b).Sum();
                        v = v.Zip(basis[p], (a, b) => a - dot * b).ToArray();
                    }
                    double norm = Math.Sqrt(v.Sum(x => x * x));
                    basis[c] = v.Select(x => x / norm).ToArray();
                }
            }
            return basis;
        }

        public static int[] Cluster(double[][] scores, int k, int iterations)
        {
            var centres = scores.Take(k).Select(s => s.ToArray()).ToArray();
            var labels = new int[scores.Length];
            for (int step = 0; step < iterations; step++)
            {
                for (int s = 0; s < scores.Length; s++)
                    labels[s] = Enumerable.Range(0, k).OrderBy(c => scores[s].Zip(centres[c], (a, b) => (a - b) * (a - b)).Sum()).First();
                for (int c = 0; c < k; c++)
                {
                    var own = scores.Where((_, s) => labels[s] == c).ToArray();
                    if (own.Length > 0) centres[c] = centres[c].Select((_, i) => own.Average(x => x[i])).ToArray();
                }
            }
            return labels;
        }
    }
}
