//# matrix: Wh
//# style: TorchSharp GRU: three gates in one product, chunk to take them apart and cat to put their gradients together; the reset gate after the product
//# needs: TorchSharp
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

public class TorchGru
{
    public Tensor Wx, Wh, dWx, dWh;

    public TorchGru(long inputs, long units)
    {
        Wx = randn(inputs, 3 * units, dtype: ScalarType.Float64);
        Wh = randn(units, 3 * units, dtype: ScalarType.Float64);
    }

    public double Run(IList<Tensor> xs, Tensor h0, Tensor target)
    {
        var h = h0;
        var cache = new List<(Tensor x, Tensor h, Tensor r, Tensor u, Tensor n, Tensor hn)>();
        foreach (var x in xs)
        {
            var a = x.mm(Wx).chunk(3, 1);
            var b = h.mm(Wh).chunk(3, 1);
            var r = sigmoid(a[0] + b[0]);
            var u = sigmoid(a[1] + b[1]);
            var n = tanh(a[2] + r * b[2]);
            cache.Add((x, h, r, u, n, b[2]));
            h = (1 - u) * n + u * h;
        }

        var dh = h - target;
        var loss = 0.5 * (dh * dh).sum().item<double>();
        dWx = zeros_like(Wx);
        dWh = zeros_like(Wh);
        for (int t = cache.Count - 1; t >= 0; t--)
        {
            var (x, hp, r, u, n, hn) = cache[t];
            var dn = dh * (1 - u) * (1 - n * n);  //! sigma-missing RNN0002|RNN0004: var dn = dh * (1 - u);
            var du = dh * (hp - n) * u * (1 - u);
            var dr = dn * hn * r * (1 - r);
            var da = cat(new[] { dr, du, dn }, 1);
            var db = cat(new[] { dr, du, dn * r }, 1);
            dWx += x.t().mm(da);
            dWh += hp.t().mm(db);
            dh = dh * u + db.mm(Wh.t());  //! truncated: dh = dh * u;
        }

        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new TorchGru(2, 3);
        Numeric.Fill(seed, net.Wx, net.Wh);
        var xs = Enumerable.Range(0, 3).Select(t => TorchSharp.torch.tensor(Numeric.Table(seed + t, 2, 2))).ToList();
        TorchSharp.torch.Tensor h0 = TorchSharp.torch.tensor(Numeric.Table(seed + 8, 2, 3)), target = TorchSharp.torch.tensor(Numeric.Table(seed + 9, 2, 3));
        net.Run(xs, h0, target);
        return (Numeric.Flatten(net.dWx, net.dWh), Numeric.Differences(() => net.Run(xs, h0, target), net.Wx, net.Wh));
    }
}
