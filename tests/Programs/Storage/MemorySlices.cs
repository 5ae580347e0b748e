//# matrix: parameters
//# style: Memory<double> slices of one parameter block; Span from Memory; index and range operators; W[to * n + from]; tanh; readonly record struct for the layout
using System;

namespace Slices;

public readonly record struct Layout(int Units, int Inputs)
{
    public Range Recurrent => 0..(Units * Units);

    public Range Input => (Units * Units)..(Units * (Units + Inputs));

    public int Length => Units * (Units + Inputs);
}

public sealed class SliceRnn
{
    private readonly Layout layout;
    private readonly double[] parameters, gradient;
    private readonly Memory<double> recurrent, input, recurrentGradient, inputGradient;

    public SliceRnn(int inputs, int units)
    {
        layout = new Layout(units, inputs);
        parameters = new double[layout.Length];
        gradient = new double[layout.Length];
        recurrent = parameters.AsMemory(layout.Recurrent);
        input = parameters.AsMemory(layout.Input);
        recurrentGradient = gradient.AsMemory(layout.Recurrent);
        inputGradient = gradient.AsMemory(layout.Input);
        var random = new Random(0);
        foreach (ref var p in parameters.AsSpan())
            p = random.NextDouble() - 0.5;
    }

    public double[][] Forward(double[][] xs)
    {
        var n = layout.Units;
        var hs = new double[xs.Length + 1][];
        hs[0] = new double[n];
        for (var t = 0; t < xs.Length; t++)
        {
            hs[t + 1] = new double[n];
            for (var i = 0; i < n; i++)
            {
                var row = recurrent.Span[(i * n)..((i + 1) * n)];
                var z = 0.0;
                for (var j = 0; j < n; j++) z += row[j] * hs[t][j];
                var inputRow = input.Span.Slice(i * layout.Inputs, layout.Inputs);
                for (var k = 0; k < inputRow.Length; k++) z += inputRow[k] * xs[t][k];
                hs[t + 1][i] = Math.Tanh(z);
            }
        }

        return hs;
    }

    public void Backward(double[][] xs, double[][] hs, double[] target)
    {
        var n = layout.Units;
        gradient.AsSpan().Clear();
        var dh = new double[n];
        for (var i = 0; i < n; i++) dh[i] = hs[^1][i] - target[i];
        for (var t = xs.Length; t > 0; t--)
        {
            var before = new double[n];
            for (var i = 0; i < n; i++)
            {
                var dz = dh[i] * (1 - hs[t][i] * hs[t][i]);  //! sigma-missing: var dz = dh[i];
                var row = recurrent.Span[(i * n)..((i + 1) * n)];
                for (var j = 0; j < n; j++)
                {
                    before[j] += row[j] * dz;  //! transposed: before[j] += recurrent.Span[j * n + i] * dz;
                    recurrentGradient.Span[i * n + j] += dz * hs[t - 1][j];  //! reversed: recurrentGradient.Span[j * n + i] += dz * hs[t - 1][j];
                }

                for (var k = 0; k < layout.Inputs; k++)
                    inputGradient.Span[i * layout.Inputs + k] += dz * xs[t - 1][k];
            }

            dh = before;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Slices.SliceRnn(2, 4);
        var p = Numeric.Fields(net, "parameters");
        Numeric.Fill(seed, p);
        var w = (double[])p[0];
        Numeric.Mirror(4, (i, j) => w[i * 4 + j], (i, j, v) => w[i * 4 + j] = v);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var y = Numeric.Vector(seed + 2, 4);
        net.Backward(xs, net.Forward(xs), y);
        return (Numeric.Flatten(Numeric.Fields(net, "gradient")), Numeric.Differences(() => net.Forward(xs)[^1].Zip(y, (a, b) => 0.5 * (a - b) * (a - b)).Sum(), p));
    }
}
