//# expect: silent
//# style: one-dimensional convolution layer over a sequence with back-propagation to kernel and input; time index, but no state
using System;

namespace Convolutions
{
    public class Conv1D
    {
        public readonly double[,,] kernel;   // [to, from, offset]
        public double[,,] gradient;
        private readonly int channels, width;
        private double[][] input = Array.Empty<double[]>(), output = Array.Empty<double[]>();

        public Conv1D(int channels, int width, int seed)
        {
            this.channels = channels;
            this.width = width;
            kernel = new double[channels, channels, width];
            gradient = new double[channels, channels, width];
            var random = new Random(seed);
            for (int i = 0; i < channels; i++)
                for (int j = 0; j < channels; j++)
                    for (int k = 0; k < width; k++)
                        kernel[i, j, k] = random.NextDouble() - 0.5;
        }

        public double[][] Forward(double[][] x)
        {
            input = x;
            output = new double[x.Length - width + 1][];
            for (int t = 0; t < output.Length; t++)
            {
                output[t] = new double[channels];
                for (int i = 0; i < channels; i++)
                {
                    double z = 0;
                    for (int j = 0; j < channels; j++)
                        for (int k = 0; k < width; k++)
                            z += kernel[i, j, k] * x[t + k][j];
                    output[t][i] = Math.Tanh(z);
                }
            }
            return output;
        }

        public double[][] Backward(double[][] dOutput)
        {
            gradient = new double[channels, channels, width];
            var dInput = Array.ConvertAll(input, v => new double[v.Length]);
            for (int t = output.Length - 1; t >= 0; t--)
            {
                for (int i = 0; i < channels; i++)
                {
                    double dz = dOutput[t][i] * (1 - output[t][i] * output[t][i]);
                    for (int j = 0; j < channels; j++)
                    {
                        for (int k = 0; k < width; k++)
                        {
                            gradient[i, j, k] += dz * input[t + k][j];
                            dInput[t + k][j] += kernel[i, j, k] * dz;
                        }
                    }
                }
            }
            return dInput;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Convolutions.Conv1D(3, 2, seed);
        var x = Numeric.Sequence(seed, 5, 3);
        var up = Numeric.Sequence(seed + 1, 4, 3);
        net.Forward(x);
        var dx = net.Backward(up);
        return (Numeric.Flatten(net.gradient, dx), Numeric.Differences(() => Numeric.Dot(up, net.Forward(x)), net.kernel, x));
    }
}
