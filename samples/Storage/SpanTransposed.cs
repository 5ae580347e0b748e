using System;

namespace Samples.Storage;

/// <summary>
/// h_t = tanh(W h_{t-1} + U x_t) over spans: rows of W[to * n + from] are slices, and small kernels do the products.
/// Backward takes dot products with the rows of W, as the forward pass does: that is W dz, not Wᵀ dz.
/// </summary>
public sealed class SpanTransposed
{
    private readonly int n;
    private readonly int inputs;
    private readonly double[] w, u, dw, du;

    public SpanTransposed(int inputs, int units, int seed)
    {
        n = units;
        this.inputs = inputs;
        var random = new Random(seed);
        w = Draw(random, units * units);
        u = Draw(random, units * inputs);
        dw = new double[units * units];
        du = new double[units * inputs];
    }

    public Span<double> W => w;

    public ReadOnlySpan<double> DW => dw;

    /// <summary>Writes h_1 … h_T, one after another, to <paramref name="states"/>.</summary>
    public void Forward(ReadOnlySpan<double> x, Span<double> states)
    {
        Span<double> previous = stackalloc double[n];
        for (int t = 0; t < states.Length / n; t++)
        {
            Span<double> h = states.Slice(t * n, n);
            ReadOnlySpan<double> input = x.Slice(t * inputs, inputs);
            for (int i = 0; i < n; i++)
            {
                ReadOnlySpan<double> row = w.AsSpan(i * n, n);
                h[i] = Math.Tanh(Dot(row, previous) + Dot(u.AsSpan(i * inputs, inputs), input));
            }

            h.CopyTo(previous);
        }
    }

    /// <summary>½ Σ_t ‖h_t − y_t‖².</summary>
    public double Loss(double[] x, double[] y)
    {
        var states = new double[y.Length];
        Forward(x, states);
        double loss = 0;
        for (int i = 0; i < states.Length; i++)
        {
            loss += 0.5 * (states[i] - y[i]) * (states[i] - y[i]);
        }

        return loss;
    }

    public void Backward(double[] x, double[] y)
    {
        var states = new double[y.Length];
        Forward(x, states);
        dw.AsSpan().Clear();
        du.AsSpan().Clear();

        Span<double> dhNext = stackalloc double[n];
        Span<double> dz = stackalloc double[n];
        Span<double> zero = stackalloc double[n];
        for (int t = y.Length / n - 1; t >= 0; t--)
        {
            ReadOnlySpan<double> h = states.AsSpan(t * n, n);
            ReadOnlySpan<double> previous = t > 0 ? states.AsSpan((t - 1) * n, n) : zero;
            for (int i = 0; i < n; i++)
            {
                double dh = h[i] - y[t * n + i] + dhNext[i];
                dz[i] = dh * (1 - h[i] * h[i]);
            }

            // dhNext = Wᵀ dz: add row i of W, weighted with dz[i].
            dhNext.Clear();
            for (int i = 0; i < n; i++)
            {
                dhNext[i] = Dot(w.AsSpan(i * n, n), dz);  // expect: RNN0001 w
                AddScaled(previous, dz[i], dw.AsSpan(i * n, n));
                AddScaled(x.AsSpan(t * inputs, inputs), dz[i], du.AsSpan(i * inputs, inputs));
            }
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>sum += factor · v</summary>
    private static void AddScaled(ReadOnlySpan<double> v, double factor, Span<double> sum)
    {
        for (int i = 0; i < v.Length; i++)
        {
            sum[i] += factor * v[i];
        }
    }

    private static double[] Draw(Random random, int length)
    {
        var weights = new double[length];
        for (int i = 0; i < length; i++)
        {
            weights[i] = 2 * random.NextDouble() - 1;
        }

        return weights;
    }
}
