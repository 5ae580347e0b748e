//# matrix: W
//# style: vectors and matrices are structs around arrays, assigned field by field without an initializer; operators; a caller puts the sequence into a public table of rows
using System;

public struct Column
{
    public double[] Items;

    public static Column Zero(int n)
    {
        Column made;
        made.Items = new double[n];
        return made;
    }

    public static Column operator +(Column a, Column b)
    {
        Column sum;
        sum.Items = new double[a.Items.Length];
        for (int i = 0; i < sum.Items.Length; i++) sum.Items[i] = a.Items[i] + b.Items[i];
        return sum;
    }

    /// <summary>Element by element.</summary>
    public static Column operator *(Column a, Column b)
    {
        Column product;
        product.Items = new double[a.Items.Length];
        for (int i = 0; i < product.Items.Length; i++) product.Items[i] = a.Items[i] * b.Items[i];
        return product;
    }

    /// <summary>The outer product.</summary>
    public static Grid operator ^(Column a, Column b)
    {
        Grid outer;
        outer.Cells = new double[a.Items.Length, b.Items.Length];
        for (int i = 0; i < a.Items.Length; i++)
            for (int j = 0; j < b.Items.Length; j++) outer.Cells[i, j] = a.Items[i] * b.Items[j];
        return outer;
    }
}

public struct Grid
{
    public double[,] Cells;

    public static Column operator *(Grid m, Column v)
    {
        var product = Column.Zero(m.Cells.GetLength(0));
        for (int i = 0; i < product.Items.Length; i++)
            for (int j = 0; j < v.Items.Length; j++) product.Items[i] += m.Cells[i, j] * v.Items[j];
        return product;
    }

    public static Grid operator +(Grid a, Grid b)
    {
        Grid sum;
        sum.Cells = (double[,])a.Cells.Clone();
        for (int i = 0; i < sum.Cells.GetLength(0); i++)
            for (int j = 0; j < sum.Cells.GetLength(1); j++) sum.Cells[i, j] += b.Cells[i, j];
        return sum;
    }

    public Grid Flipped()
    {
        Grid flipped;
        flipped.Cells = new double[Cells.GetLength(1), Cells.GetLength(0)];
        for (int i = 0; i < Cells.GetLength(0); i++)
            for (int j = 0; j < Cells.GetLength(1); j++) flipped.Cells[j, i] = Cells[i, j];
        return flipped;
    }
}

public class ColumnRnn
{
    public double[][] Input, Wanted;
    public Grid U, W, dU, dW;
    private readonly double[][] states, sums;
    private readonly int steps, units;

    public ColumnRnn(int inputs, int units, int steps)
    {
        this.steps = steps;
        this.units = units;
        Input = new double[steps][];
        Wanted = new double[steps][];
        states = new double[steps][];
        sums = new double[steps][];
        var random = new Random(1);
        U.Cells = new double[units, inputs];
        W.Cells = new double[units, units];
        for (int i = 0; i < units; i++)
        {
            for (int k = 0; k < inputs; k++) U.Cells[i, k] = random.NextDouble() - 0.5;
            for (int j = 0; j < units; j++) W.Cells[i, j] = random.NextDouble() - 0.5;
        }
    }

    public double Ahead()
    {
        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            Column x, before;
            x.Items = Input[t];
            if (t > 0) before.Items = states[t - 1];
            else before = Column.Zero(units);
            var sum = U * x + W * before;
            sums[t] = sum.Items;
            states[t] = Array.ConvertAll(sum.Items, Math.Tanh);
            for (int i = 0; i < units; i++) loss += 0.5 * (states[t][i] - Wanted[t][i]) * (states[t][i] - Wanted[t][i]);
        }
        return loss;
    }

    public void Back()
    {
        dU.Cells = new double[units, U.Cells.GetLength(1)];
        dW.Cells = new double[units, units];
        var carried = Column.Zero(units);
        for (int t = steps - 1; t >= 0; t--)
        {
            Column error, slope, x, before;
            error.Items = new double[units];
            slope.Items = new double[units];
            for (int i = 0; i < units; i++)
            {
                error.Items[i] = states[t][i] - Wanted[t][i];
                slope.Items[i] = 1 - states[t][i] * states[t][i];  //! sigma-missing: slope.Items[i] = 1;
            }
            var delta = (error + carried) * slope;
            x.Items = Input[t];
            dU += delta ^ x;
            if (t > 0)
            {
                before.Items = states[t - 1];
                dW += delta ^ before;  //! reversed: dW += before ^ delta;
            }
            carried = W.Flipped() * delta;  //! transposed: carried = W * delta;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new ColumnRnn(2, 3, 5);
        Numeric.Fill(seed, net.U.Cells, net.W.Cells);
        net.Input = Numeric.Sequence(seed + 1, 5, 2);
        net.Wanted = Numeric.Sequence(seed + 2, 5, 3);
        net.Ahead();
        net.Back();
        return (Numeric.Flatten(net.dU.Cells, net.dW.Cells), Numeric.Differences(() => net.Ahead(), net.U.Cells, net.W.Cells));
    }
}
