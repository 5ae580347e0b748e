using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace RnnLint.Probing;

/// <summary>The measure by which an implemented matrix M is compared with an exact one J.</summary>
internal static class RelativeError
{
    // Left to itself the library asks the environment for a native provider, and every machine would round in its own way.
    static RelativeError() => Control.UseManaged();

    /// <summary>A matrix of zeros to fill.</summary>
    public static Matrix<double> Matrix(int rows, int columns) => Matrix<double>.Build.Dense(rows, columns);

    /// <summary>‖M−J‖/‖J‖ in Frobenius norms; NaN where J vanishes.</summary>
    public static double Of(Matrix<double> implemented, Matrix<double> exact)
    {
        var norm = exact.FrobeniusNorm();
        return norm > 0 ? (implemented - exact).FrobeniusNorm() / norm : double.NaN;
    }
}
