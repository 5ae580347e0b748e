//# matrix: W_hh
//# style: TorchSharp batch first (batch, steps, features): select over time, addmm with the bias, stack of the states, chained members
//# precision: float
//# needs: TorchSharp
using TorchSharp;
using static TorchSharp.torch;

public class BatchFirstRnn
{
    private readonly Tensor W_ih, W_hh, b;
    private Tensor g_ih, g_hh, g_b;

    public BatchFirstRnn(int input, int hidden)
    {
        W_ih = rand(hidden, input) - 0.5;
        W_hh = rand(hidden, hidden) - 0.5;
        b = zeros(hidden);
    }

    public Tensor Forward(Tensor x, Tensor h0)
    {
        var h = h0;
        var all = new Tensor[x.size(1)];
        for (int t = 0; t < all.Length; t++)
        {
            h = b.addmm(x.select(1, t), W_ih.T).addmm(h, W_hh.T).sigmoid();
            all[t] = h;
        }

        return stack(all, 1);
    }

    public double Loss(Tensor x, Tensor h0, Tensor y)
    {
        var states = Forward(x, h0);
        var e = states - y;
        Backward(x, h0, states, e);
        return e.mul(e).sum().ToDouble() * 0.5;
    }

    private void Backward(Tensor x, Tensor h0, Tensor states, Tensor dStates)
    {
        g_ih = zeros_like(W_ih);
        g_hh = zeros_like(W_hh);
        g_b = zeros_like(b);
        var carry = zeros_like(h0);
        for (long t = x.shape[1] - 1; t >= 0; t--)
        {
            var h = states[TensorIndex.Colon, TensorIndex.Single(t)];
            var before = t > 0 ? states.select(1, t - 1) : h0;
            var dz = dStates.select(1, t).add(carry).mul(h).mul(1 - h);
            //! sigma-missing: var dz = dStates.select(1, t).add(carry);
            g_ih.add_(dz.t().mm(x.select(1, t)));
            g_hh.addmm_(dz.t(), before);  //! reversed: g_hh.addmm_(before.t(), dz);
            g_b.add_(dz.sum(new long[] { 0 }));
            carry = dz.matmul(W_hh);  //! transposed: carry = dz.matmul(W_hh.T);
            //! truncated: carry = dz.mul(0);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new BatchFirstRnn(2, 3);
        var weights = Numeric.Fields(net, "W_ih", "W_hh", "b");
        Numeric.Fill(seed, weights);
        TorchSharp.torch.Tensor Drawn(int from, params long[] shape) => TorchSharp.torch.tensor(Numeric.Single(Numeric.Vector(from, (int)shape.Aggregate(1L, (p, n) => p * n)))).reshape(shape);
        TorchSharp.torch.Tensor x = Drawn(seed + 1, 2, 4, 2), h0 = Drawn(seed + 2, 2, 3), y = Drawn(seed + 3, 2, 4, 3);
        net.Loss(x, h0, y);
        return (Numeric.Flatten(Numeric.Fields(net, "g_ih", "g_hh", "g_b")), Numeric.Differences(() => net.Loss(x, h0, y), weights));
    }
}
