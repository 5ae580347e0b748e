//# matrix: Wh
//# style: NumSharp LSTM: all four gates in one product, sliced apart; hstack of their gradients; caches in a list of tuples
using System.Collections.Generic;
using NumSharp;

public class Lstm
{
    public NDArray Wx, Wh, b;
    public NDArray dWx, dWh, db;
    private readonly int n;

    public Lstm(int inputs, int units)
    {
        n = units;
        Wx = np.random.randn(inputs, 4 * units) * 0.2;
        Wh = np.random.randn(units, 4 * units) * 0.2;
        b = np.zeros(4 * units);
    }

    private static NDArray Sigmoid(NDArray z) => 1 / (1 + np.exp(-z));

    public double Loss(NDArray[] xs, NDArray h0, NDArray target)
    {
        var h = h0;
        var c = np.zeros_like(h0);
        var caches = new List<(NDArray x, NDArray h, NDArray c, NDArray i, NDArray f, NDArray o, NDArray g, NDArray tc)>();
        foreach (var x in xs)
        {
            var z = np.dot(x, Wx) + np.dot(h, Wh) + b;
            var i = Sigmoid(z[$":,0:{n}"]);
            var f = Sigmoid(z[$":,{n}:{2 * n}"]);
            var o = Sigmoid(z[$":,{2 * n}:{3 * n}"]);
            var g = np.tanh(z[$":,{3 * n}:"]);
            var next = f * c + i * g;
            var tc = np.tanh(next);
            caches.Add((x, h, c, i, f, o, g, tc));
            c = next;
            h = o * tc;
        }

        var dh = h - target;
        var loss = 0.5 * (double)np.sum(dh * dh);
        dWx = np.zeros_like(Wx);
        dWh = np.zeros_like(Wh);
        db = np.zeros_like(b);
        var dc = np.zeros_like(c);
        for (int t = caches.Count - 1; t >= 0; t--)
        {
            var (x, hp, cp, i, f, o, g, tc) = caches[t];
            dc = dc + dh * o * (1 - tc * tc);  //! sigma-missing RNN0002|RNN0004: dc = dc + dh * o;
            var dz = np.hstack(
                dc * g * i * (1 - i),
                dc * cp * f * (1 - f),
                dh * tc * o * (1 - o),
                dc * i * (1 - g * g));
            dWx += np.dot(x.T, dz);
            dWh += np.dot(hp.T, dz);
            db += np.sum(dz, 0);
            dc = dc * f;
            dh = np.dot(dz, Wh.T);  //! truncated: dh = np.zeros_like(dh);
        }

        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Lstm(2, 3);
        Numeric.Fill(seed, net.Wx, net.Wh, net.b);
        NumSharp.NDArray[] xs = [.. Enumerable.Range(0, 3).Select(t => NumSharp.np.array(Numeric.Table(seed + t, 2, 2)))];
        NumSharp.NDArray h0 = NumSharp.np.array(Numeric.Table(seed + 8, 2, 3)), target = NumSharp.np.array(Numeric.Table(seed + 9, 2, 3));
        net.Loss(xs, h0, target);
        return (Numeric.Flatten(net.dWx, net.dWh, net.db), Numeric.Differences(() => net.Loss(xs, h0, target), net.Wx, net.Wh, net.b));
    }
}
