//# matrix: W
//# expect: RNN0005
//# style: MathNet; only a norm of the transposed matrix is used, as a bound on the Jacobian: harmless
using System;
using MathNet.Numerics.LinearAlgebra;

namespace Bounds
{
    public class GradientBound
    {
        private readonly Matrix<double> W;

        public GradientBound(Matrix<double> w)
        {
            W = w;
        }

        public Vector<double> Step(Vector<double> x, Vector<double> u)
        {
            return W * x.Map(Math.Tanh) + u;
        }

        /// <summary>‖∂x_t/∂x_{t-1}‖ ≤ ‖Wᵀ‖ ‖diag(σ')‖, and σ' ≤ 1 for tanh.</summary>
        public double Bound()
        {
            return W.Transpose().L2Norm();  //! expected
        }
    }
}

//--- harness
static class Harness
{
    // The bound is the same number with W itself.
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var w = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(Numeric.Table(seed, 4, 4));
        return ([new Bounds.GradientBound(w).Bound()], [w.L2Norm()]);
    }
}
