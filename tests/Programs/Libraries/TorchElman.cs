//# matrix: Whh
//# style: TorchSharp, the backward pass by hand on tensors; columns, mm and t(); gradients added in place; no_grad
//# precision: float
//# needs: TorchSharp
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

public class TorchRnn
{
    public Tensor Wxh, Whh, Why, bh;
    public Tensor dWxh, dWhh, dWhy, dbh;

    public TorchRnn(long inputs, long hidden, long outputs)
    {
        Wxh = randn(hidden, inputs) * 0.1;
        Whh = randn(hidden, hidden) * 0.1;
        Why = randn(outputs, hidden) * 0.1;
        bh = zeros(hidden, 1);
    }

    public float Train(List<Tensor> xs, List<Tensor> ys)
    {
        using var _ = no_grad();
        var hs = new List<Tensor> { zeros(Whh.shape[0], xs[0].shape[1]) };
        var loss = 0f;
        var errors = new List<Tensor>();
        foreach (var x in xs)
        {
            hs.Add(tanh(Wxh.mm(x) + Whh.mm(hs[hs.Count - 1]) + bh));
            errors.Add(Why.mm(hs[hs.Count - 1]) - ys[errors.Count]);
            loss += errors[errors.Count - 1].pow(2).sum().item<float>() / 2;
        }

        dWxh = zeros_like(Wxh);
        dWhh = zeros_like(Whh);
        dWhy = zeros_like(Why);
        dbh = zeros_like(bh);
        var dnext = zeros_like(hs[0]);
        for (int t = xs.Count - 1; t >= 0; t--)
        {
            dWhy.add_(errors[t].mm(hs[t + 1].t()));
            var dh = Why.t().mm(errors[t]).add_(dnext);
            var dz = dh * (1 - hs[t + 1].square());
            //! sigma-missing: var dz = dh;
            //! sigma-wrong-step: var dz = dh * (1 - hs[t].square());
            dWxh.add_(dz.mm(xs[t].t()));
            dWhh.add_(dz.mm(hs[t].t()));  //! reversed: dWhh.add_(hs[t].mm(dz.t()));
            dbh.add_(dz.sum(1, keepdim: true));
            dnext = Whh.t().mm(dz);  //! transposed: dnext = Whh.mm(dz);
            //! truncated: dnext = zeros_like(dz);
        }

        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new TorchRnn(2, 3, 2);
        Numeric.Fill(seed, net.Wxh, net.Whh, net.Why, net.bh);
        List<TorchSharp.torch.Tensor> Steps(int from) => Enumerable.Range(0, 4).Select(t => TorchSharp.torch.tensor(Numeric.Single(Numeric.Vector(from + t, 4)), 2, 2)).ToList();
        List<TorchSharp.torch.Tensor> xs = Steps(seed + 1), ys = Steps(seed + 9);
        net.Train(xs, ys);
        return (Numeric.Flatten(net.dWxh, net.dWhh, net.dWhy, net.dbh), Numeric.Differences(() => net.Train(xs, ys), net.Wxh, net.Whh, net.Why, net.bh));
    }
}
