//# matrix: Whh
//# style: Matrix<T> where T : INumber<T> with operators; checked generics instantiated with double in the network; columns; tanh; file-scoped namespace
using System;
using System.Numerics;

namespace GenericAlgebra;

public sealed class Matrix<T>(int rows, int columns)
    where T : INumber<T>
{
    private readonly T[] cells = new T[rows * columns];

    public int Rows => rows;

    public int Columns => columns;

    public T this[int row, int column]
    {
        get => cells[row * columns + column];
        set => cells[row * columns + column] = value;
    }

    public static Matrix<T> operator +(Matrix<T> a, Matrix<T> b) => a.Select((x, i, j) => x + b[i, j]);

    public static Matrix<T> operator -(Matrix<T> a, Matrix<T> b) => a.Select((x, i, j) => x - b[i, j]);

    public static Matrix<T> operator *(Matrix<T> a, Matrix<T> b)
    {
        var product = new Matrix<T>(a.Rows, b.Columns);
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < b.Columns; j++)
            {
                var sum = T.Zero;
                for (var k = 0; k < a.Columns; k++) sum += a[i, k] * b[k, j];
                product[i, j] = sum;
            }
        }

        return product;
    }

    public Matrix<T> Transpose()
    {
        var result = new Matrix<T>(Columns, Rows);
        for (var i = 0; i < Rows; i++)
            for (var j = 0; j < Columns; j++)
                result[j, i] = this[i, j];
        return result;
    }

    public Matrix<T> Select(Func<T, int, int, T> f)
    {
        var result = new Matrix<T>(Rows, Columns);
        for (var i = 0; i < Rows; i++)
            for (var j = 0; j < Columns; j++)
                result[i, j] = f(this[i, j], i, j);
        return result;
    }
}

public sealed class Network
{
    public Matrix<double> Wxh { get; }

    public Matrix<double> Whh { get; }

    public Matrix<double> DWxh { get; private set; }

    public Matrix<double> DWhh { get; private set; }

    public Network(int inputs, int units)
    {
        var random = new Random(2024);
        Wxh = new Matrix<double>(units, inputs).Select((_, _, _) => random.NextDouble() - 0.5);
        Whh = new Matrix<double>(units, units).Select((_, _, _) => random.NextDouble() - 0.5);
        DWxh = new(units, inputs);
        DWhh = new(units, units);
    }

    public Matrix<double>[] Forward(Matrix<double>[] xs)
    {
        var hs = new Matrix<double>[xs.Length + 1];
        hs[0] = new(Whh.Rows, 1);
        for (var t = 0; t < xs.Length; t++)
            hs[t + 1] = (Wxh * xs[t] + Whh * hs[t]).Select((z, _, _) => Math.Tanh(z));
        return hs;
    }

    public void Backward(Matrix<double>[] xs, Matrix<double>[] hs, Matrix<double> target)
    {
        DWxh = new(Wxh.Rows, Wxh.Columns);
        DWhh = new(Whh.Rows, Whh.Columns);
        var dh = hs[^1] - target;
        for (var t = xs.Length - 1; t >= 0; t--)
        {
            var h = hs[t + 1];
            var dz = dh.Select((d, i, j) => d * (1 - h[i, j] * h[i, j]));  //! sigma-missing: var dz = dh;
            DWxh += dz * xs[t].Transpose();
            DWhh += dz * hs[t].Transpose();  //! reversed: DWhh += hs[t] * dz.Transpose();
            dh = Whh.Transpose() * dz;
            //! transposed: dh = Whh * dz;
            //! unexplained RNN0004|RNN0006: dh = DWhh.Transpose() * dz;
        }
    }
}

//--- harness
static class Harness
{
    static GenericAlgebra.Matrix<double> Column(double[] v) => new GenericAlgebra.Matrix<double>(v.Length, 1).Select((_, i, _) => v[i]);

    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new GenericAlgebra.Network(2, 4);
        object[] p = [Numeric.Field<object>(net.Wxh, "cells"), Numeric.Field<object>(net.Whh, "cells")];
        Numeric.Fill(seed, p);
        var xs = Array.ConvertAll(Numeric.Sequence(seed + 1, 5, 2), Column);
        var y = Column(Numeric.Vector(seed + 2, 4));
        net.Backward(xs, net.Forward(xs), y);
        double Loss() { var e = net.Forward(xs)[^1] - y; return 0.5 * (e.Transpose() * e)[0, 0]; }
        return (Numeric.Flatten(Numeric.Field<object>(net.DWxh, "cells"), Numeric.Field<object>(net.DWhh, "cells")), Numeric.Differences(Loss, p));
    }
}
