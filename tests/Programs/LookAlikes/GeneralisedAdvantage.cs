//# expect: silent
//# style: policy gradient with discounted returns and generalised advantage estimation: loops backwards over time, a linear-tanh policy at each step, no hidden state
using System;

namespace ReinforcementLearning
{
    public sealed class ActorCritic
    {
        private readonly double[,] policy;
        private readonly double[] critic;
        private readonly int actions, features;

        public ActorCritic(int actions, int features)
        {
            this.actions = actions;
            this.features = features;
            policy = new double[actions, features];
            critic = new double[features];
        }

        public double[] Probabilities(double[] x)
        {
            var p = new double[actions];
            double total = 0;
            for (int a = 0; a < actions; a++)
            {
                for (int k = 0; k < features; k++) p[a] += policy[a, k] * x[k];
                total += p[a] = Math.Exp(Math.Tanh(p[a]));
            }
            for (int a = 0; a < actions; a++) p[a] /= total;
            return p;
        }

        private double Value(double[] x)
        {
            double v = 0;
            for (int k = 0; k < features; k++) v += critic[k] * x[k];
            return v;
        }

        public void Learn(double[][] states, int[] taken, double[] rewards, double discount, double lambda, double rate)
        {
            double advantage = 0, next = 0, discounted = 0;
            for (int t = states.Length - 1; t >= 0; t--)
            {
                double value = Value(states[t]), delta = rewards[t] + discount * next - value;
                advantage = delta + discount * lambda * advantage;
                discounted = rewards[t] + discount * discounted;
                next = value;
                var p = Probabilities(states[t]);
                for (int k = 0; k < features; k++)
                {
                    for (int a = 0; a < actions; a++)
                        policy[a, k] += rate * advantage * ((a == taken[t] ? 1 : 0) - p[a]) * states[t][k];
                    critic[k] += rate * (discounted - value) * states[t][k];
                }
            }
        }
    }
}
