//# matrix: rows
//# style: System.Numerics: a matrix as four Vector4 rows, Vector4.Dot; the transposed product as a sum of scaled rows; weights updated at the end
//# precision: float
using System;
using System.Numerics;

public class RowVectors
{
    private readonly Vector4[] rows = new Vector4[4];
    private Vector4 input, bias;
    public float Rate = 0.05f;

    public RowVectors(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                rows[i][j] = (float)(random.NextDouble() - 0.5);
        input = new Vector4(0.3f, -0.2f, 0.5f, 0.1f);
    }

    private Vector4 Pre(Vector4 h, float x)
    {
        var a = input * x + bias;
        for (int i = 0; i < 4; i++)
            a[i] += Vector4.Dot(rows[i], h);
        return a;
    }

    public float Loss(float[] xs, float[] ys)
    {
        var h = Vector4.Zero;
        float loss = 0;
        for (int t = 0; t < xs.Length; t++)
        {
            h = Squash(Pre(h, xs[t]));
            float error = Vector4.Dot(h, Vector4.One) - ys[t];
            loss += error * error / 2;
        }

        return loss;
    }

    private static Vector4 Squash(Vector4 a) => Vector4.One / (Vector4.One + Vector4.Exp(-a));

    public void Learn(float[] xs, float[] ys)
    {
        var hs = new Vector4[xs.Length + 1];
        for (int t = 0; t < xs.Length; t++)
            hs[t + 1] = Squash(Pre(hs[t], xs[t]));
        var gradient = new Vector4[4];
        Vector4 back = default, dInput = default, dBias = default;
        for (int t = xs.Length - 1; t >= 0; t--)
        {
            var h = hs[t + 1];
            var dh = back + new Vector4(Vector4.Dot(h, Vector4.One) - ys[t]);
            var dz = dh * h * (Vector4.One - h);  //! sigma-wrong: var dz = dh * h * h;
            back = Vector4.Zero;
            for (int i = 0; i < 4; i++)
            {
                gradient[i] += dz[i] * hs[t];  //! reversed: for (int j = 0; j < 4; j++) gradient[j][i] += dz[i] * hs[t][j];
                back += dz[i] * rows[i];  //! transposed: back[i] = Vector4.Dot(rows[i], dz);
            }

            dInput += dz * xs[t];
            dBias += dz;
        }

        for (int i = 0; i < 4; i++)
            rows[i] -= Rate * gradient[i];
        input -= Rate * dInput;
        bias -= Rate * dBias;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new RowVectors(seed) { Rate = 0.5f };
        object[] weights = [Numeric.Part(net, "rows"), Numeric.Part(net, "input"), Numeric.Part(net, "bias")];
        Numeric.Fill(seed, weights);
        float[] xs = Numeric.Single(Numeric.Vector(seed + 1, 5)), ys = Numeric.Single(Numeric.Vector(seed + 2, 5));
        return (Numeric.FromUpdate(0.5, () => net.Learn(xs, ys), weights), Numeric.Differences(() => net.Loss(xs, ys), weights));
    }
}
