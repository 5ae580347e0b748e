//# expect: silent
//# style: softmax regression with momentum over epochs of a sequence of samples walked backwards; velocity is carried from step to step, no hidden state
using System;

namespace Classification
{
    public class SoftmaxRegression
    {
        private readonly double[,] w, velocity;
        private readonly int classes, features;

        public SoftmaxRegression(int classes, int features)
        {
            this.classes = classes;
            this.features = features;
            w = new double[classes, features];
            velocity = new double[classes, features];
        }

        public double[] Predict(double[] x)
        {
            var p = new double[classes];
            double total = 0;
            for (int c = 0; c < classes; c++)
            {
                double z = 0;
                for (int i = 0; i < features; i++) z += w[c, i] * x[i];
                total += p[c] = Math.Exp(z);
            }
            for (int c = 0; c < classes; c++) p[c] /= total;
            return p;
        }

        public double Fit(double[][] x, int[] y, int epochs, double rate, double momentum)
        {
            double loss = 0;
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                loss = 0;
                for (int s = x.Length - 1; s >= 0; s--)
                {
                    var p = Predict(x[s]);
                    loss -= Math.Log(p[y[s]]);
                    p[y[s]] -= 1;
                    for (int c = 0; c < classes; c++)
                        for (int i = 0; i < features; i++)
                        {
                            velocity[c, i] = momentum * velocity[c, i] - rate * p[c] * x[s][i];
                            w[c, i] += velocity[c, i];
                        }
                }
            }
            return loss / x.Length;
        }
    }
}
