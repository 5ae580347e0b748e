//# matrix: Wrec
//# style: one-step methods only, time loop left to an unknown caller; history in lists as fields; BackStep counts down; double[,]; W[from, to]; tanh
using System;
using System.Collections.Generic;

namespace Online
{
    public class StepNetwork
    {
        private readonly int size;
        private double[,] Wrec;
        private double[,] gradient;
        private double[] delta;
        private List<double[]> history = new List<double[]>();
        private int cursor;

        public StepNetwork(int size)
        {
            this.size = size;
            Wrec = new double[size, size];
            gradient = new double[size, size];
            Random rand = new Random();
            for (int i = 0; i < size; i++)
                for (int j = 0; j < size; j++)
                    Wrec[i, j] = rand.NextDouble() * 2 - 1;
            Reset();
        }

        public void Reset()
        {
            history.Clear();
            history.Add(new double[size]);
            delta = new double[size];
            cursor = 0;
        }

        public double[] Step(double[] input)
        {
            double[] last = history[cursor];
            double[] next = new double[size];
            for (int to = 0; to < size; to++)
            {
                double net = input[to];
                for (int from = 0; from < size; from++)
                    net += last[from] * Wrec[from, to];
                next[to] = Math.Tanh(net);
            }
            history.Add(next);
            cursor++;
            return next;
        }

        public void StepBack(double[] outputGradient)
        {
            double[] now = history[cursor];
            double[] last = history[cursor - 1];
            double[] dz = new double[size];
            for (int to = 0; to < size; to++)
                dz[to] = (outputGradient[to] + delta[to]) * (1 - now[to] * now[to]);
                //! sigma-missing: dz[to] = outputGradient[to] + delta[to];
                //! sigma-wrong-step: dz[to] = (outputGradient[to] + delta[to]) * (1 - last[to] * last[to]);
            for (int from = 0; from < size; from++)
            {
                delta[from] = 0;
                for (int to = 0; to < size; to++)
                {
                    delta[from] += Wrec[from, to] * dz[to];
                    //! transposed: delta[from] += Wrec[to, from] * dz[to];
                    //! truncated:
                    gradient[from, to] += last[from] * dz[to];  //! reversed: gradient[from, to] += last[to] * dz[from];
                }
            }
            cursor--;
        }

        public void Apply(double rate)
        {
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < size; j++)
                {
                    Wrec[i, j] -= rate * gradient[i, j];
                    gradient[i, j] = 0;
                }
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Online.StepNetwork(4);
        var p = Numeric.Fields(net, "Wrec");
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var up = Numeric.Sequence(seed + 2, 5, 4);
        double Loss()
        {
            net.Reset();
            return xs.Zip(up, (x, u) => Numeric.Dot(u, net.Step(x))).Sum();
        }
        return (Numeric.FromUpdate(0.1, () => { Loss(); foreach (var u in up.Reverse()) net.StepBack(u); net.Apply(0.1); }, p), Numeric.Differences(Loss, p));
    }
}
