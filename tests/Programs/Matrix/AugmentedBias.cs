//# matrix: A
//# style: MATLAB port by a student: weights and bias in one matrix [b | W], state vector with a leading one; double[,]; softplus; comments kept from the .m file; everything in one static function with ref results
using System;

public class rnn_train
{
    // [J, dA, dU] = rnn_train(A, U, X, Y)
    // A is n x (n+1), first column is the bias; U is n x m, no bias
    public static double run(double[,] A, double[,] U, double[,] X, double[,] Y, out double[,] dA, out double[,] dU)
    {
        int n = A.GetLength(0), m = U.GetLength(1), T = X.GetLength(0);
        double[,] H = new double[T + 1, n + 1];    // H(:,1) = 1
        double[,] Z = new double[T + 1, n];
        for (int t = 0; t <= T; t++) H[t, 0] = 1;
        double J = 0;

        // forward
        for (int t = 1; t <= T; t++)
        {
            // Z(t,:) = A * H(t-1,:)' + U * X(t,:)'
            for (int i = 0; i < n; i++)
            {
                double z = 0;
                for (int j = 0; j <= n; j++) z = z + A[i, j] * H[t - 1, j];
                for (int k = 0; k < m; k++) z = z + U[i, k] * X[t - 1, k];
                Z[t, i] = z;
                H[t, i + 1] = softplus(z);
            }
            for (int i = 0; i < n; i++)
                J = J + (H[t, i + 1] - Y[t - 1, i]) * (H[t, i + 1] - Y[t - 1, i]) / 2;
        }

        // backward
        dA = new double[n, n + 1];
        dU = new double[n, m];
        double[] carry = new double[n];
        for (int t = T; t >= 1; t--)
        {
            double[] delta = new double[n];
            for (int i = 0; i < n; i++)
            {
                double e = H[t, i + 1] - Y[t - 1, i] + carry[i];
                delta[i] = e * sigmoid(Z[t, i]);
                //! sigma-missing: delta[i] = e;
                //! sigma-wrong-step: delta[i] = e * sigmoid(Z[t - 1, i]);
                //! sigma-wrong: delta[i] = e * softplus(Z[t, i]);
            }
            // dA = dA + delta * H(t-1,:)
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j <= n; j++) dA[i, j] += delta[i] * H[t - 1, j];
                for (int k = 0; k < m; k++) dU[i, k] += delta[i] * X[t - 1, k];
            }
            // carry = A(:,2:end)' * delta
            for (int j = 0; j < n; j++)
            {
                carry[j] = 0;
                for (int i = 0; i < n; i++) carry[j] += A[i, j + 1] * delta[i];
                //! transposed: for (int i = 0; i < n; i++) carry[j] += A[j, i + 1] * delta[i];
                //! unexplained: for (int i = 0; i < n; i++) carry[j] += A[i, j] * delta[i];
                //! truncated:
            }
        }
        return J;
    }

    static double softplus(double z) { return Math.Log(1 + Math.Exp(z)); }

    static double sigmoid(double z) { return 1 / (1 + Math.Exp(-z)); }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[,] a = Numeric.Table(seed, 4, 5), u = Numeric.Table(seed + 1, 4, 2), x = Numeric.Table(seed + 2, 5, 2), y = Numeric.Table(seed + 3, 5, 4);
        Numeric.Mirror(4, (i, j) => a[i, j + 1], (i, j, v) => a[i, j + 1] = v);
        rnn_train.run(a, u, x, y, out var da, out var du);
        return (Numeric.Flatten(da, du), Numeric.Differences(() => rnn_train.run(a, u, x, y, out _, out _), a, u));
    }
}
