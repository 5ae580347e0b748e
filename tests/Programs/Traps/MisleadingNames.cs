//# matrix: kernel
//# style: names that say the opposite: MultiplyTransposed is the plain product, Multiply the transposed one; states called gradients; flat arrays; W[from * n + to]; tanh
using System;

namespace Misleading
{
    public class Rnn
    {
        private readonly int n;
        private readonly double[] kernel;
        private readonly double[] kernelDerivative;

        public Rnn(int n)
        {
            this.n = n;
            kernel = new double[n * n];
            kernelDerivative = new double[n * n];
            var random = new Random(0);
            for (int i = 0; i < kernel.Length; i++) kernel[i] = random.NextDouble() - 0.5;
        }

        // out[j] = sum_i v[i] m[i, j]
        private double[] Multiply(double[] m, double[] v)
        {
            double[] r = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    r[j] += v[i] * m[i * n + j];
            return r;
        }

        // out[i] = sum_j m[i, j] v[j]
        private double[] MultiplyTransposed(double[] m, double[] v)
        {
            double[] r = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    r[i] += m[i * n + j] * v[j];
            return r;
        }

        public double[][] Transposed(double[][] x)
        {
            double[][] gradients = new double[x.Length + 1][];
            gradients[0] = new double[n];
            for (int t = 0; t < x.Length; t++)
            {
                double[] z = Multiply(kernel, gradients[t]);
                for (int i = 0; i < n; i++) z[i] = Math.Tanh(z[i] + x[t][i]);
                gradients[t + 1] = z;
            }
            return gradients;
        }

        public void Forward(double[][] gradients, double[] state)
        {
            for (int t = gradients.Length - 1; t > 0; t--)
            {
                double[] z = new double[n];
                for (int i = 0; i < n; i++) z[i] = state[i] * (1 - gradients[t][i] * gradients[t][i]);  //! sigma-missing: for (int i = 0; i < n; i++) z[i] = state[i];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        kernelDerivative[i * n + j] += gradients[t - 1][i] * z[j];  //! reversed: kernelDerivative[i * n + j] += gradients[t - 1][j] * z[i];
                state = MultiplyTransposed(kernel, z);  //! transposed: state = Multiply(kernel, z);
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Misleading.Rnn(4);
        var p = Numeric.Fields(net, "kernel");
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var up = Numeric.Vector(seed + 2, 4);
        net.Forward(net.Transposed(xs), up);
        return (Numeric.Flatten(Numeric.Fields(net, "kernelDerivative")), Numeric.Differences(() => Numeric.Dot(up, net.Transposed(xs)[5]), p));
    }
}
