//# matrix: W
//# style: MathNet; layer library; a vector holds all steps; weights made by a method of the layer; SubVector; OuterProduct; TransposeThisAndMultiply; step by step gradient in a list
using System;
using System.Collections.Generic;
using System.Linq;
using MathNet.Numerics.LinearAlgebra;

namespace Stack
{
    public abstract class TrainableLayer
    {
        public Vector<double> Input { get; protected set; }

        public abstract Vector<double> Forward(Vector<double> input);

        public abstract Vector<double> Backward(Vector<double> outputGradient);

        public abstract void MakeParameters();
    }

    public class SequenceLayer : TrainableLayer
    {
        private readonly int steps, width, units;
        private Vector<double>[] states;

        public Matrix<double> U { get; private set; }

        public Matrix<double> W { get; private set; }

        public Matrix<double> V { get; private set; }

        public Matrix<double> GradientU { get; private set; }

        public Matrix<double> GradientW { get; private set; }

        public Matrix<double> GradientV { get; private set; }

        public SequenceLayer(int steps, int width, int units)
        {
            this.steps = steps;
            this.width = width;
            this.units = units;
        }

        public override void MakeParameters()
        {
            var random = new Random(1);
            U = Matrix<double>.Build.Dense(units, width, (i, j) => random.NextDouble() - 0.5);
            W = Matrix<double>.Build.Dense(units, units, (i, j) => random.NextDouble() - 0.5);
            V = Matrix<double>.Build.Dense(width, units, (i, j) => random.NextDouble() - 0.5);
        }

        public override Vector<double> Forward(Vector<double> input)
        {
            Input = input;
            states = new Vector<double>[steps];
            var outputs = Vector<double>.Build.Dense(steps * width);
            var last = Vector<double>.Build.Dense(units);
            for (int i = 0; i < steps; i++)
            {
                states[i] = (U * input.SubVector(i * width, width) + W * last).Map(Math.Tanh);
                last = states[i];
                outputs.SetSubVector(i * width, width, V * last);
            }

            return outputs;
        }

        public override Vector<double> Backward(Vector<double> outputGradient)
        {
            GradientU = Matrix<double>.Build.Dense(units, width);
            GradientW = Matrix<double>.Build.Dense(units, units);
            GradientV = Matrix<double>.Build.Dense(width, units);
            var inputGradient = Vector<double>.Build.Dense(steps * width);
            var next = Vector<double>.Build.Dense(units);
            for (int i = steps - 1; i >= 0; i--)
            {
                var output = outputGradient.SubVector(i * width, width);
                var delta = V.TransposeThisAndMultiply(output).Add(next).PointwiseMultiply(1 - states[i].PointwiseMultiply(states[i]));
                //! sigma-missing: var delta = V.TransposeThisAndMultiply(output).Add(next);
                GradientV += output.OuterProduct(states[i]);
                GradientU += delta.OuterProduct(Input.SubVector(i * width, width));
                if (i > 0)
                    GradientW += delta.OuterProduct(states[i - 1]);  //! reversed: GradientW += delta.OuterProduct(states[i - 1]).Transpose();
                inputGradient.SetSubVector(i * width, width, U.TransposeThisAndMultiply(delta));
                next = W.TransposeThisAndMultiply(delta);  //! transposed: next = W.Multiply(delta);
            }

            return inputGradient;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var layer = new Stack.SequenceLayer(4, 2, 3);
        layer.MakeParameters();
        Numeric.Fill(seed, layer.U, layer.W, layer.V);
        var input = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.DenseOfArray(Numeric.Vector(seed + 1, 8));
        var weights = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.DenseOfArray(Numeric.Vector(seed + 2, 8));
        layer.Forward(input);
        layer.Backward(weights);
        return (Numeric.Flatten(layer.GradientU, layer.GradientW, layer.GradientV), Numeric.Differences(() => layer.Forward(input).DotProduct(weights), layer.U, layer.W, layer.V));
    }
}
