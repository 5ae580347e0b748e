//# matrix: w
//# style: pre-activation form; cotangents down to the initial state with an error at every step, and no weight gradient; double[,]; W[to, from]
using System;

namespace Costates
{
    public class CostateSystem
    {
        private readonly double[,] w;
        private readonly int n;

        public CostateSystem(double[,] w)
        {
            this.w = w;
            n = w.GetLength(0);
        }

        /// <summary>x_t = W tanh(x_{t-1})</summary>
        public double[][] Run(double[] start, int steps)
        {
            var x = new double[steps + 1][];
            x[0] = start;
            for (int t = 1; t <= steps; t++)
            {
                x[t] = new double[n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        x[t][i] += w[i, j] * Math.Tanh(x[t - 1][j]);
            }
            return x;
        }

        /// <summary>Derivative of ½ Σ ‖x_t − goal_t‖² by x_0.</summary>
        public double[] Costate(double[][] x, double[][] goal)
        {
            var costate = new double[n];
            for (int t = x.Length - 1; t > 0; t--)
            {
                var before = new double[n];
                for (int j = 0; j < n; j++)
                {
                    double sum = 0;
                    for (int i = 0; i < n; i++)
                    {
                        double own = costate[i] + x[t][i] - goal[t][i];
                        sum += w[i, j] * own;
                        //! sigma-wrong-step RNN0002|RNN0004: sum += w[i, j] * own * (1 - Math.Tanh(x[t - 1][i]) * Math.Tanh(x[t - 1][i]));
                        //! transposed: sum += w[j, i] * own;
                    }

                    double slope = 1 - Math.Tanh(x[t - 1][j]) * Math.Tanh(x[t - 1][j]);
                    before[j] = sum * slope;
                    //! sigma-wrong-step: before[j] = sum;
                    //! sigma-missing: before[j] = sum;
                }
                costate = before;
            }
            return costate;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var raw = Numeric.Sequence(seed, 4, 4);
        var w = new double[4, 4];
        for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) w[i, j] = raw[i][j];
        var start = Numeric.Vector(seed + 1, 4);
        var goal = Numeric.Sequence(seed + 2, 6, 4);
        var system = new Costates.CostateSystem(w);
        var g = system.Costate(system.Run(start, 5), goal);
        double Loss()
        {
            var x = system.Run(start, 5);
            double loss = 0;
            for (int t = 1; t < x.Length; t++)
                for (int i = 0; i < 4; i++) loss += (x[t][i] - goal[t][i]) * (x[t][i] - goal[t][i]) / 2;
            return loss;
        }
        return (g, Numeric.Differences(Loss, start));
    }
}
