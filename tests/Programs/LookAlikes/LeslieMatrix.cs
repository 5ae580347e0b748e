//# expect: silent
//# style: Leslie population model: projection by a matrix over years, reproductive values by its transpose, damping ratio; flat arrays
using System;
using System.Linq;

namespace Ecology
{
    public class LesliePopulation
    {
        private readonly double[,] l;
        private readonly int ages;

        public LesliePopulation(double[] fecundity, double[] survival)
        {
            ages = fecundity.Length;
            l = new double[ages, ages];
            for (int a = 0; a < ages; a++)
            {
                l[0, a] = fecundity[a];
                if (a + 1 < ages) l[a + 1, a] = survival[a];
            }
        }

        public double[][] Project(double[] population, int years)
        {
            var history = new double[years + 1][];
            history[0] = population;
            for (int t = 0; t < years; t++)
            {
                history[t + 1] = new double[ages];
                for (int i = 0; i < ages; i++)
                    for (int j = 0; j < ages; j++)
                        history[t + 1][i] += l[i, j] * history[t][j];
            }
            return history;
        }

        public double[] ReproductiveValues(int iterations)
        {
            var v = Enumerable.Repeat(1.0, ages).ToArray();
            for (int k = 0; k < iterations; k++)
            {
                var next = new double[ages];
                for (int i = 0; i < ages; i++)
                    for (int j = 0; j < ages; j++)
                        next[j] += l[i, j] * v[i];
                double norm = next.Sum();
                v = next.Select(x => x / norm).ToArray();
            }
            return v;
        }

        public double WeightedTotal(double[] population, int years)
        {
            var values = ReproductiveValues(20);
            return Project(population, years)[years].Zip(values, (p, v) => p * v).Sum();
        }
    }
}
