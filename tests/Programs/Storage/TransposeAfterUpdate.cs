//# matrix: W
//# style: MathNet; keeps Wᵀ in a field beside W, so that the backward pass need not transpose at each step, and makes it anew after every update; tanh; column vectors
using System;
using MathNet.Numerics.LinearAlgebra;

public class CachedTransposeRnn
{
    private readonly Matrix<double> U;
    private readonly Matrix<double> W;
    private readonly Matrix<double> WT;

    public CachedTransposeRnn(int inputs, int hidden, Random random)
    {
        U = Matrix<double>.Build.Dense(hidden, inputs, (i, j) => random.NextDouble() - 0.5);
        W = Matrix<double>.Build.Dense(hidden, hidden, (i, j) => random.NextDouble() - 0.5);
        WT = W.Transpose();
    }

    public double Learn(Vector<double>[] inputs, Vector<double>[] targets, double rate)
    {
        var states = new Vector<double>[inputs.Length + 1];
        states[0] = Vector<double>.Build.Dense(W.RowCount);
        double loss = 0;
        for (int t = 0; t < inputs.Length; t++)
        {
            states[t + 1] = (U * inputs[t] + W * states[t]).PointwiseTanh();
            loss += 0.5 * (states[t + 1] - targets[t]).DotProduct(states[t + 1] - targets[t]);
        }

        var dU = Matrix<double>.Build.Dense(U.RowCount, U.ColumnCount);
        var dW = Matrix<double>.Build.Dense(W.RowCount, W.ColumnCount);
        var back = Vector<double>.Build.Dense(W.RowCount);
        for (int t = inputs.Length; t > 0; t--)
        {
            var dh = states[t] - targets[t - 1] + back;
            var dx = dh.PointwiseMultiply(1 - states[t].PointwiseMultiply(states[t]));
            //! sigma-missing: var dx = dh;
            dU += dx.OuterProduct(inputs[t - 1]);
            dW += dx.OuterProduct(states[t - 1]);  //! reversed: dW += states[t - 1].OuterProduct(dx);
            back = WT * dx;  //! transposed: back = W * dx;
        }

        U.Subtract(rate * dU, U);
        W.Subtract(rate * dW, W);
        W.Transpose(WT);  //! unexplained RNN0004:
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new CachedTransposeRnn(2, 3, new Random(seed));
        var p = Numeric.Fields(net, "U", "W");
        Numeric.Fill(seed, 0.6, p);
        var xs = Array.ConvertAll(Numeric.Sequence(seed + 1, 5, 2), MathNet.Numerics.LinearAlgebra.Vector<double>.Build.DenseOfArray);
        var ys = Array.ConvertAll(Numeric.Sequence(seed + 2, 5, 3), MathNet.Numerics.LinearAlgebra.Vector<double>.Build.DenseOfArray);

        // W is another than the constructor's by now; whoever keeps a transpose renews it.
        net.Learn(xs, ys, 0);
        var g = Numeric.FromUpdate(1, () => net.Learn(xs, ys, 1), p);
        return (g, Numeric.Differences(() => net.Learn(xs, ys, 0), p));
    }
}
