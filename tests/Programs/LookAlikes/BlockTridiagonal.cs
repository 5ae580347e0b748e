//# expect: silent
//# style: block tridiagonal solver: the same coupling block in the forward elimination and transposed in the backward substitution, loops over blocks both ways
using System;
using MathNet.Numerics.LinearAlgebra;

namespace LinearSolvers;

public sealed class BlockTridiagonalSolver(Matrix<double> diagonal, Matrix<double> coupling)
{
    public Vector<double>[] Solve(Vector<double>[] rhs)
    {
        int count = rhs.Length;
        var schur = new Matrix<double>[count];
        var y = new Vector<double>[count];
        schur[0] = diagonal;
        y[0] = rhs[0];
        for (int k = 1; k < count; k++)
        {
            var factor = coupling * schur[k - 1].Inverse();
            schur[k] = diagonal - factor * coupling.Transpose();
            y[k] = rhs[k] - factor * y[k - 1];
        }
        var x = new Vector<double>[count];
        x[count - 1] = schur[count - 1].Solve(y[count - 1]);
        for (int k = count - 2; k >= 0; k--)
            x[k] = schur[k].Solve(y[k] - coupling.TransposeThisAndMultiply(x[k + 1]));
        return x;
    }

    public double Residual(Vector<double>[] x, Vector<double>[] rhs)
    {
        double worst = 0;
        for (int k = 0; k < x.Length; k++)
        {
            var r = rhs[k] - diagonal * x[k];
            if (k > 0) r -= coupling * x[k - 1];
            if (k < x.Length - 1) r -= coupling.TransposeThisAndMultiply(x[k + 1]);
            worst = Math.Max(worst, r.L2Norm());
        }
        return worst;
    }
}
