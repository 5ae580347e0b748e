//# matrix: Uc
//# style: GRU over mini-batches with MathNet: rows are samples, h' = x W + h U, W[from, to]; PointwiseSigmoid by Map; TransposeAndMultiply; arrays of matrices as caches
using System;
using MathNet.Numerics.LinearAlgebra;

public class GruModel
{
    static readonly MatrixBuilder<double> M = Matrix<double>.Build;

    public Matrix<double> Wu, Wr, Wc, Uu, Ur, Uc, V;
    public Matrix<double> dWu, dWr, dWc, dUu, dUr, dUc, dV;

    public GruModel(int nx, int nh, int ny)
    {
        Wu = M.Random(nx, nh, 10); Wr = M.Random(nx, nh, 11); Wc = M.Random(nx, nh, 12);
        Uu = M.Random(nh, nh, 13); Ur = M.Random(nh, nh, 14); Uc = M.Random(nh, nh, 15);
        V = M.Random(nh, ny, 16);
    }

    static Matrix<double> Sig(Matrix<double> a) => a.Map(v => 1.0 / (1.0 + Math.Exp(-v)));

    /// <summary>x[t] is batch × nx, y[t] is batch × ny. Returns the loss and leaves the gradients in dXx.</summary>
    public double FitBatch(Matrix<double>[] x, Matrix<double>[] y)
    {
        int T = x.Length, batch = x[0].RowCount, nh = Uu.RowCount;
        var h = new Matrix<double>[T + 1];
        Matrix<double>[] u = new Matrix<double>[T], r = new Matrix<double>[T], c = new Matrix<double>[T], e = new Matrix<double>[T];
        h[0] = M.Dense(batch, nh);
        double loss = 0;
        for (int t = 0; t < T; t++)
        {
            u[t] = Sig(x[t] * Wu + h[t] * Uu);
            r[t] = Sig(x[t] * Wr + h[t] * Ur);
            c[t] = (x[t] * Wc + r[t].PointwiseMultiply(h[t]) * Uc).PointwiseTanh();
            h[t + 1] = h[t] + u[t].PointwiseMultiply(c[t] - h[t]);
            e[t] = h[t + 1] * V - y[t];
            loss += 0.5 * e[t].PointwiseMultiply(e[t]).RowSums().Sum();
        }

        dWu = M.Dense(Wu.RowCount, nh); dWr = M.Dense(Wr.RowCount, nh); dWc = M.Dense(Wc.RowCount, nh);
        dUu = M.Dense(nh, nh); dUr = M.Dense(nh, nh); dUc = M.Dense(nh, nh);
        dV = M.Dense(nh, V.ColumnCount);
        var dh = M.Dense(batch, nh);
        for (int t = T - 1; t >= 0; t--)
        {
            dV += h[t + 1].TransposeThisAndMultiply(e[t]);
            dh += e[t].TransposeAndMultiply(V);
            var du = dh.PointwiseMultiply(c[t] - h[t]).PointwiseMultiply(u[t]).PointwiseMultiply(1 - u[t]);
            //! sigma-missing @Uu: var du = dh.PointwiseMultiply(c[t] - h[t]);
            var dc = dh.PointwiseMultiply(u[t]).PointwiseMultiply(1 - c[t].PointwiseMultiply(c[t]));
            //! sigma-missing-2: var dc = dh.PointwiseMultiply(u[t]);
            var drh = dc.TransposeAndMultiply(Uc);  //! transposed: var drh = dc * Uc;
            var dr = drh.PointwiseMultiply(h[t]).PointwiseMultiply(r[t]).PointwiseMultiply(1 - r[t]);
            dWu += x[t].Transpose() * du;
            dWr += x[t].Transpose() * dr;
            dWc += x[t].Transpose() * dc;
            dUu += h[t].Transpose() * du;
            dUr += h[t].Transpose() * dr;  //! reversed @Ur: dUr += dr.Transpose() * h[t];
            dUc += r[t].PointwiseMultiply(h[t]).Transpose() * dc;
            dh = dh - dh.PointwiseMultiply(u[t]) + drh.PointwiseMultiply(r[t])
            //! unexplained: dh = drh.PointwiseMultiply(r[t])
                + du.TransposeAndMultiply(Uu)  //! transposed-2 @Uu: + du * Uu
                + dr.TransposeAndMultiply(Ur);  //! transposed-3 @Ur: + dr * Ur;
        }
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new GruModel(2, 4, 2);
        object[] p = [net.Wu, net.Wr, net.Wc, net.Uu, net.Ur, net.Uc, net.V];
        Numeric.Fill(seed, p);
        MathNet.Numerics.LinearAlgebra.Matrix<double>[] Batches(int s) =>
            [.. Enumerable.Range(0, 4).Select(t => MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(Numeric.Table(s + 10 * t, 3, 2)))];
        var (xs, ys) = (Batches(seed + 1), Batches(seed + 2));
        net.FitBatch(xs, ys);
        return (Numeric.Flatten(net.dWu, net.dWr, net.dWc, net.dUu, net.dUr, net.dUc, net.dV), Numeric.Differences(() => net.FitBatch(xs, ys), p));
    }
}
