//# expect: silent
//# style: vector autoregression fitted by one-step-ahead gradient descent: one matrix over time, each error stays in its own step; impulse responses by repeated products
using System;

namespace Econometrics
{
    public class Var1
    {
        public readonly double[,] A;
        private readonly int n;

        public Var1(int n)
        {
            this.n = n;
            A = new double[n, n];
        }

        private double[] Step(double[] x)
        {
            var y = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) y[i] += A[i, j] * x[j];
            return y;
        }

        public double Fit(double[][] series, int epochs, double rate)
        {
            double loss = 0;
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                var gradient = new double[n, n];
                loss = 0;
                for (int t = series.Length - 1; t > 0; t--)
                {
                    var p = Step(series[t - 1]);
                    for (int i = 0; i < n; i++)
                    {
                        double e = p[i] - series[t][i];
                        loss += e * e / 2;
                        for (int j = 0; j < n; j++) gradient[i, j] += e * series[t - 1][j];
                    }
                }
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++) A[i, j] -= rate * gradient[i, j] / series.Length;
            }
            return loss;
        }

        public double[][] ImpulseResponse(int shock, int horizon)
        {
            var response = new double[horizon][];
            var x = new double[n];
            x[shock] = 1;
            for (int t = 0; t < horizon; t++)
            {
                response[t] = x;
                x = Step(x);
            }
            return response;
        }
    }
}
