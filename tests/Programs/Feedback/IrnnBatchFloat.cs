//# matrix: Whh
//# style: IRNN (ReLU, identity start) over batches in float[,,] tensors [time, batch, unit]; h Whh with W[from, to]; masks instead of derivatives; loss at the last step only
//# precision: float
using System;

public class IrnnBatch
{
    public readonly int B, N, M;
    public float[,] Whh, Wxh, GWhh, GWxh;
    float[,,] states, mask;

    public IrnnBatch(int b, int m, int n)
    {
        B = b; M = m; N = n;
        Whh = new float[n, n];
        Wxh = new float[m, n];
        var rng = new Random(5);
        for (int i = 0; i < n; i++) Whh[i, i] = 1f;
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++)
                Wxh[i, j] = 0.1f * (float)(rng.NextDouble() - 0.5);
    }

    public float Forward(float[,,] x, float[,] y)
    {
        int T = x.GetLength(0);
        states = new float[T + 1, B, N];
        mask = new float[T + 1, B, N];
        for (int t = 1; t <= T; t++)
            for (int b = 0; b < B; b++)
                for (int j = 0; j < N; j++)
                {
                    float s = 0;
                    for (int i = 0; i < N; i++) s += states[t - 1, b, i] * Whh[i, j];
                    for (int i = 0; i < M; i++) s += x[t - 1, b, i] * Wxh[i, j];
                    mask[t, b, j] = s > 0 ? 1f : 0f;
                    states[t, b, j] = MathF.Max(0, s);
                }
        float loss = 0;
        for (int b = 0; b < B; b++)
            for (int j = 0; j < N; j++)
                loss += (states[T, b, j] - y[b, j]) * (states[T, b, j] - y[b, j]) / (2 * B);
        return loss;
    }

    public void Backward(float[,,] x, float[,] y)
    {
        int T = x.GetLength(0);
        GWhh = new float[N, N];
        GWxh = new float[M, N];
        var d = new float[B, N];
        for (int b = 0; b < B; b++)
            for (int j = 0; j < N; j++)
                d[b, j] = (states[T, b, j] - y[b, j]) / B;
        for (int t = T; t >= 1; t--)
        {
            var prev = new float[B, N];
            for (int b = 0; b < B; b++)
                for (int j = 0; j < N; j++)
                {
                    float e = d[b, j] * mask[t, b, j];
                    for (int i = 0; i < N; i++)
                    {
                        GWhh[i, j] += states[t - 1, b, i] * e;  //! reversed: GWhh[j, i] += states[t - 1, b, i] * e;
                        prev[b, i] += Whh[i, j] * e;  //! transposed: prev[b, i] += Whh[j, i] * e;
                    }
                    for (int i = 0; i < M; i++) GWxh[i, j] += x[t - 1, b, i] * e;
                }
            d = prev;
        }
    }

    public void Descend(float rate)
    {
        for (int j = 0; j < N; j++)
        {
            for (int i = 0; i < N; i++) Whh[i, j] -= rate * GWhh[i, j];
            for (int i = 0; i < M; i++) Wxh[i, j] -= rate * GWxh[i, j];
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new IrnnBatch(2, 2, 4);
        Numeric.Fill(seed, net.Whh, net.Wxh);
        var x = new float[4, 2, 2];
        var y = new float[2, 4];
        Numeric.Fill(seed + 1, x, y);

        // Far from the kinks: one unit is closed at the start, the others are open.
        Positive(net.Whh);
        Positive(net.Wxh);
        for (int i = 0; i < 2; i++) net.Wxh[i, 3] -= 2;
        for (int t = 0; t < 4; t++)
            for (int b = 0; b < 2; b++)
                for (int i = 0; i < 2; i++)
                    x[t, b, i] = 0.1f + Math.Abs(x[t, b, i]);
        net.Forward(x, y);
        net.Backward(x, y);
        return (Numeric.Flatten(net.GWhh, net.GWxh), Numeric.Differences(() => net.Forward(x, y), net.Whh, net.Wxh));

        static void Positive(float[,] w)
        {
            for (int i = 0; i < w.GetLength(0); i++)
                for (int j = 0; j < w.GetLength(1); j++)
                    w[i, j] = 0.1f + Math.Abs(w[i, j]);
        }
    }
}
