using System;

namespace Samples.MatrixClass;

/// <summary>A small dense matrix; a vector is a matrix with one column.</summary>
public sealed class Matrix(int rows, int columns)
{
    private readonly double[] elements = new double[rows * columns];

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public double this[int row, int column]
    {
        get => elements[row * Columns + column];
        set => elements[row * Columns + column] = value;
    }

    public Matrix Transpose()
    {
        var result = new Matrix(Columns, Rows);
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                result[j, i] = this[i, j];
            }
        }

        return result;
    }

    public Matrix Map(Func<double, double> f)
    {
        var result = new Matrix(Rows, Columns);
        for (int i = 0; i < elements.Length; i++)
        {
            result.elements[i] = f(elements[i]);
        }

        return result;
    }

    /// <summary>Element by element (Hadamard) product.</summary>
    public Matrix Times(Matrix other) => Zip(this, other, (a, b) => a * b);

    public static Matrix operator +(Matrix a, Matrix b) => Zip(a, b, (x, y) => x + y);

    public static Matrix operator -(Matrix a, Matrix b) => Zip(a, b, (x, y) => x - y);

    /// <summary>Matrix product.</summary>
    public static Matrix operator *(Matrix a, Matrix b)
    {
        if (a.Columns != b.Rows)
        {
            throw new ArgumentException($"{a.Rows}x{a.Columns} times {b.Rows}x{b.Columns}");
        }

        var result = new Matrix(a.Rows, b.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < b.Columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < a.Columns; k++)
                {
                    sum += a[i, k] * b[k, j];
                }

                result[i, j] = sum;
            }
        }

        return result;
    }

    public static Matrix Random(Random random, int rows, int columns) =>
        new Matrix(rows, columns).Map(_ => 2 * random.NextDouble() - 1);

    private static Matrix Zip(Matrix a, Matrix b, Func<double, double, double> f)
    {
        var result = new Matrix(a.Rows, a.Columns);
        for (int i = 0; i < a.elements.Length; i++)
        {
            result.elements[i] = f(a.elements[i], b.elements[i]);
        }

        return result;
    }
}
