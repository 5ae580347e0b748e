//# expect: silent
//# style: multivariate linear regression by gradient descent; the weight matrix changes over the iterations, which are not time steps of a network
using System;

namespace Regression
{
    public class LinearModel
    {
        private double[,] w;
        private readonly int n;

        public LinearModel(int n)
        {
            this.n = n;
            w = new double[n, n];
        }

        public double Fit(double[][] x, double[][] y, int epochs, double rate)
        {
            double loss = 0;
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                double[,] gradient = new double[n, n];
                loss = 0;
                for (int s = 0; s < x.Length; s++)
                {
                    double[] p = Predict(x[s]);
                    for (int i = 0; i < n; i++)
                    {
                        double e = p[i] - y[s][i];
                        loss += e * e;
                        for (int j = 0; j < n; j++) gradient[i, j] += 2 * e * x[s][j];
                    }
                }
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        w[i, j] -= rate * gradient[i, j];
            }
            return loss;
        }

        public double[] Predict(double[] x)
        {
            double[] y = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    y[i] += w[i, j] * x[j];
            return y;
        }
    }
}
