//# matrix: kernel
//# style: the units slide over the input and have its weights in common, which stand in one array with the recurrent matrix; vector state; single class
using System;

public class SlidingRnn
{
    readonly int inputs, units;
    double[] kernel;
    public double[] Gradient;
    double[][] read, states;

    public SlidingRnn(int inputs, int units)
    {
        this.inputs = inputs;
        this.units = units;
        var random = new Random(4);
        kernel = new double[inputs + units - 1 + units * units];
        for (int i = 0; i < kernel.Length; i++)
            kernel[i] = random.NextDouble() - 0.5;
    }

    int At(int to, int from) => inputs + units - 1 + to * units + from;

    public double[][] Forward(double[][] xs)
    {
        read = xs;
        states = new double[xs.Length + 1][];
        states[0] = new double[units];
        for (int t = 0; t < xs.Length; t++)
        {
            states[t + 1] = new double[units];
            for (int j = 0; j < units; j++)
            {
                double sum = 0;
                for (int i = 0; i < inputs; i++)
                    sum += kernel[j + i] * xs[t][i];
                for (int k = 0; k < units; k++)
                    sum += kernel[At(j, k)] * states[t][k];
                states[t + 1][j] = Math.Tanh(sum);
            }
        }
        return states;
    }

    public void Backward(double[][] errors)
    {
        Gradient = new double[kernel.Length];
        var back = new double[units];
        for (int t = errors.Length - 1; t >= 0; t--)
        {
            var delta = new double[units];
            for (int j = 0; j < units; j++)
            {
                double h = states[t + 1][j];
                delta[j] = (errors[t][j] + back[j]) * (1 - h * h);  //! sigma-missing: delta[j] = errors[t][j] + back[j];
                for (int i = 0; i < inputs; i++)
                    Gradient[j + i] += delta[j] * read[t][i];
            }
            back = new double[units];
            for (int j = 0; j < units; j++)
            {
                for (int k = 0; k < units; k++)
                {
                    Gradient[At(j, k)] += delta[j] * states[t][k];  //! reversed: Gradient[At(k, j)] += delta[j] * states[t][k];
                    back[k] += kernel[At(j, k)] * delta[j];  //! transposed: back[k] += kernel[At(k, j)] * delta[j];
                }
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new SlidingRnn(2, 3);
        var kernel = Numeric.Field<double[]>(net, "kernel");
        Numeric.Fill(seed, kernel);
        Numeric.Mirror(3, (i, j) => kernel[4 + i * 3 + j], (i, j, v) => kernel[4 + i * 3 + j] = v);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var errors = Numeric.Sequence(seed + 2, 5, 3);
        net.Forward(xs);
        net.Backward(errors);
        return (net.Gradient, Numeric.Differences(() => Numeric.Dot(errors, net.Forward(xs)[1..]), kernel));
    }
}
