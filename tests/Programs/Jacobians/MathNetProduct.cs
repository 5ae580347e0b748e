//# matrix: wRec
//# style: product of Jacobians back in time with MathNet; diagonal matrix; pre-activation form; sigmoid
using System;
using System.Collections.Generic;
using MathNet.Numerics.LinearAlgebra;

namespace VanishingGradients;

public class JacobianProduct(Matrix<double> wRec, Vector<double> b)
{
    public List<Vector<double>> Unroll(Vector<double> x0, int steps)
    {
        var xs = new List<Vector<double>> { x0 };
        for (int t = 1; t <= steps; t++)
            xs.Add(wRec * xs[t - 1].Map(Sigma) + b);
        return xs;
    }

    /// <summary>∂x_t/∂x_k as the product of the one-step Jacobians, latest first.</summary>
    public Matrix<double> Between(List<Vector<double>> xs, int t, int k)
    {
        var product = Matrix<double>.Build.DenseIdentity(b.Count);
        for (int i = t; i > k; i--)
        {
            var slope = Matrix<double>.Build.DenseOfDiagonalVector(xs[i - 1].Map(SigmaPrime));
            //! sigma-wrong-step: var slope = Matrix<double>.Build.DenseOfDiagonalVector(xs[i].Map(SigmaPrime));
            product = product * wRec * slope;
            //! transposed: product = product * wRec.Transpose() * slope;
            //! sigma-missing: product = product * wRec;
        }

        return product;
    }

    private static double Sigma(double x) => 1 / (1 + Math.Exp(-x));

    private static double SigmaPrime(double x) => Sigma(x) * (1 - Sigma(x));
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var w = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(Numeric.Table(seed, 4, 4));
        var vectors = MathNet.Numerics.LinearAlgebra.Vector<double>.Build;
        var net = new VanishingGradients.JacobianProduct(w, vectors.DenseOfArray(Numeric.Vector(seed + 1, 4)));
        var x0 = Numeric.Vector(seed + 2, 4);
        var xs = net.Unroll(vectors.DenseOfArray(x0), 4);
        return (Numeric.Flatten(net.Between(xs, 4, 0)), Numeric.Jacobian(x => net.Unroll(vectors.DenseOfArray(x), 4)[4].ToArray(), x0));
    }
}
