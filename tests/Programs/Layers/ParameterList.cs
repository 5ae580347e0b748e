//# matrix: hidden
//# style: the parameters come in one list, in the order in which they are used; the constructor takes them out by position
using System;
using System.Collections.Generic;

namespace Handed
{
    public class ListRnn
    {
        private readonly double[,] input, hidden, bias, output, shift;
        public readonly double[,] gradInput, gradHidden;
        private readonly List<double[]> states = new List<double[]>();
        private double[][] inputs;

        public ListRnn(List<double[,]> parameters)
        {
            input = parameters[0];
            hidden = parameters[1];
            bias = parameters[2];
            output = parameters[3];
            shift = parameters[4];
            gradInput = new double[input.GetLength(0), input.GetLength(1)];
            gradHidden = new double[hidden.GetLength(0), hidden.GetLength(1)];
        }

        public double[][] Forward(double[][] xs)
        {
            inputs = xs;
            states.Clear();
            states.Add(new double[hidden.GetLength(0)]);
            var ys = new double[xs.Length][];
            for (int t = 0; t < xs.Length; t++)
            {
                var previous = states[t];
                var next = new double[previous.Length];
                for (int to = 0; to < next.Length; to++)
                {
                    double sum = bias[to, 0];
                    for (int from = 0; from < previous.Length; from++) sum += hidden[to, from] * previous[from];
                    for (int k = 0; k < xs[t].Length; k++) sum += input[to, k] * xs[t][k];
                    next[to] = Math.Tanh(sum);
                }
                states.Add(next);
                ys[t] = new double[output.GetLength(0)];
                for (int o = 0; o < ys[t].Length; o++)
                {
                    ys[t][o] = shift[o, 0];
                    for (int k = 0; k < next.Length; k++) ys[t][o] += output[o, k] * next[k];
                }
            }
            return ys;
        }

        public void Backward(double[][] dys)
        {
            var carried = new double[hidden.GetLength(0)];
            for (int t = dys.Length - 1; t >= 0; t--)
            {
                var before = new double[carried.Length];
                for (int k = 0; k < carried.Length; k++)
                {
                    double dh = carried[k];
                    for (int o = 0; o < dys[t].Length; o++) dh += output[o, k] * dys[t][o];
                    double dz = dh * (1 - states[t + 1][k] * states[t + 1][k]);
                    //! sigma-missing: double dz = dh;
                    for (int j = 0; j < carried.Length; j++)
                    {
                        before[j] += hidden[k, j] * dz;  //! transposed: before[j] += hidden[j, k] * dz;
                        gradHidden[k, j] += dz * states[t][j];  //! reversed: gradHidden[j, k] += dz * states[t][j];
                    }
                    for (int j = 0; j < inputs[t].Length; j++) gradInput[k, j] += dz * inputs[t][j];
                }
                carried = before;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        const int n = 4, m = 3, steps = 5;
        double[,] input = new double[n, m], hidden = new double[n, n], bias = new double[n, 1], output = new double[m, n], shift = new double[m, 1];
        Numeric.Fill(seed, input, hidden, bias, output, shift);
        var rnn = new Handed.ListRnn(new System.Collections.Generic.List<double[,]> { input, hidden, bias, output, shift });
        double[][] xs = Numeric.Sequence(seed + 1, steps, m), ys = Numeric.Sequence(seed + 2, steps, m);
        double Loss()
        {
            double[][] made = rnn.Forward(xs);
            double loss = 0;
            for (int t = 0; t < steps; t++) loss += Numeric.Dot(ys[t], made[t]);
            return loss;
        }
        System.Array.Clear(rnn.gradHidden, 0, rnn.gradHidden.Length);
        System.Array.Clear(rnn.gradInput, 0, rnn.gradInput.Length);
        rnn.Forward(xs);
        rnn.Backward(ys);
        return (Numeric.Flatten(rnn.gradHidden, rnn.gradInput), Numeric.Differences(Loss, hidden, input));
    }
}
