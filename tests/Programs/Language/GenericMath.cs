//# matrix: recurrent
//# style: generics; IFloatingPointIeee754<T>; jagged T[][]; W[to][from]; tanh; primary constructor; collection expressions
using System;
using System.Numerics;

namespace Generic;

public sealed class Rnn<T>(T[][] input, T[][] recurrent, T[] bias)
    where T : IFloatingPointIeee754<T>
{
    private int Size => bias.Length;

    public T[][] DInput { get; private set; } = [];

    public T[][] DRecurrent { get; private set; } = [];

    public T[] DBias { get; private set; } = [];

    public T[][] Forward(T[][] xs)
    {
        T[][] h = [Zeros(Size), .. new T[xs.Length][]];
        for (var t = 0; t < xs.Length; t++)
        {
            h[t + 1] = Zeros(Size);
            for (var i = 0; i < Size; i++)
                h[t + 1][i] = T.Tanh(bias[i] + Dot(input[i], xs[t]) + Dot(recurrent[i], h[t]));
        }

        return h;
    }

    public T Loss(T[][] xs, T[] target)
    {
        var last = Forward(xs)[^1];
        var sum = T.Zero;
        for (var i = 0; i < Size; i++)
            sum += (last[i] - target[i]) * (last[i] - target[i]);
        return sum;
    }

    public void Backward(T[][] xs, T[][] h, T[] target)
    {
        DInput = Zeros(Size, input[0].Length);
        DRecurrent = Zeros(Size, Size);
        DBias = Zeros(Size);
        var two = T.CreateChecked(2);
        var dh = Zeros(Size);
        for (var i = 0; i < Size; i++)
            dh[i] = two * (h[^1][i] - target[i]);
        for (var t = xs.Length - 1; t >= 0; t--)
        {
            var dhBefore = Zeros(Size);
            for (var i = 0; i < Size; i++)
            {
                var dz = dh[i] * (T.One - h[t + 1][i] * h[t + 1][i]);
                //! sigma-missing: var dz = dh[i];
                //! sigma-wrong-step: var dz = dh[i] * (T.One - h[t][i] * h[t][i]);
                DBias[i] += dz;
                for (var k = 0; k < xs[t].Length; k++)
                    DInput[i][k] += dz * xs[t][k];
                for (var j = 0; j < Size; j++)
                {
                    DRecurrent[i][j] += dz * h[t][j];  //! reversed: DRecurrent[j][i] += dz * h[t][j];
                    dhBefore[j] += dz * recurrent[i][j];  //! transposed: dhBefore[j] += dz * recurrent[j][i];
                }
            }

            dh = dhBefore;
        }
    }

    private static T Dot(T[] a, T[] b)
    {
        var sum = T.Zero;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static T[] Zeros(int n) => new T[n];

    private static T[][] Zeros(int n, int m)
    {
        var rows = new T[n][];
        for (var i = 0; i < n; i++)
            rows[i] = new T[m];
        return rows;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[][] u = Numeric.Sequence(seed, 4, 2), w = Numeric.Sequence(seed + 1, 4, 4);
        var b = Numeric.Vector(seed + 2, 4);
        var net = new Generic.Rnn<double>(u, w, b);
        var xs = Numeric.Sequence(seed + 3, 5, 2);
        var y = Numeric.Vector(seed + 4, 4);
        net.Backward(xs, net.Forward(xs), y);
        return (Numeric.Flatten(net.DInput, net.DRecurrent, net.DBias), Numeric.Differences(() => net.Loss(xs, y), u, w, b));
    }
}
