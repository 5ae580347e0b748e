//# matrix: w
//# style: forward returns a nested Backpropagation object that holds the caches; private class; jagged; W[to][from]; ReLU; stack of them
using System;
using System.Collections.Generic;

namespace Nested
{
    public class Recurrence
    {
        private readonly double[][] w;
        private readonly double[][] dw;

        public Recurrence(int n)
        {
            var random = new Random(21);
            w = new double[n][];
            dw = new double[n][];
            for (int i = 0; i < n; i++)
            {
                w[i] = new double[n];
                dw[i] = new double[n];
                for (int j = 0; j < n; j++) w[i][j] = random.NextDouble() - 0.25;
            }
        }

        public double[][] Gradient => dw;

        public (double[] Output, Backpropagation Undo) Execute(double[] input, double[] state)
        {
            var output = new double[w.Length];
            for (int i = 0; i < w.Length; i++)
            {
                double z = input[i];
                for (int j = 0; j < w.Length; j++) z += w[i][j] * state[j];
                output[i] = z > 0 ? z : 0;
            }

            return (output, new Backpropagation(this, state, output));
        }

        public sealed class Backpropagation
        {
            private readonly Recurrence owner;
            private readonly double[] state, output;

            internal Backpropagation(Recurrence owner, double[] state, double[] output)
            {
                this.owner = owner;
                this.state = state;
                this.output = output;
            }

            public double[] Execute(double[] gradient)
            {
                var result = new double[state.Length];
                for (int i = 0; i < output.Length; i++)
                {
                    if (output[i] <= 0) continue;
                    for (int j = 0; j < state.Length; j++)
                    {
                        owner.dw[i][j] += gradient[i] * state[j];  //! reversed: owner.dw[j][i] += gradient[i] * state[j];
                        result[j] += owner.w[i][j] * gradient[i];  //! transposed: result[j] += owner.w[j][i] * gradient[i];
                    }
                }

                return result;
            }
        }
    }

    public class Driver
    {
        public double[] Run(Recurrence layer, double[][] inputs, Stack<Recurrence.Backpropagation> undo)
        {
            var state = new double[inputs[0].Length];
            foreach (var x in inputs)
            {
                (state, var back) = layer.Execute(x, state);
                undo.Push(back);
            }

            return state;
        }

        public void Learn(Recurrence layer, double[][] inputs, double[] target)
        {
            var undo = new Stack<Recurrence.Backpropagation>();
            var output = Run(layer, inputs, undo);
            var gradient = new double[target.Length];
            for (int i = 0; i < target.Length; i++) gradient[i] = output[i] - target[i];
            while (undo.Count > 0) gradient = undo.Pop().Execute(gradient);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var layer = new Nested.Recurrence(4);
        var w = Numeric.Fields(layer, "w");
        Numeric.FillMostlyPositive(seed, w);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        foreach (var x in xs) for (int i = 0; i < 4; i++) x[i] += 0.4;
        var y = Numeric.Vector(seed + 2, 4);
        var driver = new Nested.Driver();
        driver.Learn(layer, xs, y);
        return (Numeric.Flatten((object)layer.Gradient), Numeric.Differences(() => driver.Run(layer, xs, new()).Zip(y, (a, b) => 0.5 * (a - b) * (a - b)).Sum(), w));
    }
}
