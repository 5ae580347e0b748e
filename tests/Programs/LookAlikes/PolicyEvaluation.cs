//# expect: silent
//# style: policy evaluation by repeated backups through one transition matrix in a flat array, and occupancy measures through its transpose
using System;

namespace ReinforcementLearning
{
    public static class PolicyEvaluation
    {
        public static double[] Values(double[] transition, double[] reward, double gamma, int sweeps)
        {
            int n = reward.Length;
            var v = new double[n];
            for (int k = 0; k < sweeps; k++)
            {
                var next = new double[n];
                double change = 0;
                for (int s = 0; s < n; s++)
                {
                    double sum = 0;
                    for (int to = 0; to < n; to++) sum += transition[s * n + to] * v[to];
                    next[s] = reward[s] + gamma * sum;
                    change = Math.Max(change, Math.Abs(next[s] - v[s]));
                }
                v = next;
                if (change < 1e-9) break;
            }
            return v;
        }

        public static double[] Occupancy(double[] transition, double[] start, double gamma, int sweeps)
        {
            int n = start.Length;
            var d = (double[])start.Clone();
            for (int k = 0; k < sweeps; k++)
            {
                var next = new double[n];
                for (int to = 0; to < n; to++)
                {
                    double sum = 0;
                    for (int s = 0; s < n; s++) sum += transition[s * n + to] * d[s];
                    next[to] = (1 - gamma) * start[to] + gamma * sum;
                }
                d = next;
            }
            return d;
        }

        public static double Return(double[] transition, double[] reward, double[] start, double gamma)
        {
            double[] v = Values(transition, reward, gamma, 50), d = Occupancy(transition, start, gamma, 50);
            double direct = 0, dual = 0;
            for (int s = 0; s < v.Length; s++)
            {
                direct += start[s] * v[s];
                dual += d[s] * reward[s] / (1 - gamma);
            }
            return (direct + dual) / 2;
        }
    }
}
