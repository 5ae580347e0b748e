//# matrix: W
//# style: MathNet; column vectors; List of states; OuterProduct; operators; Transpose(); softmax; integer targets; update by SGD; clipping after the loop
using System;
using System.Collections.Generic;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace TextModel
{
    public class Rnn
    {
        private Matrix<double> U, W, V;
        private readonly List<Vector<double>> states = new List<Vector<double>>();
        private readonly List<Vector<double>> outputs = new List<Vector<double>>();
        private readonly int wordDim, hiddenDim;

        public Rnn(int wordDim, int hiddenDim)
        {
            this.wordDim = wordDim;
            this.hiddenDim = hiddenDim;
            var rnd = new Random();
            U = DenseMatrix.Create(hiddenDim, wordDim, (i, j) => (rnd.NextDouble() * 2 - 1) / Math.Sqrt(wordDim));
            W = DenseMatrix.Create(hiddenDim, hiddenDim, (i, j) => (rnd.NextDouble() * 2 - 1) / Math.Sqrt(hiddenDim));
            V = DenseMatrix.Create(wordDim, hiddenDim, (i, j) => (rnd.NextDouble() * 2 - 1) / Math.Sqrt(hiddenDim));
        }

        public void ForwardPropagation(int[] x)
        {
            states.Clear();
            outputs.Clear();
            states.Add(new DenseVector(hiddenDim));
            for (int t = 0; t < x.Length; t++)
            {
                var s = (U.Column(x[t]) + W * states[t]).Map(Math.Tanh);
                states.Add(s);
                outputs.Add(Softmax(V * s));
            }
        }

        public double CalculateLoss(int[] x, int[] y)
        {
            ForwardPropagation(x);
            double loss = 0;
            for (int t = 0; t < y.Length; t++)
                loss -= Math.Log(outputs[t][y[t]]);
            return loss;
        }

        public void Bptt(int[] x, int[] y, double learningRate)
        {
            ForwardPropagation(x);
            var dU = new DenseMatrix(hiddenDim, wordDim);
            var dW = new DenseMatrix(hiddenDim, hiddenDim);
            var dV = new DenseMatrix(wordDim, hiddenDim);
            Vector<double> carry = new DenseVector(hiddenDim);
            for (int t = x.Length - 1; t >= 0; t--)
            {
                var delta = outputs[t].Clone();
                delta[y[t]] -= 1;
                dV += (DenseMatrix)delta.OuterProduct(states[t + 1]);
                var dh = V.Transpose() * delta + carry;
                var raw = dh.PointwiseMultiply(1 - states[t + 1].PointwisePower(2));
                //! sigma-missing: var raw = dh;
                //! sigma-wrong-step: var raw = dh.PointwiseMultiply(1 - states[t].PointwisePower(2));
                dW += (DenseMatrix)raw.OuterProduct(states[t]);  //! reversed: dW += (DenseMatrix)states[t].OuterProduct(raw);
                dU.SetColumn(x[t], dU.Column(x[t]) + raw);
                carry = W.Transpose() * raw;
                //! transposed: carry = W * raw;
                //! two-bugs: carry = W * dh;
            }

            U -= learningRate * Clip(dU);
            W -= learningRate * Clip(dW);
            V -= learningRate * Clip(dV);
        }

        private static Matrix<double> Clip(Matrix<double> gradient)
        {
            return gradient.Map(g => Math.Max(-5, Math.Min(5, g)));
        }

        private static Vector<double> Softmax(Vector<double> v)
        {
            var e = v.Map(Math.Exp);
            return e / e.Sum();
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new TextModel.Rnn(3, 4);
        var p = Numeric.Fields(net, "U", "W", "V");
        Numeric.Fill(seed, p);
        var x = Numeric.Integers(seed + 1, 5, 3);
        var y = Numeric.Integers(seed + 2, 5, 3);
        var numeric = Numeric.Differences(() => net.CalculateLoss(x, y), p);
        var before = Numeric.Flatten(p);
        net.Bptt(x, y, 0.1);
        var after = Numeric.Flatten(Numeric.Fields(net, "U", "W", "V"));
        return (before.Zip(after, (a, b) => (a - b) / 0.1).ToArray(), numeric);
    }
}
