using System;
using MathNet.Numerics.LinearAlgebra;

namespace Samples.MathNet;

/// <summary>
/// MathNet.Numerics with states as column vectors: h_t = tanh(W h_{t-1} + U x_t + b).
/// </summary>
public sealed class MathNetColumnRight  // expect: verified
{
    private readonly int units;

    public MathNetColumnRight(int inputs, int units, int seed)
    {
        this.units = units;
        var random = new Random(seed);
        W = Matrix<double>.Build.Dense(units, units, (_, _) => 2 * random.NextDouble() - 1);
        U = Matrix<double>.Build.Dense(units, inputs, (_, _) => 2 * random.NextDouble() - 1);
        B = Vector<double>.Build.Dense(units);
        DW = Matrix<double>.Build.Dense(units, units);
        DU = Matrix<double>.Build.Dense(units, inputs);
        DB = Vector<double>.Build.Dense(units);
    }

    public Matrix<double> W { get; }

    public Matrix<double> U { get; }

    public Vector<double> B { get; }

    public Matrix<double> DW { get; private set; }

    public Matrix<double> DU { get; private set; }

    public Vector<double> DB { get; private set; }

    /// <summary>The states h_0 = 0, h_1, …, h_T.</summary>
    public Vector<double>[] Forward(Vector<double>[] x)
    {
        var h = new Vector<double>[x.Length + 1];
        h[0] = Vector<double>.Build.Dense(units);
        for (int t = 1; t < h.Length; t++)
        {
            h[t] = (W * h[t - 1] + U * x[t - 1] + B).PointwiseTanh();
        }

        return h;
    }

    /// <summary>½ Σ_t ‖h_t − y_t‖².</summary>
    public double Loss(Vector<double>[] x, Vector<double>[] y)
    {
        Vector<double>[] h = Forward(x);
        double loss = 0;
        for (int t = 1; t < h.Length; t++)
        {
            Vector<double> error = h[t] - y[t - 1];
            loss += 0.5 * error.DotProduct(error);
        }

        return loss;
    }

    public void Backward(Vector<double>[] x, Vector<double>[] y)
    {
        Vector<double>[] h = Forward(x);
        DW = Matrix<double>.Build.Dense(units, units);
        DU = Matrix<double>.Build.Dense(U.RowCount, U.ColumnCount);
        DB = Vector<double>.Build.Dense(units);
        Vector<double> dhNext = Vector<double>.Build.Dense(units);
        for (int t = x.Length; t >= 1; t--)
        {
            Vector<double> dh = h[t] - y[t - 1] + dhNext;
            Vector<double> dz = dh.PointwiseMultiply(1 - h[t].PointwiseMultiply(h[t]));
            DW += dz.OuterProduct(h[t - 1]);
            DU += dz.OuterProduct(x[t - 1]);
            DB += dz;
            dhNext = W.TransposeThisAndMultiply(dz);
        }
    }
}
