//# matrix: Whh
//# style: MathNet; states as n×1 matrices; Dictionary of states with key -1; PointwiseMultiply; softmax; W[to, from]
using System;
using System.Collections.Generic;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace MinChar
{
    public class Model
    {
        public Matrix<double> Wxh, Whh, Why, bh, by;
        public Matrix<double> dWxh, dWhh, dWhy, dbh, dby;

        public Model(int vocabSize, int hiddenSize)
        {
            var normal = new MathNet.Numerics.Distributions.Normal(0, 0.01, new Random(1));
            Wxh = Matrix<double>.Build.Random(hiddenSize, vocabSize, normal);
            Whh = Matrix<double>.Build.Random(hiddenSize, hiddenSize, normal);
            Why = Matrix<double>.Build.Random(vocabSize, hiddenSize, normal);
            bh = Matrix<double>.Build.Dense(hiddenSize, 1);
            by = Matrix<double>.Build.Dense(vocabSize, 1);
        }

        public double LossFun(int[] inputs, int[] targets, Matrix<double> hprev)
        {
            var xs = new Dictionary<int, Matrix<double>>();
            var hs = new Dictionary<int, Matrix<double>>();
            var ps = new Dictionary<int, Matrix<double>>();
            hs[-1] = hprev.Clone();
            double loss = 0;

            for (int t = 0; t < inputs.Length; t++)
            {
                xs[t] = Matrix<double>.Build.Dense(Wxh.ColumnCount, 1);
                xs[t][inputs[t], 0] = 1;
                hs[t] = (Wxh * xs[t] + Whh * hs[t - 1] + bh).PointwiseTanh();
                var ys = Why * hs[t] + by;
                var exp = ys.PointwiseExp();
                ps[t] = exp / exp.ColumnSums()[0];
                loss += -Math.Log(ps[t][targets[t], 0]);
            }

            dWxh = Zeros(Wxh);
            dWhh = Zeros(Whh);
            dWhy = Zeros(Why);
            dbh = Zeros(bh);
            dby = Zeros(by);
            var dhnext = Zeros(hs[0]);
            for (int t = inputs.Length - 1; t >= 0; t--)
            {
                var dy = ps[t].Clone();
                dy[targets[t], 0] -= 1;
                dWhy += dy * hs[t].Transpose();
                dby += dy;
                var dh = Why.Transpose() * dy + dhnext;
                var dhraw = (1 - hs[t].PointwiseMultiply(hs[t])).PointwiseMultiply(dh);
                //! sigma-missing: var dhraw = dh;
                //! sigma-wrong-step: var dhraw = (1 - hs[t - 1].PointwiseMultiply(hs[t - 1])).PointwiseMultiply(dh);
                dbh += dhraw;
                dWxh += dhraw * xs[t].Transpose();
                dWhh += dhraw * hs[t - 1].Transpose();  //! reversed: dWhh += hs[t - 1] * dhraw.Transpose();
                dhnext = Whh.Transpose() * dhraw;
                //! transposed: dhnext = Whh * dhraw;
                //! truncated: dhnext = Zeros(dhraw);
            }

            return loss;
        }

        static Matrix<double> Zeros(Matrix<double> m) => Matrix<double>.Build.Dense(m.RowCount, m.ColumnCount);
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new MinChar.Model(3, 4);
        object[] p = [net.Wxh, net.Whh, net.Why, net.bh, net.by];
        Numeric.Fill(seed, p);
        var x = Numeric.Integers(seed + 1, 5, 3);
        var y = Numeric.Integers(seed + 2, 5, 3);
        var h0 = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(Numeric.Table(seed + 3, 4, 1));
        net.LossFun(x, y, h0);
        return (Numeric.Flatten(net.dWxh, net.dWhh, net.dWhy, net.dbh, net.dby), Numeric.Differences(() => net.LossFun(x, y, h0), p));
    }
}
