//# matrix: weights
//# style: vector-Jacobian product back to the initial state, no weight gradient at all; jagged; W[to][from]; sensitivity of the loss to h_0
using System;

namespace Sensitivity
{
    public static class InitialStateSensitivity
    {
        public static double[][] Run(double[][] weights, double[] start, int steps)
        {
            double[][] h = new double[steps + 1][];
            h[0] = start;
            for (int t = 1; t <= steps; t++)
            {
                h[t] = new double[start.Length];
                for (int i = 0; i < start.Length; i++)
                {
                    double z = 0;
                    for (int j = 0; j < start.Length; j++) z += weights[i][j] * h[t - 1][j];
                    h[t][i] = Math.Tanh(z);
                }
            }
            return h;
        }

        // derivative of dLast · h_T by h_0
        public static double[] PullBack(double[][] weights, double[][] h, double[] dLast)
        {
            int n = dLast.Length;
            double[] adjoint = (double[])dLast.Clone();
            for (int t = h.Length - 1; t > 0; t--)
            {
                double[] before = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double local = adjoint[i] * (1 - h[t][i] * h[t][i]);
                    //! sigma-missing: double local = adjoint[i];
                    //! sigma-wrong-step: double local = adjoint[i] * (1 - h[t - 1][i] * h[t - 1][i]);
                    for (int j = 0; j < n; j++)
                        before[j] += weights[i][j] * local;  //! transposed: before[j] += weights[j][i] * local;
                }
                adjoint = before;
            }
            return adjoint;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var w = Numeric.Sequence(seed, 4, 4);
        var h0 = Numeric.Vector(seed + 1, 4);
        var up = Numeric.Vector(seed + 2, 4);
        var g = Sensitivity.InitialStateSensitivity.PullBack(w, Sensitivity.InitialStateSensitivity.Run(w, h0, 5), up);
        return (g, Numeric.Differences(() => Numeric.Dot(up, Sensitivity.InitialStateSensitivity.Run(w, h0, 5)[5]), h0));
    }
}
