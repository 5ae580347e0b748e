//# matrix: W
//# style: one matrix for the concatenated [h; x; 1]; double[,]; Array.Copy; tanh; W[to, from]; fields; cross-entropy with one logistic output
using System;

public class ConcatRnn
{
    readonly int hidden, inputs;
    public double[,] W;      // hidden x (hidden + inputs + 1)
    public double[] v;       // read-out
    public double[,] gradW;
    public double[] gradV;
    double[][] joined;       // [h_{t-1}; x_t; 1]
    double[][] h;

    public ConcatRnn(int inputs, int hidden, Random rng)
    {
        this.inputs = inputs;
        this.hidden = hidden;
        W = new double[hidden, hidden + inputs + 1];
        v = new double[hidden];
        for (int i = 0; i < hidden; i++)
        {
            v[i] = rng.NextDouble() - 0.5;
            for (int j = 0; j < W.GetLength(1); j++) W[i, j] = rng.NextDouble() - 0.5;
        }
        gradW = new double[hidden, hidden + inputs + 1];
        gradV = new double[hidden];
    }

    public double Forward(double[][] xs)
    {
        joined = new double[xs.Length][];
        h = new double[xs.Length][];
        double[] state = new double[hidden];
        for (int t = 0; t < xs.Length; t++)
        {
            double[] j = new double[hidden + inputs + 1];
            Array.Copy(state, 0, j, 0, hidden);
            Array.Copy(xs[t], 0, j, hidden, inputs);
            j[hidden + inputs] = 1;
            joined[t] = j;
            state = new double[hidden];
            for (int i = 0; i < hidden; i++)
            {
                double z = 0;
                for (int k = 0; k < j.Length; k++) z += W[i, k] * j[k];
                state[i] = Math.Tanh(z);
            }
            h[t] = state;
        }
        double logit = 0;
        for (int i = 0; i < hidden; i++) logit += v[i] * state[i];
        return 1 / (1 + Math.Exp(-logit));
    }

    public double Loss(double[][] xs, bool label)
    {
        double p = Forward(xs);
        return -Math.Log(label ? p : 1 - p);
    }

    public void Backward(double[][] xs, bool label)
    {
        double error = Forward(xs) - (label ? 1 : 0);
        int last = xs.Length - 1;
        double[] dh = new double[hidden];
        for (int i = 0; i < hidden; i++)
        {
            gradV[i] += error * h[last][i];
            dh[i] = error * v[i];
        }
        for (int t = last; t >= 0; t--)
        {
            double[] dJoined = new double[hidden + inputs + 1];
            for (int i = 0; i < hidden; i++)
            {
                double dz = dh[i] * (1 - h[t][i] * h[t][i]);
                //! sigma-missing: double dz = dh[i];
                //! sigma-wrong-step: double dz = dh[i] * (1 - joined[t][i] * joined[t][i]);
                for (int k = 0; k < joined[t].Length; k++)
                    gradW[i, k] += dz * joined[t][k];
                for (int k = 0; k < hidden; k++)
                    dJoined[k] += W[i, k] * dz;
                    //! transposed: dJoined[k] += W[k, i] * dz;
            }
            Array.Copy(dJoined, dh, hidden);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new ConcatRnn(2, 4, new Random(seed));
        Numeric.Fill(seed, net.W, net.v);
        Numeric.Mirror(4, (i, j) => net.W[i, j], (i, j, v) => net.W[i, j] = v);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        net.Backward(xs, seed % 2 == 0);
        return (Numeric.Flatten(net.gradW, net.gradV), Numeric.Differences(() => net.Loss(xs, seed % 2 == 0), net.W, net.v));
    }
}
