//# expect: silent
//# style: autoencoder with tied weights (encoder W, decoder Wᵀ); the same matrix both ways in the forward pass; back-propagation; no time
using System;

namespace Encoding
{
    public class TiedAutoencoder
    {
        public readonly double[,] W;
        public double[,] Grad;
        private readonly int inputs, codes;
        private double[] code = Array.Empty<double>(), output = Array.Empty<double>();

        public TiedAutoencoder(int inputs, int codes, Random rng)
        {
            this.inputs = inputs;
            this.codes = codes;
            W = new double[codes, inputs];
            Grad = new double[codes, inputs];
            for (int i = 0; i < codes; i++)
                for (int j = 0; j < inputs; j++)
                    W[i, j] = rng.NextDouble() - 0.5;
        }

        public double Forward(double[] x)
        {
            code = new double[codes];
            output = new double[inputs];
            for (int i = 0; i < codes; i++)
            {
                for (int j = 0; j < inputs; j++) code[i] += W[i, j] * x[j];
                code[i] = Math.Tanh(code[i]);
            }
            double loss = 0;
            for (int j = 0; j < inputs; j++)
            {
                for (int i = 0; i < codes; i++) output[j] += W[i, j] * code[i];
                loss += 0.5 * (output[j] - x[j]) * (output[j] - x[j]);
            }
            return loss;
        }

        public void Backward(double[] x)
        {
            Grad = new double[codes, inputs];
            double[] d = new double[codes];
            for (int i = 0; i < codes; i++)
            {
                for (int j = 0; j < inputs; j++)
                {
                    Grad[i, j] += (output[j] - x[j]) * code[i];
                    d[i] += W[i, j] * (output[j] - x[j]);
                }
                d[i] *= 1 - code[i] * code[i];
                for (int j = 0; j < inputs; j++) Grad[i, j] += d[i] * x[j];
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Encoding.TiedAutoencoder(4, 4, new Random(seed));
        var x = Numeric.Vector(seed, 4);
        net.Forward(x);
        net.Backward(x);
        return (Numeric.Flatten(net.Grad), Numeric.Differences(() => net.Forward(x), net.W));
    }
}
