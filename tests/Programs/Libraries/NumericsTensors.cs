//# matrix: W
//# style: System.Numerics.Tensors: Tensor<double> of two dimensions, products by broadcasting and Tensor.Dot on slices, Tensor.Transpose, the gradient by indices
using System;
using System.Collections.Generic;
using System.Numerics.Tensors;

public sealed class TensorCell
{
    public readonly Tensor<double> W, U, dW, dU;
    private readonly int n;

    public TensorCell(int units, int inputs, Random random)
    {
        n = units;
        W = Tensor.CreateFromShape<double>([units, units]);
        U = Tensor.CreateFromShape<double>([units, inputs]);
        dW = Tensor.CreateFromShape<double>([units, units]);
        dU = Tensor.CreateFromShape<double>([units, inputs]);
        for (int i = 0; i < units; i++)
        {
            for (int j = 0; j < units; j++)
                W[i, j] = random.NextDouble() - 0.5;
            for (int j = 0; j < inputs; j++)
                U[i, j] = random.NextDouble() - 0.5;
        }
    }

    private static Tensor<double> Apply(Tensor<double> matrix, Tensor<double> vector)
    {
        int rows = (int)matrix.Lengths[0];
        var result = Tensor.CreateFromShape<double>([rows]);
        for (int i = 0; i < rows; i++)
            result[i] = Tensor.Dot<double>(matrix.Slice([i..(i + 1), 0..(int)matrix.Lengths[1]]), vector);
        return result;
    }

    public double Train(List<Tensor<double>> xs, List<Tensor<double>> targets)
    {
        var hs = new List<Tensor<double>> { Tensor.CreateFromShape<double>([n]) };
        double loss = 0;
        for (int t = 0; t < xs.Count; t++)
        {
            var a = Tensor.Add<double>(Apply(W, hs[t]), Apply(U, xs[t]));
            hs.Add(Tensor.Tanh<double>(a));
            var error = Tensor.Subtract<double>(hs[t + 1], targets[t]);
            loss += 0.5 * Tensor.Dot<double>(error, error);
        }

        dW.Clear();
        dU.Clear();
        var carried = Tensor.CreateFromShape<double>([n]);
        for (int t = xs.Count - 1; t >= 0; t--)
        {
            var h = hs[t + 1];
            var dh = Tensor.Add<double>(Tensor.Subtract<double>(h, targets[t]), carried);
            var dz = Tensor.Multiply<double>(dh, Tensor.Subtract<double>(1.0, Tensor.Multiply<double>(h, h)));
            //! sigma-missing: var dz = dh;
            //! sigma-wrong-step: var dz = Tensor.Multiply<double>(dh, Tensor.Subtract<double>(1.0, Tensor.Multiply<double>(hs[t], hs[t])));
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    dW[i, j] += dz[i] * hs[t][j];  //! reversed: dW[j, i] += dz[i] * hs[t][j];
                for (int j = 0; j < xs[t].Lengths[0]; j++)
                    dU[i, j] += dz[i] * xs[t][j];
            }

            carried = Apply(Tensor.Transpose(W), dz);  //! transposed: carried = Apply(W, dz);
            //! truncated: carried = Tensor.CreateFromShape<double>([n]);
        }

        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new TensorCell(3, 2, new System.Random(seed));
        double[] w = new double[9], u = new double[6];
        Numeric.Fill(seed, w, u);
        List<System.Numerics.Tensors.Tensor<double>> Steps(int from, int size) => [.. Numeric.Sequence(from, 5, size).Select(row => System.Numerics.Tensors.Tensor.Create(row))];
        var (xs, ys) = (Steps(seed + 1, 2), Steps(seed + 2, 3));
        double Loss()
        {
            System.Numerics.Tensors.Tensor.Create(w, [3, 3]).CopyTo(net.W);
            System.Numerics.Tensors.Tensor.Create(u, [3, 2]).CopyTo(net.U);
            return net.Train(xs, ys);
        }

        Loss();
        double[] gradient = [.. net.dW, .. net.dU];
        return (gradient, Numeric.Differences(Loss, w, u));
    }
}
