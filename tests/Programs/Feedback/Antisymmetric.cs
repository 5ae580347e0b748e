//# matrix: A
//# style: AntisymmetricRNN: h' = h + e tanh((V - Vᵀ - g I) h + U x); the matrix that acts is made of V and its transpose; MathNet
using System;
using MathNet.Numerics.LinearAlgebra;

public class AntisymmetricRnn
{
    private readonly int n;
    private readonly double eps = 0.5, damping = 0.1;
    public Matrix<double> V, U, GradV, GradU;

    public AntisymmetricRnn(int inputs, int units)
    {
        n = units;
        V = Matrix<double>.Build.Random(units, units, 3);
        U = Matrix<double>.Build.Random(units, inputs, 4);
    }

    private Matrix<double> Generator() => V - V.Transpose() - damping * Matrix<double>.Build.DenseIdentity(n);

    public double Fit(Vector<double>[] x, Vector<double>[] y, bool gradients)
    {
        var A = Generator();
        var h = new Vector<double>[x.Length + 1];
        var a = new Vector<double>[x.Length];
        h[0] = Vector<double>.Build.Dense(n);
        double loss = 0;
        for (int t = 0; t < x.Length; t++)
        {
            a[t] = (A * h[t] + U * x[t]).PointwiseTanh();
            h[t + 1] = h[t] + eps * a[t];
            loss += 0.5 * (h[t + 1] - y[t]).DotProduct(h[t + 1] - y[t]);
        }
        if (!gradients) return loss;

        var gradA = Matrix<double>.Build.Dense(n, n);
        GradU = Matrix<double>.Build.Dense(n, U.ColumnCount);
        var d = Vector<double>.Build.Dense(n);
        for (int t = x.Length - 1; t >= 0; t--)
        {
            d += h[t + 1] - y[t];
            var z = eps * d.PointwiseMultiply(1 - a[t].PointwiseMultiply(a[t]));
            //! sigma-missing: var z = eps * d;
            gradA += z.OuterProduct(h[t]);
            //! unexplained RNN0004|RNN0003: gradA += h[t].OuterProduct(z);
            GradU += z.OuterProduct(x[t]);
            d += A.TransposeThisAndMultiply(z);
            //! transposed RNN0001|RNN0004: d += A * z;
        }
        GradV = gradA - gradA.Transpose();
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new AntisymmetricRnn(2, 4);
        Numeric.Fill(seed, net.V, net.U);
        var xs = Array.ConvertAll(Numeric.Sequence(seed + 1, 5, 2), MathNet.Numerics.LinearAlgebra.Vector<double>.Build.DenseOfArray);
        var ys = Array.ConvertAll(Numeric.Sequence(seed + 2, 5, 4), MathNet.Numerics.LinearAlgebra.Vector<double>.Build.DenseOfArray);
        net.Fit(xs, ys, true);
        return (Numeric.Flatten(net.GradV, net.GradU), Numeric.Differences(() => net.Fit(xs, ys, false), net.V, net.U));
    }
}
