//# matrix: weights
//# style: generic network over INumericOperations<T> (pre-.NET 7 arithmetic) with one class per number type; activation through the operations; T[,]; W[to, from]
using System;

namespace Operations
{
    public interface INumericOperations<T>
    {
        T Zero { get; }
        T One { get; }
        T Add(T a, T b);
        T Subtract(T a, T b);
        T Multiply(T a, T b);
        T Tanh(T a);
        T FromDouble(double d);
    }

    public sealed class DoubleOperations : INumericOperations<double>
    {
        public double Zero => 0;
        public double One => 1;
        public double Add(double a, double b) => a + b;
        public double Subtract(double a, double b) => a - b;
        public double Multiply(double a, double b) => a * b;
        public double Tanh(double a) => Math.Tanh(a);
        public double FromDouble(double d) => d;
    }

    public abstract class RecurrentBase<T>
    {
        protected readonly INumericOperations<T> Ops;
        protected T[,] weights;
        protected T[,] weightGradients;
        protected readonly int Size;

        protected RecurrentBase(int size, INumericOperations<T> ops)
        {
            Size = size;
            Ops = ops;
            weights = new T[size, size];
            weightGradients = new T[size, size];
            var random = new Random(1);
            for (int i = 0; i < size; i++)
                for (int j = 0; j < size; j++)
                    weights[i, j] = ops.FromDouble(random.NextDouble() - 0.5);
        }

        protected T Slope(T output) => Ops.Subtract(Ops.One, Ops.Multiply(output, output));
    }

    public class ElmanLayer<T> : RecurrentBase<T>
    {
        private T[][] outputs = Array.Empty<T[]>();

        public ElmanLayer(int size, INumericOperations<T> ops) : base(size, ops)
        {
        }

        public T[][] Forward(T[][] inputs)
        {
            outputs = new T[inputs.Length][];
            for (int t = 0; t < inputs.Length; t++)
            {
                outputs[t] = new T[Size];
                for (int i = 0; i < Size; i++)
                {
                    T sum = inputs[t][i];
                    if (t > 0)
                        for (int j = 0; j < Size; j++)
                            sum = Ops.Add(sum, Ops.Multiply(weights[i, j], outputs[t - 1][j]));
                    outputs[t][i] = Ops.Tanh(sum);
                }
            }
            return outputs;
        }

        public T[][] Backward(T[][] gradients)
        {
            var inputGradients = new T[gradients.Length][];
            var carry = NewVector();
            for (int t = gradients.Length - 1; t >= 0; t--)
            {
                var delta = NewVector();
                for (int i = 0; i < Size; i++)
                    delta[i] = Ops.Multiply(Ops.Add(gradients[t][i], carry[i]), Slope(outputs[t][i]));  //! sigma-missing: delta[i] = Ops.Add(gradients[t][i], carry[i]);
                carry = NewVector();
                for (int i = 0; t > 0 && i < Size; i++)
                {
                    for (int j = 0; j < Size; j++)
                    {
                        weightGradients[i, j] = Ops.Add(weightGradients[i, j], Ops.Multiply(delta[i], outputs[t - 1][j]));  //! reversed: weightGradients[j, i] = Ops.Add(weightGradients[j, i], Ops.Multiply(delta[i], outputs[t - 1][j]));
                        carry[j] = Ops.Add(carry[j], Ops.Multiply(weights[i, j], delta[i]));  //! transposed: carry[j] = Ops.Add(carry[j], Ops.Multiply(weights[j, i], delta[i]));
                    }
                }
                inputGradients[t] = delta;
            }
            return inputGradients;
        }

        private T[] NewVector()
        {
            var v = new T[Size];
            Array.Fill(v, Ops.Zero);
            return v;
        }
    }

    public static class Factory
    {
        public static ElmanLayer<double> CreateDouble(int size) => new ElmanLayer<double>(size, new DoubleOperations());
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = Operations.Factory.CreateDouble(4);
        var w = Numeric.Fields(net, "weights");
        Numeric.Fill(seed, w);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var up = Numeric.Sequence(seed + 2, 5, 4);
        net.Forward(xs);
        var dx = net.Backward(up);
        return (Numeric.Flatten([.. Numeric.Fields(net, "weightGradients"), dx]), Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs)), [.. w, xs]));
    }
}
