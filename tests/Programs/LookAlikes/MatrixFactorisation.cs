//# expect: silent
//# style: recommender by matrix factorisation, SGD over ratings and alternating multiplicative updates W, H with transposes
using System;
using System.Collections.Generic;

namespace Recommenders
{
    public readonly record struct Rating(int User, int Item, double Value);

    public class Factorisation
    {
        private readonly double[,] users, items;
        private readonly int rank;

        public Factorisation(int userCount, int itemCount, int rank)
        {
            this.rank = rank;
            var random = new Random(13);
            users = new double[userCount, rank];
            items = new double[itemCount, rank];
            foreach (var table in new[] { users, items })
                for (int i = 0; i < table.GetLength(0); i++)
                    for (int k = 0; k < rank; k++) table[i, k] = random.NextDouble();
        }

        public double Sgd(IReadOnlyList<Rating> ratings, int epochs, double rate, double decay)
        {
            double squares = 0;
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                squares = 0;
                foreach (var (u, i, value) in ratings)
                {
                    double e = value;
                    for (int k = 0; k < rank; k++) e -= users[u, k] * items[i, k];
                    squares += e * e;
                    for (int k = 0; k < rank; k++)
                    {
                        double p = users[u, k], q = items[i, k];
                        users[u, k] += rate * (e * q - decay * p);
                        items[i, k] += rate * (e * p - decay * q);
                    }
                }
            }
            return Math.Sqrt(squares / ratings.Count);
        }

        public static void Multiplicative(double[,] v, double[,] w, double[,] h, int iterations)
        {
            int n = v.GetLength(0), m = v.GetLength(1), r = h.GetLength(0);
            for (int step = 0; step < iterations; step++)
            {
                var wh = new double[n, m];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < m; j++)
                        for (int k = 0; k < r; k++) wh[i, j] += w[i, k] * h[k, j];
                for (int k = 0; k < r; k++)
                    for (int j = 0; j < m; j++)
                    {
                        double up = 0, down = 1e-9;
                        for (int i = 0; i < n; i++)
                        {
                            up += w[i, k] * v[i, j];
                            down += w[i, k] * wh[i, j];
                        }
                        h[k, j] *= up / down;
                    }
            }
        }
    }
}
