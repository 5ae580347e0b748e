//# matrix: Recurrent
//# style: readonly struct matrix and vector with value semantics; operators; in parameters; record for the weights; tanh; W[to, from]
using System;

namespace ValueAlgebra;

public readonly struct Vec
{
    private readonly double[] values;

    public Vec(params double[] values) => this.values = values;

    public static Vec Zero(int n) => new(new double[n]);

    public int Length => values.Length;

    public double this[int i] => values[i];

    public static Vec operator +(in Vec a, in Vec b) => From(a.Length, a, b, static (x, y) => x + y);

    public static Vec operator -(in Vec a, in Vec b) => From(a.Length, a, b, static (x, y) => x - y);

    public static Vec operator *(in Vec a, in Vec b) => From(a.Length, a, b, static (x, y) => x * y);

    public Vec Tanh() => From(Length, this, this, static (x, _) => Math.Tanh(x));

    public double Dot(in Vec other)
    {
        double sum = 0;
        for (int i = 0; i < Length; i++) sum += values[i] * other.values[i];
        return sum;
    }

    private static Vec From(int n, Vec a, Vec b, Func<double, double, double> f)
    {
        var r = new double[n];
        for (int i = 0; i < n; i++) r[i] = f(a[i], b[i]);
        return new(r);
    }
}

public readonly struct Mat
{
    private readonly double[,] values;

    public Mat(double[,] values) => this.values = values;

    public static Mat Zero(int rows, int columns) => new(new double[rows, columns]);

    public int Rows => values.GetLength(0);

    public int Columns => values.GetLength(1);

    public static Mat operator ~(in Mat m)
    {
        var r = new double[m.Columns, m.Rows];
        for (int i = 0; i < m.Rows; i++)
            for (int j = 0; j < m.Columns; j++)
                r[j, i] = m.values[i, j];
        return new(r);
    }

    public static Mat operator +(in Mat a, in Mat b)
    {
        var r = new double[a.Rows, a.Columns];
        for (int i = 0; i < a.Rows; i++)
            for (int j = 0; j < a.Columns; j++)
                r[i, j] = a.values[i, j] + b.values[i, j];
        return new(r);
    }

    public static Vec operator *(in Mat m, in Vec v)
    {
        var r = new double[m.Rows];
        for (int i = 0; i < m.Rows; i++)
            for (int j = 0; j < m.Columns; j++)
                r[i] += m.values[i, j] * v[j];
        return new(r);
    }

    /// <summary>a bᵀ</summary>
    public static Mat Outer(in Vec a, in Vec b)
    {
        var r = new double[a.Length, b.Length];
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < b.Length; j++)
                r[i, j] = a[i] * b[j];
        return new(r);
    }
}

public readonly record struct Weights(Mat Input, Mat Recurrent);

public static class ElmanCell
{
    public static Vec[] Forward(in Weights w, Vec[] xs)
    {
        var hs = new Vec[xs.Length + 1];
        hs[0] = Vec.Zero(w.Recurrent.Rows);
        for (int t = 0; t < xs.Length; t++)
            hs[t + 1] = (w.Input * xs[t] + w.Recurrent * hs[t]).Tanh();
        return hs;
    }

    public static double Loss(in Weights w, Vec[] xs, Vec[] ys)
    {
        var hs = Forward(w, xs);
        double loss = 0;
        for (int t = 0; t < ys.Length; t++)
        {
            var e = hs[t + 1] - ys[t];
            loss += e.Dot(e) / 2;
        }

        return loss;
    }

    public static Weights Gradient(in Weights w, Vec[] xs, Vec[] ys, Vec[] hs)
    {
        var gradient = new Weights(Mat.Zero(w.Input.Rows, w.Input.Columns), Mat.Zero(w.Recurrent.Rows, w.Recurrent.Columns));
        var carry = Vec.Zero(w.Recurrent.Rows);
        for (int t = ys.Length - 1; t >= 0; t--)
        {
            var dh = carry + hs[t + 1] - ys[t];
            var dz = dh - dh * hs[t + 1] * hs[t + 1];
            //! sigma-missing: var dz = dh;
            //! sigma-wrong-step: var dz = dh - dh * hs[t] * hs[t];
            gradient = gradient with
            {
                Input = gradient.Input + Mat.Outer(dz, xs[t]),
                Recurrent = gradient.Recurrent + Mat.Outer(dz, hs[t]),  //! reversed: Recurrent = gradient.Recurrent + Mat.Outer(hs[t], dz),
            };
            carry = ~w.Recurrent * dz;  //! transposed: carry = w.Recurrent * dz;
        }

        return gradient;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[,] u = Numeric.Table(seed, 4, 2), v = Numeric.Table(seed + 1, 4, 4);
        var w = new ValueAlgebra.Weights(new(u), new(v));
        var xs = Array.ConvertAll(Numeric.Sequence(seed + 2, 5, 2), x => new ValueAlgebra.Vec(x));
        var ys = Array.ConvertAll(Numeric.Sequence(seed + 3, 5, 4), x => new ValueAlgebra.Vec(x));
        var g = ValueAlgebra.ElmanCell.Gradient(w, xs, ys, ValueAlgebra.ElmanCell.Forward(w, xs));
        return (Numeric.Flatten(g.Input, g.Recurrent), Numeric.Differences(() => ValueAlgebra.ElmanCell.Loss(w, xs, ys), u, v));
    }
}
