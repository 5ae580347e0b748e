//# matrix: w
//# style: Jacobian kept in the denominator layout throughout, D[k, j] = dx_j/dx_k = σ'(x_k) w[j, k]; product to the right; double[,]; right although it shows wᵀ
using System;

namespace OtherLayout
{
    public static class Dynamics
    {
        public static double[] Step(double[,] w, double[] u, double[] x)
        {
            var next = (double[])u.Clone();
            for (int j = 0; j < next.Length; j++)
                for (int k = 0; k < x.Length; k++)
                    next[j] += w[j, k] * Math.Tanh(x[k]);
            return next;
        }

        /// <summary>Row k holds the derivatives by x_k: diag(σ') wᵀ.</summary>
        public static double[,] Derivatives(double[,] w, double[] x)
        {
            int n = x.Length;
            var d = new double[n, n];
            for (int k = 0; k < n; k++)
                for (int j = 0; j < n; j++)
                    d[k, j] = (1 - Math.Pow(Math.Tanh(x[k]), 2)) * w[j, k];
                    //! transposed: d[k, j] = (1 - Math.Pow(Math.Tanh(x[k]), 2)) * w[k, j];
                    //! sigma-wrong RNN0002|RNN0001: d[k, j] = (1 - Math.Pow(Math.Tanh(x[j]), 2)) * w[j, k];
            return d;
        }

        /// <summary>∂x_T/∂x_0 in the same layout: the earliest factor stands on the left.</summary>
        public static double[,] Chain(double[,] w, double[][] u, double[] x)
        {
            int n = x.Length;
            var chain = new double[n, n];
            for (int i = 0; i < n; i++) chain[i, i] = 1;
            foreach (var input in u)
            {
                var d = Derivatives(w, x);
                var product = new double[n, n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++)
                            product[i, j] += chain[i, k] * d[k, j];
                chain = product;
                x = Step(w, input, x);
            }

            return chain;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var w = Numeric.Table(seed, 4, 4);
        var u = Numeric.Sequence(seed + 1, 4, 4);
        var x0 = Numeric.Vector(seed + 2, 4);
        double[] Run(double[] x) => u.Aggregate(x, (state, input) => OtherLayout.Dynamics.Step(w, input, state));
        var chain = OtherLayout.Dynamics.Chain(w, u, x0);
        var numerator = new double[4, 4];
        for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) numerator[j, i] = chain[i, j];
        return (Numeric.Flatten(numerator), Numeric.Jacobian(Run, x0));
    }
}
