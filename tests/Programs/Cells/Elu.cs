//# matrix: W
//# style: exponential linear units, their slope from the state; double[,]; W[to, from]; whole BPTT
using System;

namespace EluCells
{
    public sealed class Rnn
    {
        public readonly int n, m;
        public double[,] W, U, dW, dU;
        public double[] b, db;

        public Rnn(int inputs, int units)
        {
            (m, n) = (inputs, units);
            W = new double[n, n]; dW = new double[n, n];
            U = new double[n, m]; dU = new double[n, m];
            b = new double[n]; db = new double[n];
        }

        static double F(double x) => x > 0 ? x : Math.Exp(x) - 1;

        public double[][] Forward(double[][] xs)
        {
            var h = new double[xs.Length + 1][];
            h[0] = new double[n];
            for (int t = 0; t < xs.Length; t++)
            {
                h[t + 1] = new double[n];
                for (int j = 0; j < n; j++)
                {
                    double s = b[j];
                    for (int k = 0; k < n; k++) s += W[j, k] * h[t][k];
                    for (int k = 0; k < m; k++) s += U[j, k] * xs[t][k];
                    h[t + 1][j] = F(s);
                }
            }
            return h;
        }

        public void Backward(double[][] xs, double[][] dh)
        {
            var h = Forward(xs);
            var next = new double[n];
            for (int t = xs.Length - 1; t >= 0; t--)
            {
                var d = new double[n];
                for (int j = 0; j < n; j++)
                {
                    d[j] = (dh[t][j] + next[j]) * (h[t + 1][j] > 0 ? 1 : h[t + 1][j] + 1);
                    //! sigma-wrong: d[j] = (dh[t][j] + next[j]) * (h[t + 1][j] > 0 ? 1 : 0);
                    //! sigma-missing: d[j] = dh[t][j] + next[j];
                }
                var back = new double[n];
                for (int j = 0; j < n; j++)
                {
                    db[j] += d[j];
                    for (int k = 0; k < m; k++) dU[j, k] += d[j] * xs[t][k];
                    for (int k = 0; k < n; k++)
                    {
                        dW[j, k] += d[j] * h[t][k];  //! reversed: dW[k, j] += d[j] * h[t][k];
                        back[k] += W[j, k] * d[j];  //! transposed: back[k] += W[k, j] * d[j];
                    }
                }
                next = back;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new EluCells.Rnn(2, 4);
        Numeric.Fill(seed, net.W, net.U, net.b);
        var xs = Numeric.Sequence(seed + 1, 4, 2);
        var g = Numeric.Sequence(seed + 2, 4, 4);
        net.Backward(xs, g);
        double Loss()
        {
            var h = net.Forward(xs);
            double sum = 0;
            for (int t = 0; t < 4; t++)
                for (int j = 0; j < 4; j++) sum += g[t][j] * h[t + 1][j];
            return sum;
        }
        return (Numeric.Flatten(net.dW, net.dU, net.db), Numeric.Differences(Loss, net.W, net.U, net.b));
    }
}
