using System;
using System.Collections.Generic;
using System.Linq;
using MathNet.Numerics.LinearAlgebra;
using Samples.Batch;
using Samples.CharacterRnn;
using Samples.MathNet;
using Samples.MatrixClass;
using Samples.OtherMistakes;
using Samples.SeedJacobian;
using Samples.SeedRnn;
using Samples.Storage;

namespace Samples;

/// <summary>How far each sample's gradient of the recurrent matrix, or its Jacobian, is from central differences.</summary>
public static class GradientChecks
{
    private const int Inputs = 2;
    private const int Units = 4;
    private const int Steps = 5;

    // One sequence for all samples.
    private static readonly double[][] X = Draw(1, Steps, Inputs);
    private static readonly double[][] Y = Draw(2, Steps, Units);

    public static IReadOnlyDictionary<string, Func<double>> All { get; } = new Dictionary<string, Func<double>>
    {
        [nameof(SeedRnnRight)] = () =>
        {
            var net = new SeedRnnRight(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(SeedRnnTransposed)] = () =>
        {
            var net = new SeedRnnTransposed(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(SeedJacobianRight)] = () =>
        {
            var map = new SeedJacobianRight(Square(4), Y[0]);
            return CentralDifferences.RelativeError(map.Jacobian(Y[1]), map.Step, Y[1]);
        },
        [nameof(SeedJacobianAsPrinted)] = () =>
        {
            var map = new SeedJacobianAsPrinted(Square(4), Y[0]);
            return CentralDifferences.RelativeError(map.Jacobian(Y[1]), map.Step, Y[1]);
        },
        [nameof(CharacterRnnRight)] = () =>
        {
            var net = new CharacterRnnRight(vocabulary: 3, Units, seed: 3);
            double Loss() => net.LossAndGradients([0, 2, 1, 1], [2, 1, 1, 0], new double[Units]);
            Loss();
            return Compare(net.Whh, net.DWhh, Loss);
        },
        [nameof(CharacterRnnTransposed)] = () =>
        {
            var net = new CharacterRnnTransposed(vocabulary: 3, Units, seed: 3);
            double Loss() => net.LossAndGradients([0, 2, 1, 1], [2, 1, 1, 0], new double[Units]);
            Loss();
            return Compare(net.Whh, net.DWhh, Loss);
        },
        [nameof(JaggedRight)] = () =>
        {
            var net = new JaggedRight(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(JaggedTransposed)] = () =>
        {
            var net = new JaggedTransposed(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(RectangularRight)] = () =>
        {
            var net = new RectangularRight(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(RectangularTransposed)] = () =>
        {
            var net = new RectangularTransposed(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(FlatRight)] = () =>
        {
            var net = new FlatRight(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(FlatTransposed)] = () =>
        {
            var net = new FlatTransposed(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(SpanRight)] = () =>
        {
            var net = new SpanRight(Inputs, Units, seed: 3);
            net.Backward(Join(X), Join(Y));
            return CentralDifferences.RelativeError(
                Units,
                (i, j) => net.W[i * Units + j],
                (i, j, value) => net.W[i * Units + j] = value,
                (i, j) => net.DW[i * Units + j],
                () => net.Loss(Join(X), Join(Y)));
        },
        [nameof(SpanTransposed)] = () =>
        {
            var net = new SpanTransposed(Inputs, Units, seed: 3);
            net.Backward(Join(X), Join(Y));
            return CentralDifferences.RelativeError(
                Units,
                (i, j) => net.W[i * Units + j],
                (i, j, value) => net.W[i * Units + j] = value,
                (i, j) => net.DW[i * Units + j],
                () => net.Loss(Join(X), Join(Y)));
        },
        [nameof(MatrixRnnRight)] = () =>
        {
            var net = new MatrixRnnRight(Inputs, Units, seed: 3);
            net.Backward(Columns(X), Columns(Y));
            return Compare(net.W, net.DW, () => net.Loss(Columns(X), Columns(Y)));
        },
        [nameof(MatrixRnnTransposed)] = () =>
        {
            var net = new MatrixRnnTransposed(Inputs, Units, seed: 3);
            net.Backward(Columns(X), Columns(Y));
            return Compare(net.W, net.DW, () => net.Loss(Columns(X), Columns(Y)));
        },
        [nameof(MathNetColumnRight)] = () =>
        {
            var net = new MathNetColumnRight(Inputs, Units, seed: 3);
            net.Backward(Vectors(X), Vectors(Y));
            return Compare(net.W, net.DW, () => net.Loss(Vectors(X), Vectors(Y)));
        },
        [nameof(MathNetColumnTransposed)] = () =>
        {
            var net = new MathNetColumnTransposed(Inputs, Units, seed: 3);
            net.Backward(Vectors(X), Vectors(Y));
            return Compare(net.W, net.DW, () => net.Loss(Vectors(X), Vectors(Y)));
        },
        [nameof(MathNetRowRight)] = () =>
        {
            var net = new MathNetRowRight(Inputs, Units, seed: 3);
            net.Backward(Vectors(X), Vectors(Y));
            return Compare(net.W, net.DW, () => net.Loss(Vectors(X), Vectors(Y)));
        },
        [nameof(MathNetRowTransposed)] = () =>
        {
            var net = new MathNetRowTransposed(Inputs, Units, seed: 3);
            net.Backward(Vectors(X), Vectors(Y));
            return Compare(net.W, net.DW, () => net.Loss(Vectors(X), Vectors(Y)));
        },
        [nameof(BatchRnnRight)] = () =>
        {
            var net = new BatchRnnRight(Inputs, Units, seed: 3);
            net.Backward(Batches(X), Batches(Y));
            return Compare(net.Wh, net.DWh, () => net.Loss(Batches(X), Batches(Y)));
        },
        [nameof(BatchRnnTransposed)] = () =>
        {
            var net = new BatchRnnTransposed(Inputs, Units, seed: 3);
            net.Backward(Batches(X), Batches(Y));
            return Compare(net.Wh, net.DWh, () => net.Loss(Batches(X), Batches(Y)));
        },
        [nameof(SigmaMissing)] = () =>
        {
            var net = new SigmaMissing(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(SigmaAtTheWrongStep)] = () =>
        {
            var net = new SigmaAtTheWrongStep(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(OuterProductReversed)] = () =>
        {
            var net = new OuterProductReversed(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(OneStepOnly)] = () =>
        {
            var net = new OneStepOnly(Inputs, Units, seed: 3);
            net.Backward(X, Y);
            return Compare(net.W, net.DW, () => net.Loss(X, Y));
        },
        [nameof(NormOfTranspose)] = () =>
        {
            // The norm of the transpose against the norm of the matrix itself.
            double[,] w = Square(4);
            double norm = Math.Sqrt(w.Cast<double>().Sum(x => x * x));
            return Math.Abs(new NormOfTranspose(w, new double[Units]).GradientBound() - norm) / norm;
        },
    };

    private static double Compare(double[,] w, double[,] dw, Func<double> loss) =>
        CentralDifferences.RelativeError(Units, (i, j) => w[i, j], (i, j, value) => w[i, j] = value, (i, j) => dw[i, j], loss);

    private static double Compare(double[] w, double[] dw, Func<double> loss) =>
        CentralDifferences.RelativeError(
            Units,
            (i, j) => w[i * Units + j],
            (i, j, value) => w[i * Units + j] = value,
            (i, j) => dw[i * Units + j],
            loss);

    private static double Compare(double[][] w, double[][] dw, Func<double> loss) =>
        CentralDifferences.RelativeError(Units, (i, j) => w[i][j], (i, j, value) => w[i][j] = value, (i, j) => dw[i][j], loss);

    private static double Compare(Matrix w, Matrix dw, Func<double> loss) =>
        CentralDifferences.RelativeError(Units, (i, j) => w[i, j], (i, j, value) => w[i, j] = value, (i, j) => dw[i, j], loss);

    private static double Compare(Matrix<double> w, Matrix<double> dw, Func<double> loss) =>
        CentralDifferences.RelativeError(Units, (i, j) => w[i, j], (i, j, value) => w[i, j] = value, (i, j) => dw[i, j], loss);

    private static double[][] Draw(int seed, int rows, int columns)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, rows)
            .Select(_ => Enumerable.Range(0, columns).Select(_ => 2 * random.NextDouble() - 1).ToArray())
            .ToArray();
    }

    private static double[,] Square(int seed)
    {
        double[][] rows = Draw(seed, Units, Units);
        var square = new double[Units, Units];
        for (int i = 0; i < Units; i++)
        {
            for (int j = 0; j < Units; j++)
            {
                square[i, j] = rows[i][j];
            }
        }

        return square;
    }

    private static double[] Join(double[][] vectors) => vectors.SelectMany(v => v).ToArray();

    private static Matrix[] Columns(double[][] vectors) => Array.ConvertAll(vectors, v =>
    {
        var column = new Matrix(v.Length, 1);
        for (int i = 0; i < v.Length; i++)
        {
            column[i, 0] = v[i];
        }

        return column;
    });

    private static Vector<double>[] Vectors(double[][] vectors) => Array.ConvertAll(vectors, v => Vector<double>.Build.DenseOfArray(v));

    /// <summary>The sequence, and as the second row of every step the same one with the opposite sign and half as large.</summary>
    private static double[][,] Batches(double[][] vectors) => Array.ConvertAll(vectors, v =>
    {
        var batch = new double[2, v.Length];
        for (int i = 0; i < v.Length; i++)
        {
            batch[0, i] = v[i];
            batch[1, i] = -0.5 * v[i];
        }

        return batch;
    });
}
