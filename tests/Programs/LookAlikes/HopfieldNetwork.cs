//# expect: silent
//# style: Hopfield network: symmetric recurrent weights learned by Hebb's rule, recall by iteration; sign activation, no gradient
using System;

namespace Associative
{
    public class HopfieldNetwork
    {
        private readonly double[,] weights;
        private readonly int size;

        public HopfieldNetwork(int size)
        {
            this.size = size;
            weights = new double[size, size];
        }

        public void Train(double[][] patterns)
        {
            foreach (double[] pattern in patterns)
                for (int i = 0; i < size; i++)
                    for (int j = 0; j < size; j++)
                        if (i != j)
                            weights[i, j] += pattern[i] * pattern[j] / patterns.Length;
        }

        public double[] Recall(double[] start, int steps)
        {
            double[] state = (double[])start.Clone();
            for (int t = 0; t < steps; t++)
            {
                double[] next = new double[size];
                for (int i = 0; i < size; i++)
                {
                    double field = 0;
                    for (int j = 0; j < size; j++) field += weights[i, j] * state[j];
                    next[i] = field >= 0 ? 1 : -1;
                }
                state = next;
            }
            return state;
        }

        public double Energy(double[] state)
        {
            double e = 0;
            for (int i = 0; i < size; i++)
                for (int j = 0; j < size; j++)
                    e -= 0.5 * weights[i, j] * state[i] * state[j];
            return e;
        }
    }
}
