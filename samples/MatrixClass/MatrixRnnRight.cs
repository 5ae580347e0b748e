using System;

namespace Samples.MatrixClass;

/// <summary>
/// h_t = tanh(W h_{t-1} + U x_t + b) over a <see cref="Matrix"/> with operators; states are columns.
/// </summary>
public sealed class MatrixRnnRight  // expect: verified
{
    private readonly int units;

    public MatrixRnnRight(int inputs, int units, int seed)
    {
        this.units = units;
        var random = new Random(seed);
        W = Matrix.Random(random, units, units);
        U = Matrix.Random(random, units, inputs);
        B = new Matrix(units, 1);
        DW = new Matrix(units, units);
        DU = new Matrix(units, inputs);
        DB = new Matrix(units, 1);
    }

    public Matrix W { get; }

    public Matrix U { get; }

    public Matrix B { get; }

    public Matrix DW { get; private set; }

    public Matrix DU { get; private set; }

    public Matrix DB { get; private set; }

    /// <summary>The states h_0 = 0, h_1, …, h_T.</summary>
    public Matrix[] Forward(Matrix[] x)
    {
        var h = new Matrix[x.Length + 1];
        h[0] = new Matrix(units, 1);
        for (int t = 1; t < h.Length; t++)
        {
            h[t] = (W * h[t - 1] + U * x[t - 1] + B).Map(Math.Tanh);
        }

        return h;
    }

    /// <summary>½ Σ_t ‖h_t − y_t‖².</summary>
    public double Loss(Matrix[] x, Matrix[] y)
    {
        Matrix[] h = Forward(x);
        double loss = 0;
        for (int t = 1; t < h.Length; t++)
        {
            Matrix error = h[t] - y[t - 1];
            loss += 0.5 * (error.Transpose() * error)[0, 0];
        }

        return loss;
    }

    public void Backward(Matrix[] x, Matrix[] y)
    {
        Matrix[] h = Forward(x);
        DW = new Matrix(units, units);
        DU = new Matrix(U.Rows, U.Columns);
        DB = new Matrix(units, 1);
        var dhNext = new Matrix(units, 1);
        for (int t = x.Length; t >= 1; t--)
        {
            Matrix dh = h[t] - y[t - 1] + dhNext;
            Matrix dz = dh.Times(h[t].Map(a => 1 - a * a)); // back through tanh
            DW += dz * h[t - 1].Transpose();
            DU += dz * x[t - 1].Transpose();
            DB += dz;
            dhNext = W.Transpose() * dz;
        }
    }
}
