//# matrix: U
//# style: TorchSharp in double precision with every product an einsum; row-vector style, U[from, to]
//# needs: TorchSharp
using System.Collections.Generic;
using TorchSharp;

public class EinsumRnn
{
    public torch.Tensor V, U, gV, gU;

    public EinsumRnn(int inputs, int units)
    {
        V = torch.randn(inputs, units, dtype: torch.float64);
        U = torch.randn(units, units, dtype: torch.float64);
    }

    public double Step(torch.Tensor[] xs, torch.Tensor start, torch.Tensor target)
    {
        var states = new List<torch.Tensor> { start };
        foreach (var x in xs)
            states.Add(torch.tanh(torch.einsum("bi,ij->bj", x, V) + torch.einsum("bk,kj->bj", states[^1], U)));
        var d = states[^1] - target;
        var loss = 0.5 * torch.einsum("bj,bj->", d, d).item<double>();
        gV = torch.zeros_like(V);
        gU = torch.zeros_like(U);
        for (int t = xs.Length; t > 0; t--)
        {
            var delta = d * (1 - states[t] * states[t]);
            //! sigma-missing: var delta = d;
            gV += torch.einsum("bi,bj->ij", xs[t - 1], delta);
            gU += torch.einsum("bk,bj->kj", states[t - 1], delta);  //! reversed: gU += torch.einsum("bk,bj->jk", states[t - 1], delta);
            d = torch.einsum("bj,kj->bk", delta, U);  //! transposed: d = torch.einsum("bj,jk->bk", delta, U);
            //! unexplained RNN0004|RNN0002: d = torch.einsum("bj,kj->bk", delta, U) - 0.3 * delta;
        }

        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new EinsumRnn(2, 3);
        Numeric.Fill(seed, net.V, net.U);
        var xs = Enumerable.Range(0, 4).Select(t => TorchSharp.torch.tensor(Numeric.Table(seed + t, 2, 2))).ToArray();
        TorchSharp.torch.Tensor start = TorchSharp.torch.tensor(Numeric.Table(seed + 8, 2, 3)), target = TorchSharp.torch.tensor(Numeric.Table(seed + 9, 2, 3));
        net.Step(xs, start, target);
        return (Numeric.Flatten(net.gV, net.gU), Numeric.Differences(() => net.Step(xs, start, target), net.V, net.U));
    }
}
