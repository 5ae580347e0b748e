//# matrix: Uh
//# style: generic math: GRU over T : IFloatingPoint<T>, IExponentialFunctions<T>, IHyperbolicFunctions<T>; matrix as a generic class with a flat T[] and a row/column indexer; operators constrained by static abstracts; instantiated for double and float by a factory
using System;
using System.Numerics;

namespace Numbers;

public sealed class Table<T>(int rows, int columns)
    where T : IFloatingPoint<T>
{
    public readonly T[] Items = new T[rows * columns];

    public int Rows => rows;

    public int Columns => columns;

    public ref T this[int row, int column] => ref Items[row * columns + column];

    public T[] Times(T[] v)
    {
        var result = new T[rows];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                result[i] += this[i, j] * v[j];
        return result;
    }

    public void TransposeTimes(T[] v, T[] addTo)
    {
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                addTo[j] += this[i, j] * v[i];  //! transposed: addTo[i] += this[i, j] * v[j];
    }

    public void AddOuter(T[] a, T[] b)
    {
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                this[i, j] += a[i] * b[j];
    }
}

public class GruNet<T>(int inputs, int size)
    where T : IFloatingPoint<T>, IExponentialFunctions<T>, IHyperbolicFunctions<T>
{
    public readonly Table<T> Wz = new(size, inputs), Wr = new(size, inputs), Wh = new(size, inputs), Uz = new(size, size), Ur = new(size, size), Uh = new(size, size);
    public readonly Table<T> dWz = new(size, inputs), dWr = new(size, inputs), dWh = new(size, inputs), dUz = new(size, size), dUr = new(size, size), dUh = new(size, size);

    private static T Logistic(T x) => T.One / (T.One + T.Exp(-x));

    public T Run(T[][] xs, T[] target)
    {
        var steps = xs.Length;
        T[][] h = new T[steps + 1][], z = new T[steps][], r = new T[steps][], c = new T[steps][], rh = new T[steps][];
        h[0] = new T[size];
        for (var t = 0; t < steps; t++)
        {
            z[t] = Wz.Times(xs[t]); r[t] = Wr.Times(xs[t]); c[t] = Wh.Times(xs[t]); rh[t] = new T[size]; h[t + 1] = new T[size];
            T[] uz = Uz.Times(h[t]), ur = Ur.Times(h[t]);
            for (var i = 0; i < size; i++)
            {
                z[t][i] = Logistic(z[t][i] + uz[i]);
                r[t][i] = Logistic(r[t][i] + ur[i]);
                rh[t][i] = r[t][i] * h[t][i];
            }
            var uh = Uh.Times(rh[t]);
            for (var i = 0; i < size; i++)
            {
                c[t][i] = T.Tanh(c[t][i] + uh[i]);
                h[t + 1][i] = (T.One - z[t][i]) * h[t][i] + z[t][i] * c[t][i];
            }
        }

        var half = T.One / (T.One + T.One);
        var loss = T.Zero;
        var dh = new T[size];
        for (var i = 0; i < size; i++)
        {
            dh[i] = h[steps][i] - target[i];
            loss += half * dh[i] * dh[i];
        }

        foreach (var d in new[] { dWz, dWr, dWh, dUz, dUr, dUh }) Array.Clear(d.Items);
        for (var t = steps - 1; t >= 0; t--)
        {
            T[] az = new T[size], ar = new T[size], ah = new T[size], drh = new T[size], before = new T[size];
            for (var i = 0; i < size; i++)
            {
                ah[i] = dh[i] * z[t][i] * (T.One - c[t][i] * c[t][i]);
                //! sigma-missing: ah[i] = dh[i] * z[t][i];
                az[i] = dh[i] * (c[t][i] - h[t][i]) * z[t][i] * (T.One - z[t][i]);
                //! sigma-missing-2 @Uz: az[i] = dh[i] * (c[t][i] - h[t][i]);
                before[i] = dh[i] * (T.One - z[t][i]);  //! unexplained RNN0004: before[i] = dh[i];
            }
            Uh.TransposeTimes(ah, drh);
            for (var i = 0; i < size; i++)
            {
                before[i] += drh[i] * r[t][i];
                ar[i] = drh[i] * h[t][i] * r[t][i] * (T.One - r[t][i]);
            }
            Uz.TransposeTimes(az, before);  //! truncated RNN0006|RNN0004 @Uz:
            Ur.TransposeTimes(ar, before);
            dUh.AddOuter(ah, rh[t]);  //! reversed: dUh.AddOuter(rh[t], ah);
            dUz.AddOuter(az, h[t]); dUr.AddOuter(ar, h[t]);
            dWh.AddOuter(ah, xs[t]); dWz.AddOuter(az, xs[t]); dWr.AddOuter(ar, xs[t]);
            dh = before;
        }
        return loss;
    }
}

public static class Gru
{
    public static GruNet<double> InDouble(int inputs, int size) => new(inputs, size);

    public static GruNet<float> InSingle(int inputs, int size) => new(inputs, size);
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = Numbers.Gru.InDouble(2, 4);
        object[] p = [net.Wz.Items, net.Wr.Items, net.Wh.Items, net.Uz.Items, net.Ur.Items, net.Uh.Items];
        Numeric.Fill(seed, 1.5, p);
        foreach (var u in new[] { net.Uz, net.Ur, net.Uh }) Numeric.Mirror(4, (i, j) => u[i, j], (i, j, v) => u[i, j] = v);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var y = Numeric.Vector(seed + 2, 4);
        net.Run(xs, y);
        var g = Numeric.Flatten(net.dWz.Items, net.dWr.Items, net.dWh.Items, net.dUz.Items, net.dUr.Items, net.dUh.Items);
        return (g, Numeric.Differences(() => net.Run(xs, y), p));
    }
}
