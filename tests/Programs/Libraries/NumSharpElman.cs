//# matrix: Whh
//# style: NumSharp; vectors without a second dimension, np.dot, np.outer, W.T; lists of NDArray per step
using System.Collections.Generic;
using NumSharp;

public class Elman
{
    public NDArray Wxh, Whh, Why, bh;
    public NDArray dWxh, dWhh, dWhy, dbh;

    public Elman(int inputs, int hidden, int outputs)
    {
        Wxh = np.random.randn(hidden, inputs) * 0.1;
        Whh = np.random.randn(hidden, hidden) * 0.1;
        Why = np.random.randn(outputs, hidden) * 0.1;
        bh = np.zeros(hidden);
    }

    public double Train(NDArray[] inputs, NDArray[] targets, NDArray first)
    {
        var hs = new List<NDArray> { first };
        var ys = new List<NDArray>();
        double loss = 0;
        for (int t = 0; t < inputs.Length; t++)
        {
            hs.Add(np.tanh(np.dot(Wxh, inputs[t]) + np.dot(Whh, hs[t]) + bh));
            ys.Add(np.dot(Why, hs[t + 1]));
            loss += 0.5 * (double)np.sum(np.square(ys[t] - targets[t]));
        }

        dWxh = np.zeros_like(Wxh);
        dWhh = np.zeros_like(Whh);
        dWhy = np.zeros_like(Why);
        dbh = np.zeros_like(bh);
        var dhnext = np.zeros_like(first);
        for (int t = inputs.Length - 1; t >= 0; t--)
        {
            var dy = ys[t] - targets[t];
            dWhy += np.outer(dy, hs[t + 1]);
            var dh = np.dot(Why.T, dy) + dhnext;
            var dz = (1 - hs[t + 1] * hs[t + 1]) * dh;
            //! sigma-missing: var dz = dh;
            //! sigma-wrong-step: var dz = (1 - hs[t] * hs[t]) * dh;
            dbh += dz;
            dWxh += np.outer(dz, inputs[t]);
            dWhh += np.outer(dz, hs[t]);  //! reversed: dWhh += np.outer(hs[t], dz);
            dhnext = np.dot(Whh.T, dz);  //! transposed: dhnext = np.dot(Whh, dz);
            //! truncated: dhnext = np.zeros_like(dh);
        }

        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Elman(2, 3, 2);
        Numeric.Fill(seed, net.Wxh, net.Whh, net.Why, net.bh);
        NumSharp.NDArray[] Steps(int from) => Numeric.Sequence(from, 4, 2).Select(row => NumSharp.np.array(row)).ToArray();
        NumSharp.NDArray[] xs = Steps(seed + 1), ys = Steps(seed + 2);
        var first = NumSharp.np.array(Numeric.Vector(seed + 3, 3));
        net.Train(xs, ys, first);
        var gradient = Numeric.Flatten(net.dWxh, net.dWhh, net.dWhy, net.dbh);
        return (gradient, Numeric.Differences(() => net.Train(xs, ys, first), net.Wxh, net.Whh, net.Why, net.bh));
    }
}
