//# expect: silent
//# style: fully connected Boltzmann machine, mean-field relaxation with logistic units through a symmetric matrix; learns from the difference of two phases
using System;

namespace Energy
{
    public class MeanFieldMachine
    {
        private readonly double[][] j;
        private readonly int n;

        public MeanFieldMachine(int n)
        {
            this.n = n;
            j = new double[n][];
            for (int i = 0; i < n; i++) j[i] = new double[n];
        }

        private double[] Relax(double[] start, int clamped, int steps)
        {
            var m = (double[])start.Clone();
            for (int t = 0; t < steps; t++)
            {
                var next = (double[])m.Clone();
                for (int i = clamped; i < n; i++)
                {
                    double field = 0;
                    for (int k = 0; k < n; k++) field += j[i][k] * m[k];
                    next[i] = Math.Tanh(field);
                }
                m = next;
            }
            return m;
        }

        public double Learn(double[] pattern, int visible, double rate)
        {
            var positive = Relax(pattern, visible, 10);
            var negative = Relax(positive, 0, 10);
            double energy = 0;
            for (int i = 0; i < n; i++)
                for (int k = 0; k < n; k++)
                {
                    if (i == k) continue;
                    j[i][k] += rate * (positive[i] * positive[k] - negative[i] * negative[k]);
                    energy -= j[i][k] * positive[i] * positive[k] / 2;
                }
            return energy;
        }
    }
}
