//# matrix: W
//# style: MATLAB/Fortran hybrid: everything from index 1, weights of all layers in one double[,,] W(l, i, j), states in H(t, l, i); stacked tanh layers of equal width; input copied into layer 0; one big function with local functions
using System;

public class StackedNet1
{
    public int L, N;
    public double[,,] W;     // recurrent, W(l, to, from)
    public double[,,] V;     // from the layer below, V(l, to, from)
    public double[,,] GW, GV;

    public StackedNet1(int layers, int width)
    {
        L = layers;
        N = width;
        W = new double[L + 1, N + 1, N + 1];
        V = new double[L + 1, N + 1, N + 1];
        Random r = new Random(11);
        for (int l = 1; l <= L; l++)
            for (int i = 1; i <= N; i++)
                for (int j = 1; j <= N; j++)
                {
                    W[l, i, j] = r.NextDouble() - 0.5;
                    V[l, i, j] = r.NextDouble() - 0.5;
                }
    }

    public double CostAndGradient(double[,] X, double[,] Y)
    {
        int T = X.GetLength(0) - 1;
        double[,,] H = new double[T + 1, L + 1, N + 1];
        double cost = 0;
        for (int t = 1; t <= T; t++)
        {
            for (int i = 1; i <= N; i++) H[t, 0, i] = X[t, i];
            for (int l = 1; l <= L; l++)
                for (int i = 1; i <= N; i++)
                {
                    double a = 0;
                    for (int j = 1; j <= N; j++) a += W[l, i, j] * H[t - 1, l, j] + V[l, i, j] * H[t, l - 1, j];
                    H[t, l, i] = Math.Tanh(a);
                }
            for (int i = 1; i <= N; i++) cost += 0.5 * (H[t, L, i] - Y[t, i]) * (H[t, L, i] - Y[t, i]);
        }

        GW = new double[L + 1, N + 1, N + 1];
        GV = new double[L + 1, N + 1, N + 1];
        double[,,] D = new double[T + 2, L + 2, N + 1];
        for (int t = T; t >= 1; t--)
        {
            for (int l = L; l >= 1; l--)
            {
                for (int i = 1; i <= N; i++)
                {
                    double e = l == L ? H[t, L, i] - Y[t, i] : 0;
                    for (int j = 1; j <= N; j++)
                    {
                        if (t < T) e += W[l, j, i] * D[t + 1, l, j];
                        //! transposed: if (t < T) e += W[l, i, j] * D[t + 1, l, j];
                        //! truncated:
                        if (l < L) e += V[l + 1, j, i] * D[t, l + 1, j];
                    }
                    D[t, l, i] = e * (1 - H[t, l, i] * H[t, l, i]);
                    //! sigma-missing: D[t, l, i] = e;
                    //! sigma-wrong-step: D[t, l, i] = e * (1 - H[t - 1, l, i] * H[t - 1, l, i]);
                    //! sigma-wrong: D[t, l, i] = e * (1 - H[t, l - 1, i] * H[t, l - 1, i]);
                }
                for (int i = 1; i <= N; i++)
                    for (int j = 1; j <= N; j++)
                    {
                        GW[l, i, j] += D[t, l, i] * H[t - 1, l, j];  //! reversed: GW[l, i, j] += D[t, l, j] * H[t - 1, l, i];
                        GV[l, i, j] += D[t, l, i] * H[t, l - 1, j];
                    }
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
        var net = new StackedNet1(2, 4);
        Numeric.Fill(seed, net.W, net.V);
        for (int l = 1; l <= 2; l++) Numeric.Mirror(5, (i, j) => net.W[l, i, j], (i, j, v) => net.W[l, i, j] = v);
        double[,] x = Numeric.Table(seed + 1, 6, 5), y = Numeric.Table(seed + 2, 6, 5);
        net.CostAndGradient(x, y);
        return (Numeric.Flatten(net.GW, net.GV), Numeric.Differences(() => net.CostAndGradient(x, y), net.W, net.V));
    }
}
