//# expect: silent
//# style: Markov decision process: backward induction over a finite horizon with double[][,], and a forward roll-out of the state distribution under the policy
using System;

namespace Planning
{
    public class FiniteHorizonMdp
    {
        private readonly double[][,] transition;   // [action][from, to]
        private readonly double[,] reward;
        private readonly int states;
        private readonly double discount;

        public FiniteHorizonMdp(double[][,] transition, double[,] reward, double discount)
        {
            this.transition = transition;
            this.reward = reward;
            this.discount = discount;
            states = reward.GetLength(0);
        }

        public (double[][] values, int[][] policy) Backward(int horizon)
        {
            var values = new double[horizon + 1][];
            var policy = new int[horizon][];
            values[horizon] = new double[states];
            for (int t = horizon - 1; t >= 0; t--)
            {
                values[t] = new double[states];
                policy[t] = new int[states];
                for (int s = 0; s < states; s++)
                {
                    double best = double.NegativeInfinity;
                    for (int a = 0; a < transition.Length; a++)
                    {
                        double q = reward[s, a];
                        for (int next = 0; next < states; next++)
                            q += discount * transition[a][s, next] * values[t + 1][next];
                        if (q > best)
                        {
                            best = q;
                            policy[t][s] = a;
                        }
                    }
                    values[t][s] = best;
                }
            }
            return (values, policy);
        }

        public double[] Forward(double[] distribution, int[][] policy)
        {
            foreach (var rule in policy)
            {
                var next = new double[states];
                for (int s = 0; s < states; s++)
                    for (int to = 0; to < states; to++)
                        next[to] += distribution[s] * transition[rule[s]][s, to];
                distribution = next;
            }
            return distribution;
        }
    }
}
