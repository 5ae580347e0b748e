//# matrix: weights
//# style: unsafe; fixed; pointers; flat W[from * n + to]; ReLU; bias; mean squared error
using System;

public unsafe class PointerRnn
{
    private readonly int n;
    public readonly double[] weights, bias;
    public readonly double[] weightGrad, biasGrad;

    public PointerRnn(int n, int seed)
    {
        this.n = n;
        weights = new double[n * n];
        bias = new double[n];
        weightGrad = new double[n * n];
        biasGrad = new double[n];
        Random r = new Random(seed);
        for (int i = 0; i < weights.Length; i++) weights[i] = r.NextDouble() - 0.3;
    }

    // states holds (steps + 1) * n values, the first n of them given; input steps * n.
    public void Forward(double[] states, double[] input, int steps)
    {
        fixed (double* w = weights, b = bias, h = states, x = input)
        {
            for (int t = 0; t < steps; t++)
            {
                double* from = h + t * n;
                double* to = from + n;
                for (int i = 0; i < n; i++)
                {
                    double z = b[i] + x[t * n + i];
                    for (int j = 0; j < n; j++) z += from[j] * w[j * n + i];
                    to[i] = z > 0 ? z : 0;
                }
            }
        }
    }

    public double Loss(double[] states, double[] goal, int steps)
    {
        double loss = 0;
        for (int k = 0; k < steps * n; k++)
            loss += (states[n + k] - goal[k]) * (states[n + k] - goal[k]);
        return loss / n;
    }

    public void Backward(double[] states, double[] goal, int steps)
    {
        Array.Clear(weightGrad, 0, weightGrad.Length);
        Array.Clear(biasGrad, 0, biasGrad.Length);
        double* delta = stackalloc double[n];
        double* next = stackalloc double[n];
        for (int i = 0; i < n; i++) next[i] = 0;
        fixed (double* w = weights, h = states, dw = weightGrad, db = biasGrad)
        {
            for (int t = steps; t > 0; t--)
            {
                double* now = h + t * n;
                double* before = now - n;
                for (int i = 0; i < n; i++)
                {
                    double g = 2 * (now[i] - goal[(t - 1) * n + i]) / n + next[i];
                    delta[i] = now[i] > 0 ? g : 0;
                    //! sigma-missing: delta[i] = g;
                    //! sigma-wrong-step: delta[i] = before[i] > 0 ? g : 0;
                    db[i] += delta[i];
                }
                for (int j = 0; j < n; j++)
                {
                    double s = 0;
                    for (int i = 0; i < n; i++)
                    {
                        s += w[j * n + i] * delta[i];  //! transposed: s += w[i * n + j] * delta[i];
                        dw[j * n + i] += before[j] * delta[i];  //! reversed: dw[i * n + j] += before[j] * delta[i];
                    }
                    next[j] = s;
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
        var net = new PointerRnn(4, seed);
        object[] p = [net.weights, net.bias];
        Numeric.Fill(seed, p);
        var input = Numeric.Vector(seed + 1, 20);
        var goal = Numeric.Vector(seed + 2, 20);
        var h = new double[24];
        double Loss() { net.Forward(h, input, 5); return net.Loss(h, goal, 5); }
        Loss();
        net.Backward(h, goal, 5);
        return (Numeric.Flatten(net.weightGrad, net.biasGrad), Numeric.Differences(Loss, p));
    }
}
