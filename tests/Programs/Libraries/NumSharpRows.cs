//# matrix: U
//# style: NumSharp with batches in rows, h.dot(U); a sigmoid of one's own; the gradient as one matmul per step; slices "t" of a (steps, batch, features) array; float32 scalars
using System;
using NumSharp;

public class RowNetwork
{
    private readonly NDArray W, U, V;
    private NDArray gW, gU, gV;
    private NDArray[] states;

    public RowNetwork(int inputs, int units, int outputs)
    {
        var rng = np.random.RandomState(7);
        W = rng.uniform(-0.5, 0.5, (inputs, units));
        U = rng.uniform(-0.5, 0.5, (units, units));
        V = rng.uniform(-0.5, 0.5, (units, outputs));
    }

    private static NDArray Sigmoid(NDArray z) => 1.0 / (1.0 + np.exp(-z));

    public NDArray Forward(NDArray x, NDArray start)
    {
        int steps = (int)x.shape[0];
        states = new NDArray[steps + 1];
        states[0] = start;
        for (int t = 0; t < steps; t++)
            states[t + 1] = Sigmoid(x[t].dot(W) + states[t].dot(U));
        return np.matmul(states[steps], V);
    }

    public void Backward(NDArray x, NDArray dOut)
    {
        int steps = states.Length - 1;
        gW = np.zeros(W.Shape);
        gU = np.zeros(U.Shape);
        gV = np.matmul(states[steps].T, dOut);
        var dh = np.matmul(dOut, V.T);
        for (int t = steps; t > 0; t--)
        {
            var s = states[t];
            var dz = np.multiply(dh, s * (1 - s));
            //! sigma-missing: var dz = dh;
            //! sigma-wrong: var dz = np.multiply(dh, 1 - s * s);
            gW = gW + x[t - 1].T.dot(dz);
            gU = gU + np.transpose(states[t - 1]).dot(dz);  //! reversed: gU = gU + np.transpose(dz).dot(states[t - 1]);
            dh = dz.dot(U.T);  //! transposed: dh = dz.dot(U);
            //! unexplained RNN0002|RNN0004: dh = 0.5 * dz.dot(U.T);
        }
    }

    public double Fit(NDArray x, NDArray start, NDArray target)
    {
        var e = Forward(x, start) - target;
        Backward(x, e);
        return 0.5 * np.sum(e * e).GetDouble();
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new RowNetwork(2, 3, 2);
        var weights = Numeric.Fields(net, "W", "U", "V");
        Numeric.Fill(seed, weights);
        var x = NumSharp.np.array(Numeric.Vector(seed + 1, 16)).reshape(4, 2, 2);
        NumSharp.NDArray start = NumSharp.np.array(Numeric.Table(seed + 2, 2, 3)), target = NumSharp.np.array(Numeric.Table(seed + 3, 2, 2));
        net.Fit(x, start, target);
        return (Numeric.Flatten(Numeric.Fields(net, "gW", "gU", "gV")), Numeric.Differences(() => net.Fit(x, start, target), weights));
    }
}
