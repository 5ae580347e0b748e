//# matrix: W
//# style: one state object per time step, linked to the one before; Backward walks the links; double[,]; W[to, from]; sigmoid; weights shared by reference
using System;

namespace Linked
{
    public class SharedWeights
    {
        public double[,] W, U, GradW, GradU;

        public SharedWeights(int inputs, int units, Random random)
        {
            W = new double[units, units];
            U = new double[units, inputs];
            GradW = new double[units, units];
            GradU = new double[units, inputs];
            for (int i = 0; i < units; i++)
            {
                for (int j = 0; j < units; j++) W[i, j] = random.NextDouble() - 0.5;
                for (int j = 0; j < inputs; j++) U[i, j] = random.NextDouble() - 0.5;
            }
        }

        public int Units { get { return W.GetLength(0); } }
    }

    public class State
    {
        private readonly SharedWeights shared;
        private readonly State previous;
        private readonly double[] input;
        public readonly double[] Value;

        public State(SharedWeights shared)
        {
            this.shared = shared;
            Value = new double[shared.Units];
        }

        private State(State previous, double[] input)
        {
            shared = previous.shared;
            this.previous = previous;
            this.input = input;
            Value = new double[shared.Units];
            for (int i = 0; i < Value.Length; i++)
            {
                double sum = 0;
                for (int j = 0; j < Value.Length; j++) sum += shared.W[i, j] * previous.Value[j];
                for (int j = 0; j < input.Length; j++) sum += shared.U[i, j] * input[j];
                Value[i] = 1 / (1 + Math.Exp(-sum));
            }
        }

        public State Next(double[] x)
        {
            return new State(this, x);
        }

        public void Backward(double[] gradient)
        {
            if (previous == null) return;
            double[] passedOn = new double[Value.Length];
            for (int i = 0; i < Value.Length; i++)
            {
                double local = gradient[i] * Value[i] * (1 - Value[i]);  //! sigma-missing: double local = gradient[i];
                for (int j = 0; j < input.Length; j++) shared.GradU[i, j] += local * input[j];
                for (int j = 0; j < Value.Length; j++)
                {
                    shared.GradW[i, j] += local * previous.Value[j];  //! reversed: shared.GradW[j, i] += local * previous.Value[j];
                    passedOn[j] += local * shared.W[i, j];  //! transposed: passedOn[j] += local * shared.W[j, i];
                }
            }
            previous.Backward(passedOn);
        }
    }

    public class LinkedRnn
    {
        public readonly SharedWeights Weights;

        public LinkedRnn(int inputs, int units)
        {
            Weights = new SharedWeights(inputs, units, new Random());
        }

        public State Run(double[][] sequence)
        {
            State state = new State(Weights);
            foreach (double[] x in sequence) state = state.Next(x);
            return state;
        }

        public double Train(double[][] sequence, double[] target)
        {
            State last = Run(sequence);
            double[] error = new double[target.Length];
            double loss = 0;
            for (int i = 0; i < error.Length; i++)
            {
                error[i] = last.Value[i] - target[i];
                loss += 0.5 * error[i] * error[i];
            }
            last.Backward(error);
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Linked.LinkedRnn(2, 4);
        Numeric.Fill(seed, net.Weights.W, net.Weights.U);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var y = Numeric.Vector(seed + 2, 4);
        net.Train(xs, y);
        var g = Numeric.Flatten(net.Weights.GradW, net.Weights.GradU);
        return (g, Numeric.Differences(() => net.Train(xs, y), net.Weights.W, net.Weights.U));
    }
}
