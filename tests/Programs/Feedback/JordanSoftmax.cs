//# matrix: Wback
//# style: Jordan network: the softmax output of the last step goes back into the hidden layer (double[,] Wback [hidden, output]); free-running, no teacher forcing; cross-entropy; gradient through the softmax's full Jacobian; chatbot student code; W[to, from]
using System;

namespace Jordan
{
    public class FreeRunningJordan
    {
        int nx, nh, ny;
        public double[,] Win, Wback, Wout;
        public double[,] gWin, gWback, gWout;

        public FreeRunningJordan(int nx, int nh, int ny)
        {
            this.nx = nx; this.nh = nh; this.ny = ny;
            Win = new double[nh, nx];
            Wback = new double[nh, ny];
            Wout = new double[ny, nh];
        }

        public double Train(double[][] x, int[] labels)
        {
            int T = x.Length;
            double[][] h = new double[T][], p = new double[T + 1][];
            p[0] = new double[ny];
            double loss = 0;
            for (int t = 0; t < T; t++)
            {
                h[t] = new double[nh];
                for (int i = 0; i < nh; i++)
                {
                    double a = 0;
                    for (int k = 0; k < nx; k++) a += Win[i, k] * x[t][k];
                    for (int k = 0; k < ny; k++) a += Wback[i, k] * p[t][k];
                    h[t][i] = Math.Tanh(a);
                }
                p[t + 1] = new double[ny];
                double sum = 0;
                for (int k = 0; k < ny; k++)
                {
                    double s = 0;
                    for (int i = 0; i < nh; i++) s += Wout[k, i] * h[t][i];
                    p[t + 1][k] = Math.Exp(s);
                    sum += p[t + 1][k];
                }
                for (int k = 0; k < ny; k++) p[t + 1][k] /= sum;
                loss -= Math.Log(p[t + 1][labels[t]]);
            }

            gWin = new double[nh, nx]; gWback = new double[nh, ny]; gWout = new double[ny, nh];
            double[] dp = new double[ny];
            for (int t = T - 1; t >= 0; t--)
            {
                // what comes back from the next step goes through dp_k/ds_l = p_k (δ_kl - p_l)
                double inner = 0;
                for (int k = 0; k < ny; k++) inner += dp[k] * p[t + 1][k];
                double[] ds = new double[ny];
                for (int k = 0; k < ny; k++)
                    ds[k] = p[t + 1][k] - (k == labels[t] ? 1 : 0) + p[t + 1][k] * (dp[k] - inner);
                    //! unexplained RNN0004|RNN0002: ds[k] = p[t + 1][k] - (k == labels[t] ? 1 : 0) + dp[k];
                    //! truncated: ds[k] = p[t + 1][k] - (k == labels[t] ? 1 : 0);
                dp = new double[ny];
                for (int i = 0; i < nh; i++)
                {
                    double e = 0;
                    for (int k = 0; k < ny; k++)
                    {
                        e += Wout[k, i] * ds[k];
                        gWout[k, i] += ds[k] * h[t][i];
                    }
                    double d = e * (1 - h[t][i] * h[t][i]);  //! sigma-missing: double d = e;
                    for (int k = 0; k < nx; k++) gWin[i, k] += d * x[t][k];
                    for (int k = 0; k < ny; k++)
                    {
                        gWback[i, k] += d * p[t][k];
                        dp[k] += Wback[i, k] * d;  //! transposed: dp[k] += Wback[k, i] * d;
                    }
                }
            }
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Jordan.FreeRunningJordan(2, 4, 4);
        Numeric.Fill(seed, 3, net.Win, net.Wback, net.Wout);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Integers(seed + 2, 5, 4);
        net.Train(xs, ys);
        var g = Numeric.Flatten(net.gWin, net.gWback, net.gWout);
        return (g, Numeric.Differences(() => net.Train(xs, ys), net.Win, net.Wback, net.Wout));
    }
}
