//# matrix: R
//# style: Fortran habits: column-major flat arrays with leading dimensions; Gemv and Ger with trans flags, alpha, beta, increments, like BLAS; elu; R(to, from); batch of one; file per class
//--- Blas.cs
namespace Legacy
{
    public enum Trans { No, Yes }

    public static class Blas
    {
        // y := alpha op(A) x + beta y, A is m by n, column-major, leading dimension lda
        public static void Gemv(Trans trans, int m, int n, double alpha, double[] a, int lda, double[] x, int x0, int incx, double beta, double[] y, int y0, int incy)
        {
            int leny = trans == Trans.No ? m : n;
            if (beta != 1.0)
                for (int i = 0; i < leny; i++)
                    y[y0 + i * incy] = beta == 0.0 ? 0.0 : beta * y[y0 + i * incy];
            if (trans == Trans.No)
            {
                for (int j = 0; j < n; j++)
                {
                    double temp = alpha * x[x0 + j * incx];
                    for (int i = 0; i < m; i++) y[y0 + i * incy] += temp * a[i + j * lda];
                }
            }
            else
            {
                for (int j = 0; j < n; j++)
                {
                    double temp = 0;
                    for (int i = 0; i < m; i++) temp += a[i + j * lda] * x[x0 + i * incx];
                    y[y0 + j * incy] += alpha * temp;
                }
            }
        }

        // A := alpha x yT + A
        public static void Ger(int m, int n, double alpha, double[] x, int x0, double[] y, int y0, double[] a, int lda)
        {
            for (int j = 0; j < n; j++)
                for (int i = 0; i < m; i++)
                    a[i + j * lda] += alpha * x[x0 + i] * y[y0 + j];
        }
    }
}
//--- RecurrentModel.cs
using System;

namespace Legacy
{
    public class RecurrentModel
    {
        public readonly int N, M;
        public double[] R, V, GR, GV;

        public RecurrentModel(int m, int n)
        {
            M = m; N = n;
            R = new double[n * n]; V = new double[n * m];
            GR = new double[n * n]; GV = new double[n * m];
        }

        // x: M by steps, column-major; y: N; returns the loss and leaves the gradient in GR, GV
        public double Evaluate(double[] x, int steps, double[] y)
        {
            double[] s = new double[N * (steps + 1)], z = new double[N * steps];
            for (int t = 0; t < steps; t++)
            {
                Blas.Gemv(Trans.No, N, M, 1.0, V, N, x, t * M, 1, 0.0, z, t * N, 1);
                Blas.Gemv(Trans.No, N, N, 1.0, R, N, s, t * N, 1, 1.0, z, t * N, 1);
                for (int i = 0; i < N; i++)
                    s[(t + 1) * N + i] = z[t * N + i] > 0 ? z[t * N + i] : Math.Exp(z[t * N + i]) - 1;
            }
            Array.Clear(GR, 0, GR.Length);
            Array.Clear(GV, 0, GV.Length);
            double loss = 0;
            double[] g = new double[N], d = new double[N];
            for (int i = 0; i < N; i++)
            {
                g[i] = s[steps * N + i] - y[i];
                loss += g[i] * g[i] / 2;
            }
            for (int t = steps - 1; t >= 0; t--)
            {
                for (int i = 0; i < N; i++)
                    d[i] = z[t * N + i] > 0 ? g[i] : g[i] * (s[(t + 1) * N + i] + 1);
                    //! sigma-missing: d[i] = g[i];
                    //! sigma-wrong-step: d[i] = z[t * N + i] > 0 ? g[i] : g[i] * (s[t * N + i] + 1);
                Blas.Ger(N, N, 1.0, d, 0, s, t * N, GR, N);  //! reversed: Blas.Ger(N, N, 1.0, s, t * N, d, 0, GR, N);
                Blas.Ger(N, M, 1.0, d, 0, x, t * M, GV, N);
                Blas.Gemv(Trans.Yes, N, N, 1.0, R, N, d, 0, 1, 0.0, g, 0, 1);
                //! transposed: Blas.Gemv(Trans.No, N, N, 1.0, R, N, d, 0, 1, 0.0, g, 0, 1);
                //! unexplained: Blas.Gemv(Trans.Yes, N, N, 1.0, R, N, d, 0, 1, 1.0, g, 0, 1);
                //! truncated: Array.Clear(g, 0, N);
            }
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Legacy.RecurrentModel(2, 4);
        Numeric.Fill(seed, net.R, net.V);
        double[] xs = Numeric.Vector(seed + 1, 10), y = Numeric.Vector(seed + 2, 4);
        net.Evaluate(xs, 5, y);
        return (Numeric.Flatten(net.GR, net.GV), Numeric.Differences(() => net.Evaluate(xs, 5, y), net.R, net.V));
    }
}
