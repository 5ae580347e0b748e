//# matrix: Whh
//# style: MathNet; batch matrices, one sample a row; W[from, to]; TransposeAndMultiply; TransposeThisAndMultiply; PointwiseTanh; sum of squares
using System;
using MathNet.Numerics.LinearAlgebra;

namespace Forecasting;

public sealed class BatchForecaster
{
    private static readonly MatrixBuilder<double> M = Matrix<double>.Build;

    private readonly Matrix<double> Wxh, Whh;
    private readonly Vector<double> bias;
    private Matrix<double>[] H = [];

    public BatchForecaster(int features, int hidden, int seed = 0)
    {
        var rng = new Random(seed);
        Wxh = M.Dense(features, hidden, (_, _) => rng.NextDouble() - 0.5);
        Whh = M.Dense(hidden, hidden, (_, _) => rng.NextDouble() - 0.5);
        bias = Vector<double>.Build.Dense(hidden);
    }

    public Matrix<double> Forward(Matrix<double>[] batch)
    {
        H = new Matrix<double>[batch.Length + 1];
        H[0] = M.Dense(batch[0].RowCount, Whh.RowCount);
        for (var t = 0; t < batch.Length; t++)
        {
            var z = batch[t] * Wxh + H[t] * Whh;
            for (var row = 0; row < z.RowCount; row++)
                z.SetRow(row, z.Row(row) + bias);
            H[t + 1] = z.PointwiseTanh();
        }

        return H[^1];
    }

    public double Loss(Matrix<double>[] batch, Matrix<double> targets) =>
        0.5 * (Forward(batch) - targets).PointwisePower(2).RowSums().Sum();

    public (Matrix<double> dWxh, Matrix<double> dWhh, Vector<double> dBias) Backward(Matrix<double>[] batch, Matrix<double> targets)
    {
        var dWxh = M.Dense(Wxh.RowCount, Wxh.ColumnCount);
        var dWhh = M.Dense(Whh.RowCount, Whh.ColumnCount);
        var dBias = Vector<double>.Build.Dense(bias.Count);
        var dH = H[^1] - targets;
        for (var t = batch.Length; t > 0; t--)
        {
            var dZ = dH.PointwiseMultiply(1 - H[t].PointwiseMultiply(H[t]));
            //! sigma-missing: var dZ = dH;
            //! sigma-wrong-step: var dZ = dH.PointwiseMultiply(1 - H[t - 1].PointwiseMultiply(H[t - 1]));
            dWxh += batch[t - 1].TransposeThisAndMultiply(dZ);
            dWhh += H[t - 1].TransposeThisAndMultiply(dZ);  //! reversed: dWhh += dZ.TransposeThisAndMultiply(H[t - 1]);
            dBias += dZ.ColumnSums();
            dH = dZ.TransposeAndMultiply(Whh);  //! transposed: dH = dZ * Whh;
        }

        return (dWxh, dWhh, dBias);
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Forecasting.BatchForecaster(2, 4);
        var p = Numeric.Fields(net, "Wxh", "Whh", "bias");
        Numeric.Fill(seed, p);
        var build = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build;
        var xs = Enumerable.Range(0, 5).Select(t => build.DenseOfArray(Numeric.Table(seed + t, 3, 2))).ToArray();
        var y = build.DenseOfArray(Numeric.Table(seed + 9, 3, 4));
        net.Forward(xs);
        var (a, b, c) = net.Backward(xs, y);
        return (Numeric.Flatten(a, b, c), Numeric.Differences(() => net.Loss(xs, y), p));
    }
}
