//# matrix: Wb
//# style: bidirectional network, one matrix for each direction of reading; jagged; W[to][from]; helper for one direction not shared; sigmoid; sum read-out
using System;

namespace BiDi
{
    public class BidirectionalRnn
    {
        private readonly int n;
        public double[][] Wf, Wb, U;
        public double[][] gWf, gWb, gU;
        private double[][] f, b;

        public BidirectionalRnn(int inputs, int n)
        {
            this.n = n;
            var r = new Random(12);
            Wf = Make(n, n, r);
            Wb = Make(n, n, r);
            U = Make(n, inputs, r);
            gWf = Make(n, n, null);
            gWb = Make(n, n, null);
            gU = Make(n, inputs, null);
        }

        // output t = f_t + b_t
        public double[][] Forward(double[][] x)
        {
            int T = x.Length;
            f = new double[T][];
            b = new double[T][];
            for (int t = 0; t < T; t++)
            {
                f[t] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int k = 0; k < x[t].Length; k++) z += U[i][k] * x[t][k];
                    if (t > 0)
                        for (int j = 0; j < n; j++) z += Wf[i][j] * f[t - 1][j];
                    f[t][i] = Sigmoid(z);
                }
            }
            for (int t = T - 1; t >= 0; t--)
            {
                b[t] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int k = 0; k < x[t].Length; k++) z += U[i][k] * x[t][k];
                    if (t < T - 1)
                        for (int j = 0; j < n; j++) z += Wb[i][j] * b[t + 1][j];
                    b[t][i] = Sigmoid(z);
                }
            }
            double[][] y = new double[T][];
            for (int t = 0; t < T; t++)
            {
                y[t] = new double[n];
                for (int i = 0; i < n; i++) y[t][i] = f[t][i] + b[t][i];
            }
            return y;
        }

        public void Backward(double[][] x, double[][] dy)
        {
            int T = x.Length;
            double[] d = new double[n];
            for (int t = T - 1; t >= 0; t--)
            {
                double[] dz = new double[n];
                for (int i = 0; i < n; i++) dz[i] = (dy[t][i] + d[i]) * f[t][i] * (1 - f[t][i]);
                d = new double[n];
                for (int i = 0; i < n; i++)
                {
                    for (int k = 0; k < x[t].Length; k++) gU[i][k] += dz[i] * x[t][k];
                    if (t == 0) continue;
                    for (int j = 0; j < n; j++)
                    {
                        gWf[i][j] += dz[i] * f[t - 1][j];
                        d[j] += Wf[i][j] * dz[i];  //! transposed-2 @Wf: d[j] += Wf[j][i] * dz[i];
                    }
                }
            }
            d = new double[n];
            for (int t = 0; t < T; t++)
            {
                double[] dz = new double[n];
                for (int i = 0; i < n; i++) dz[i] = (dy[t][i] + d[i]) * b[t][i] * (1 - b[t][i]);  //! sigma-missing: for (int i = 0; i < n; i++) dz[i] = dy[t][i] + d[i];
                d = new double[n];
                for (int i = 0; i < n; i++)
                {
                    for (int k = 0; k < x[t].Length; k++) gU[i][k] += dz[i] * x[t][k];
                    if (t == T - 1) continue;
                    for (int j = 0; j < n; j++)
                    {
                        gWb[i][j] += dz[i] * b[t + 1][j];  //! reversed: gWb[i][j] += dz[j] * b[t + 1][i];
                        d[j] += Wb[i][j] * dz[i];  //! transposed: d[j] += Wb[j][i] * dz[i];
                    }
                }
            }
        }

        private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

        private static double[][] Make(int rows, int cols, Random r)
        {
            var m = new double[rows][];
            for (int i = 0; i < rows; i++)
            {
                m[i] = new double[cols];
                for (int j = 0; j < cols; j++) m[i][j] = r == null ? 0 : r.NextDouble() * 2 - 1;
            }
            return m;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new BiDi.BidirectionalRnn(2, 4);
        object[] p = [net.Wf, net.Wb, net.U];
        Numeric.Fill(seed, p);
        var x = Numeric.Sequence(seed + 1, 5, 2);
        var up = Numeric.Sequence(seed + 2, 5, 4);
        net.Forward(x);
        net.Backward(x, up);
        return (Numeric.Flatten(net.gWf, net.gWb, net.gU), Numeric.Differences(() => Numeric.Dot(up, net.Forward(x)), p));
    }
}
