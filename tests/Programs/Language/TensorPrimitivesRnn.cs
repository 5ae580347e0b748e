//# matrix: recurrent
//# style: TensorPrimitives (Dot, Tanh, MultiplyAdd, Subtract, Multiply); float arrays; Buffer.BlockCopy; rows as slices; W[to * n + from]
//# precision: float
using System;
using System.Numerics.Tensors;

namespace Primitives;

public sealed class TensorRnn(int units, int steps)
{
    private readonly float[] recurrent = Draw(units * units);
    private readonly float[] gradient = new float[units * units];
    private readonly float[] states = new float[(steps + 1) * units];
    private readonly float[] ones = Filled(units, 1f);

    private Span<float> Row(int unit) => recurrent.AsSpan(unit * units, units);

    private Span<float> State(int t) => states.AsSpan((t + 1) * units, units);

    public float[] Forward(float[][] inputs)
    {
        for (int t = 0; t < steps; t++)
        {
            Span<float> h = State(t);
            for (int i = 0; i < units; i++)
                h[i] = inputs[t][i] + TensorPrimitives.Dot<float>(Row(i), State(t - 1));
            TensorPrimitives.Tanh(h, h);
        }

        var last = new float[units];
        Buffer.BlockCopy(states, steps * units * sizeof(float), last, 0, units * sizeof(float));
        return last;
    }

    public void Backward(float[] dLast)
    {
        Array.Clear(gradient);
        Span<float> dh = stackalloc float[units];
        Span<float> dz = stackalloc float[units];
        dLast.CopyTo(dh);
        for (int t = steps - 1; t >= 0; t--)
        {
            // dz = dh (1 - h²)
            TensorPrimitives.Multiply(State(t), State(t), dz);
            TensorPrimitives.Subtract(ones, dz, dz);
            TensorPrimitives.Multiply(dh, dz, dz);  //! sigma-missing: dh.CopyTo(dz);

            dh.Clear();
            for (int i = 0; i < units; i++)
            {
                Span<float> row = gradient.AsSpan(i * units, units);
                TensorPrimitives.MultiplyAdd(State(t - 1), dz[i], row, row);  //! reversed: TensorPrimitives.MultiplyAdd(dz, State(t - 1)[i], row, row);
                TensorPrimitives.MultiplyAdd(Row(i), dz[i], dh, dh);  //! transposed: dh[i] = TensorPrimitives.Dot<float>(Row(i), dz);
            }
        }
    }

    private static float[] Draw(int n)
    {
        var random = new Random(4);
        var values = new float[n];
        for (int i = 0; i < n; i++) values[i] = random.NextSingle() - 0.5f;
        return values;
    }

    private static float[] Filled(int n, float value)
    {
        var values = new float[n];
        Array.Fill(values, value);
        return values;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Primitives.TensorRnn(4, 5);
        var w = Numeric.Fields(net, "recurrent");
        Numeric.Fill(seed, w);
        var xs = Numeric.Single(Numeric.Sequence(seed + 1, 5, 4));
        var up = Numeric.Single(Numeric.Vector(seed + 2, 4));
        net.Forward(xs);
        net.Backward(up);
        return (Numeric.Flatten(Numeric.Fields(net, "gradient")), Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs)), w));
    }
}
