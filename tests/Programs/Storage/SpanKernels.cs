//# matrix: w
//# style: Span; ReadOnlySpan; stackalloc; flat with slices; kernels in a static class; float; W[to * n + from]
//# precision: float
using System;

namespace Kernels;

internal static class Blas
{
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float s = 0f;
        for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
        return s;
    }

    /// <summary>y += alpha * x</summary>
    public static void Axpy(float alpha, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < x.Length; i++) y[i] += alpha * x[i];
    }

    /// <summary>y = A x</summary>
    public static void Gemv(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int r = 0; r < y.Length; r++) y[r] = Dot(a.Slice(r * x.Length, x.Length), x);
    }

    /// <summary>y = Aᵀ x</summary>
    public static void GemvTransposed(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y)
    {
        y.Clear();
        for (int r = 0; r < x.Length; r++) Axpy(x[r], a.Slice(r * y.Length, y.Length), y);
    }

    /// <summary>A += x yᵀ</summary>
    public static void Ger(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> a)
    {
        for (int r = 0; r < x.Length; r++) Axpy(x[r], y, a.Slice(r * y.Length, y.Length));
    }
}

public sealed class SpanRnn
{
    private readonly int n, m;
    private readonly float[] w, u, dw, du;
    private float[] states = [];

    public SpanRnn(int inputs, int units, int seed)
    {
        (n, m) = (units, inputs);
        var rng = new Random(seed);
        w = new float[n * n];
        u = new float[n * m];
        dw = new float[n * n];
        du = new float[n * m];
        foreach (ref float value in w.AsSpan()) value = rng.NextSingle() - 0.5f;
        foreach (ref float value in u.AsSpan()) value = rng.NextSingle() - 0.5f;
    }

    public float Forward(ReadOnlySpan<float> input, ReadOnlySpan<float> target)
    {
        int steps = input.Length / m;
        states = new float[(steps + 1) * n];
        Span<float> fromInput = stackalloc float[n];
        float loss = 0f;
        for (int t = 0; t < steps; t++)
        {
            Span<float> h = states.AsSpan((t + 1) * n, n);
            Blas.Gemv(w, states.AsSpan(t * n, n), h);
            Blas.Gemv(u, input.Slice(t * m, m), fromInput);
            for (int i = 0; i < n; i++)
            {
                h[i] = MathF.Tanh(h[i] + fromInput[i]);
                float e = h[i] - target[t * n + i];
                loss += 0.5f * e * e;
            }
        }
        return loss;
    }

    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> target)
    {
        dw.AsSpan().Clear();
        du.AsSpan().Clear();
        Span<float> carry = stackalloc float[n];
        Span<float> dz = stackalloc float[n];
        carry.Clear();
        for (int t = input.Length / m - 1; t >= 0; t--)
        {
            ReadOnlySpan<float> h = states.AsSpan((t + 1) * n, n);
            ReadOnlySpan<float> prev = states.AsSpan(t * n, n);
            for (int i = 0; i < n; i++)
                dz[i] = (h[i] - target[t * n + i] + carry[i]) * (1f - h[i] * h[i]);
                //! sigma-missing: dz[i] = h[i] - target[t * n + i] + carry[i];
                //! sigma-wrong-step: dz[i] = (h[i] - target[t * n + i] + carry[i]) * (1f - prev[i] * prev[i]);
            Blas.GemvTransposed(w, dz, carry);
            //! transposed: Blas.Gemv(w, dz, carry);
            //! truncated:
            Blas.Ger(dz, prev, dw);  //! reversed: Blas.Ger(prev, dz, dw);
            Blas.Ger(dz, input.Slice(t * m, m), du);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Kernels.SpanRnn(2, 4, seed);
        var p = Numeric.Fields(net, "w", "u");
        Numeric.Fill(seed, p);
        var x = Numeric.Single(Numeric.Vector(seed + 1, 10));
        var y = Numeric.Single(Numeric.Vector(seed + 2, 20));
        net.Forward(x, y);
        net.Backward(x, y);
        return (Numeric.Flatten(Numeric.Fields(net, "dw", "du")), Numeric.Differences(() => net.Forward(x, y), p));
    }
}
