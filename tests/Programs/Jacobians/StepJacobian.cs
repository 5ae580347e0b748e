//# matrix: w
//# style: explicit Jacobian of one step as double[,]; pre-activation form; tanh; static
using System;

namespace JacobianDemo
{
    static class StepMap
    {
        public static double[] Step(double[,] w, double[] b, double[] x)
        {
            int n = x.Length;
            double[] y = new double[n];
            for (int j = 0; j < n; j++)
            {
                double s = b[j];
                for (int k = 0; k < n; k++)
                    s += w[j, k] * Math.Tanh(x[k]);
                y[j] = s;
            }
            return y;
        }

        // J[j, k] = d y_j / d x_k
        public static double[,] Jacobian(double[,] w, double[] x)
        {
            int n = x.Length;
            double[,] J = new double[n, n];
            for (int k = 0; k < n; k++)
            {
                double a = Math.Tanh(x[k]);
                double slope = 1 - a * a;
                for (int j = 0; j < n; j++)
                    J[j, k] = w[j, k] * slope;
                    //! transposed: J[j, k] = w[k, j] * slope;
                    //! sigma-missing: J[j, k] = w[j, k];
            }
            return J;
        }
    }

    class Trajectory
    {
        // Sensitivity of the state after all steps to the first one.
        public static double[,] Sensitivity(double[,] w, double[] b, double[] x0, int steps)
        {
            int n = x0.Length;
            double[,] P = new double[n, n];
            for (int i = 0; i < n; i++) P[i, i] = 1;
            double[] x = x0;
            for (int t = 0; t < steps; t++)
            {
                double[,] J = StepMap.Jacobian(w, x);
                double[,] next = new double[n, n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++)
                            next[i, j] += J[i, k] * P[k, j];
                P = next;
                x = StepMap.Step(w, b, x);
            }
            return P;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var w = Numeric.Table(seed, 4, 4);
        var b = Numeric.Vector(seed + 1, 4);
        var x0 = Numeric.Vector(seed + 2, 4);
        double[] Run(double[] x)
        {
            for (int t = 0; t < 4; t++) x = JacobianDemo.StepMap.Step(w, b, x);
            return x;
        }
        return (Numeric.Flatten(JacobianDemo.Trajectory.Sensitivity(w, b, x0, 4)), Numeric.Jacobian(Run, x0));
    }
}
