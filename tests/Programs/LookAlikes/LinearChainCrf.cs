//# expect: silent
//# style: linear-chain conditional random field trained by gradient: log-space forward and backward recursions through the transition scores, expected counts as gradient
using System;
using System.Linq;

namespace Tagging
{
    public class LinearChainCrf
    {
        public readonly double[,] transitions;
        public readonly double[,] gradient;
        private readonly int labels;

        public LinearChainCrf(int labels)
        {
            this.labels = labels;
            transitions = new double[labels, labels];
            gradient = new double[labels, labels];
        }

        private static double LogSum(double[] x)
        {
            double max = x.Max();
            return max + Math.Log(x.Sum(v => Math.Exp(v - max)));
        }

        public double[][] Forward(double[][] scores)
        {
            var alpha = new double[scores.Length][];
            alpha[0] = (double[])scores[0].Clone();
            for (int t = 1; t < scores.Length; t++)
            {
                alpha[t] = new double[labels];
                for (int j = 0; j < labels; j++)
                    alpha[t][j] = scores[t][j] + LogSum(Enumerable.Range(0, labels).Select(i => alpha[t - 1][i] + transitions[i, j]).ToArray());
            }
            return alpha;
        }

        public double[][] Backward(double[][] scores)
        {
            var beta = new double[scores.Length][];
            beta[^1] = new double[labels];
            for (int t = scores.Length - 2; t >= 0; t--)
            {
                beta[t] = new double[labels];
                for (int i = 0; i < labels; i++)
                    beta[t][i] = LogSum(Enumerable.Range(0, labels).Select(j => transitions[i, j] + scores[t + 1][j] + beta[t + 1][j]).ToArray());
            }
            return beta;
        }

        public double Train(double[][] scores, int[] tags, double rate)
        {
            double[][] alpha = Forward(scores), beta = Backward(scores);
            double z = LogSum(alpha[^1]), path = scores[0][tags[0]];
            Array.Clear(gradient, 0, gradient.Length);
            for (int t = 1; t < scores.Length; t++)
            {
                path += transitions[tags[t - 1], tags[t]] + scores[t][tags[t]];
                gradient[tags[t - 1], tags[t]] -= 1;
                for (int i = 0; i < labels; i++)
                    for (int j = 0; j < labels; j++)
                        gradient[i, j] += Math.Exp(alpha[t - 1][i] + transitions[i, j] + scores[t][j] + beta[t][j] - z);
            }
            for (int i = 0; i < labels; i++)
                for (int j = 0; j < labels; j++) transitions[i, j] -= rate * gradient[i, j];
            return z - path;
        }
    }
}
