//# matrix: C
//# style: Jordan network: the output, not the hidden state, is fed back; hidden and output weights both lie on the way through time; double[,]; [to, from]; logistic hidden, tanh output
using System;

public class JordanNetwork
{
    readonly int ni, nh, no;
    public double[,] A, C, B;         // input to hidden, output to hidden, hidden to output
    public double[,] gA, gC, gB;

    public JordanNetwork(int ni, int nh, int no)
    {
        this.ni = ni;
        this.nh = nh;
        this.no = no;
        var r = new Random(17);
        A = Fill(nh, ni, r);
        C = Fill(nh, no, r);
        B = Fill(no, nh, r);
    }

    static double[,] Fill(int rows, int cols, Random r)
    {
        var m = new double[rows, cols];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < cols; j++)
                m[i, j] = 2 * r.NextDouble() - 1;
        return m;
    }

    public double Learn(double[][] x, double[][] d)
    {
        int T = x.Length;
        double[][] h = new double[T][], y = new double[T + 1][];
        y[0] = new double[no];
        double cost = 0;
        for (int t = 0; t < T; t++)
        {
            h[t] = new double[nh];
            y[t + 1] = new double[no];
            for (int i = 0; i < nh; i++)
            {
                double s = 0;
                for (int j = 0; j < ni; j++) s += A[i, j] * x[t][j];
                for (int j = 0; j < no; j++) s += C[i, j] * y[t][j];
                h[t][i] = 1 / (1 + Math.Exp(-s));
            }
            for (int k = 0; k < no; k++)
            {
                double s = 0;
                for (int i = 0; i < nh; i++) s += B[k, i] * h[t][i];
                y[t + 1][k] = Math.Tanh(s);
                cost += 0.5 * (y[t + 1][k] - d[t][k]) * (y[t + 1][k] - d[t][k]);
            }
        }

        gA = new double[nh, ni];
        gC = new double[nh, no];
        gB = new double[no, nh];
        var dy = new double[no];
        for (int t = T - 1; t >= 0; t--)
        {
            double[] ey = new double[no], eh = new double[nh];
            for (int k = 0; k < no; k++)
                ey[k] = (dy[k] + y[t + 1][k] - d[t][k]) * (1 - y[t + 1][k] * y[t + 1][k]);
                //! sigma-missing @B: ey[k] = dy[k] + y[t + 1][k] - d[t][k];
            for (int i = 0; i < nh; i++)
            {
                double back = 0;
                for (int k = 0; k < no; k++)
                {
                    back += B[k, i] * ey[k];  //! transposed @B: back += B[i, k] * ey[k];
                    gB[k, i] += ey[k] * h[t][i];  //! reversed @B: gB[i, k] += ey[k] * h[t][i];
                }
                eh[i] = back * h[t][i] * (1 - h[t][i]);  //! sigma-missing-2: eh[i] = back;
                for (int j = 0; j < ni; j++) gA[i, j] += eh[i] * x[t][j];
            }
            dy = new double[no];
            for (int i = 0; i < nh; i++)
                for (int k = 0; k < no; k++)
                {
                    gC[i, k] += eh[i] * y[t][k];  //! reversed-2: gC[k, i] += eh[i] * y[t][k];
                    dy[k] += C[i, k] * eh[i];  //! transposed-2: dy[k] += C[k, i] * eh[i];
                }
        }
        return cost;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new JordanNetwork(2, 4, 4);
        object[] p = [net.A, net.C, net.B];
        Numeric.Fill(seed, 2, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        net.Learn(xs, ys);
        return (Numeric.Flatten(net.gA, net.gC, net.gB), Numeric.Differences(() => net.Learn(xs, ys), p));
    }
}
