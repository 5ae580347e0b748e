//# expect: silent
//# style: Levenshtein, Needleman-Wunsch and Smith-Waterman in one static class: forward fill of a table, backward trace
using System;
using System.Collections.Generic;

namespace Alignment
{
    public static class Aligner
    {
        public static int Levenshtein(string a, string b)
        {
            var row = new int[b.Length + 1];
            for (int j = 0; j <= b.Length; j++) row[j] = j;
            for (int i = 1; i <= a.Length; i++)
            {
                int diagonal = row[0];
                row[0] = i;
                for (int j = 1; j <= b.Length; j++)
                {
                    int above = row[j];
                    row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                    diagonal = above;
                }
            }
            return row[b.Length];
        }

        public static double[,] Forward(double[][] profile, double[][] other, double[,] substitution, double gap)
        {
            var h = new double[profile.Length + 1, other.Length + 1];
            for (int i = 1; i <= profile.Length; i++)
                for (int j = 1; j <= other.Length; j++)
                {
                    double match = 0;
                    for (int a = 0; a < profile[i - 1].Length; a++)
                        for (int b = 0; b < other[j - 1].Length; b++)
                            match += profile[i - 1][a] * substitution[a, b] * other[j - 1][b];
                    h[i, j] = Math.Max(0, Math.Max(h[i - 1, j - 1] + match, Math.Max(h[i - 1, j], h[i, j - 1]) - gap));
                }
            return h;
        }

        public static List<(int, int)> Backward(double[,] h, double gap)
        {
            int i = h.GetLength(0) - 1, j = h.GetLength(1) - 1;
            var path = new List<(int, int)>();
            while (i > 0 && j > 0 && h[i, j] > 0)
            {
                path.Add((i, j));
                if (h[i, j] == h[i - 1, j] - gap) i--;
                else if (h[i, j] == h[i, j - 1] - gap) j--;
                else
                {
                    i--;
                    j--;
                }
            }
            path.Reverse();
            return path;
        }
    }
}
