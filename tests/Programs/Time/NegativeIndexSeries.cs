//# matrix: A
//# style: own Series class with an indexer that accepts -1; ValueTuple of arrays; mathematical one-letter names; double[,]; A[to, from]; tanh; for loop with two counters
using System;

namespace TimeSeries
{
    /// <summary>Vectors at the times -1, 0, 1, …</summary>
    public class Series
    {
        private readonly double[][] values;

        public Series(int length, int dimension)
        {
            values = new double[length + 1][];
            for (int t = 0; t <= length; t++) values[t] = new double[dimension];
        }

        public double this[int t, int i]
        {
            get => values[t + 1][i];
            set => values[t + 1][i] = value;
        }
    }

    public class StateSpaceModel
    {
        private readonly double[,] A, B;
        private readonly int n, m;

        public StateSpaceModel(double[,] a, double[,] b)
        {
            (A, B) = (a, b);
            (n, m) = (b.GetLength(0), b.GetLength(1));
        }

        public Series Simulate(double[,] u)
        {
            int T = u.GetLength(0);
            var s = new Series(T, n);
            for (int t = 0; t < T; t++)
            {
                for (int i = 0; i < n; i++)
                {
                    double v = 0;
                    for (int j = 0; j < n; j++) v += A[i, j] * s[t - 1, j];
                    for (int k = 0; k < m; k++) v += B[i, k] * u[t, k];
                    s[t, i] = Math.Tanh(v);
                }
            }
            return s;
        }

        /// <summary>J = ½ Σ_t |s_t - r_t|²</summary>
        public double Cost(double[,] u, double[,] r)
        {
            var s = Simulate(u);
            double J = 0;
            for (int t = 0; t < u.GetLength(0); t++)
                for (int i = 0; i < n; i++)
                    J += Math.Pow(s[t, i] - r[t, i], 2) / 2;
            return J;
        }

        /// <summary>∂J/∂A, ∂J/∂B and ∂J/∂u by the adjoint equation λ_t = s_t - r_t + Aᵀ diag(1 - s²_{t+1}) λ_{t+1}.</summary>
        public (double[,] dA, double[,] dB, double[,] du) Adjoint(double[,] u, double[,] r)
        {
            int T = u.GetLength(0);
            var s = Simulate(u);
            var lambda = new Series(T, n);
            double[,] dA = new double[n, n], dB = new double[n, m], du = new double[T, m];
            for (int t = T - 1; t >= 0; t--)
            {
                for (int i = 0; i < n; i++)
                {
                    double l = s[t, i] - r[t, i];
                    if (t + 1 < T)
                        for (int j = 0; j < n; j++)
                            l += A[j, i] * lambda[t + 1, j];  //! transposed: l += A[i, j] * lambda[t + 1, j];
                    lambda[t, i] = l * (1 - s[t, i] * s[t, i]);  //! sigma-missing: lambda[t, i] = l;
                }
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++) dA[i, j] += lambda[t, i] * s[t - 1, j];  //! reversed: for (int j = 0; j < n; j++) dA[i, j] += lambda[t, j] * s[t - 1, i];
                    for (int k = 0; k < m; k++)
                    {
                        dB[i, k] += lambda[t, i] * u[t, k];
                        du[t, k] += lambda[t, i] * B[i, k];
                    }
                }
            }
            return (dA, dB, du);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[,] a = Numeric.Table(seed, 4, 4), b = Numeric.Table(seed + 1, 4, 2), u = Numeric.Table(seed + 2, 5, 2), r = Numeric.Table(seed + 3, 5, 4);
        var model = new TimeSeries.StateSpaceModel(a, b);
        var (da, db, du) = model.Adjoint(u, r);
        return (Numeric.Flatten(da, db, du), Numeric.Differences(() => model.Cost(u, r), a, b, u));
    }
}
