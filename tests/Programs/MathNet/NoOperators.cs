//# matrix: recurrent
//# style: MathNet by methods with result arguments (Multiply, LeftMultiply, Add); Vector.Build; Map2; ReLU; W[to, from]; mean squared error
using System;
using MathNet.Numerics.LinearAlgebra;

namespace Methods;

public class MethodRnn
{
    private readonly Matrix<double> recurrent, input;
    private Matrix<double> recurrentGradient, inputGradient;
    private Vector<double>[] states = Array.Empty<Vector<double>>();

    public MethodRnn(Matrix<double> recurrent, Matrix<double> input)
    {
        this.recurrent = recurrent;
        this.input = input;
        recurrentGradient = Matrix<double>.Build.SameAs(recurrent);
        inputGradient = Matrix<double>.Build.SameAs(input);
    }

    public Vector<double> Predict(Vector<double>[] sequence)
    {
        int n = recurrent.RowCount;
        states = new Vector<double>[sequence.Length + 1];
        states[0] = Vector<double>.Build.Dense(n, 0.5);
        for (int t = 0; t < sequence.Length; t++)
        {
            Vector<double> z = Vector<double>.Build.Dense(n);
            Vector<double> fromInput = Vector<double>.Build.Dense(n);
            recurrent.Multiply(states[t], z);
            input.Multiply(sequence[t], fromInput);
            z.Add(fromInput, z);
            states[t + 1] = z.Map(v => v > 0 ? v : 0.0, Zeros.Include);
        }

        return states[^1];
    }

    public double Loss(Vector<double>[] sequence, Vector<double> target)
    {
        Vector<double> e = Predict(sequence).Subtract(target);
        return e.DotProduct(e) / e.Count;
    }

    public void Learn(Vector<double>[] sequence, Vector<double> target)
    {
        recurrentGradient.Clear();
        inputGradient.Clear();
        Vector<double> d = Predict(sequence).Subtract(target).Multiply(2.0 / target.Count);
        for (int t = sequence.Length; t > 0; t--)
        {
            Vector<double> dz = d.Map2((g, s) => s > 0 ? g : 0.0, states[t], Zeros.Include);
            //! sigma-missing: Vector<double> dz = d;
            //! sigma-wrong-step: Vector<double> dz = d.Map2((g, s) => s > 0 ? g : 0.0, states[t - 1], Zeros.Include);
            recurrentGradient = recurrentGradient.Add(dz.OuterProduct(states[t - 1]));  //! reversed: recurrentGradient = recurrentGradient.Add(states[t - 1].OuterProduct(dz));
            inputGradient = inputGradient.Add(dz.OuterProduct(sequence[t - 1]));
            d = recurrent.LeftMultiply(dz);  //! transposed: d = recurrent.Multiply(dz);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var matrices = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build;
        var vectors = MathNet.Numerics.LinearAlgebra.Vector<double>.Build;
        var w = matrices.DenseOfArray(Numeric.Table(seed + 5, 4, 4));
        var u = matrices.DenseOfArray(Numeric.Table(seed + 1, 4, 2));
        var net = new Methods.MethodRnn(w, u);
        var xs = Array.ConvertAll(Numeric.Sequence(seed + 2, 4, 2), v => vectors.DenseOfArray(v));
        var y = vectors.DenseOfArray(Numeric.Vector(seed + 3, 4));
        net.Learn(xs, y);
        return (Numeric.Flatten(Numeric.Fields(net, "recurrentGradient", "inputGradient")), Numeric.Differences(() => net.Loss(xs, y), w, u));
    }
}
