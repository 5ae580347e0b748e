//# matrix: Kernels
//# style: an abstract layer declares lists of matrices, which a later member of the derived class makes and draws; MathNet; one flat vector for the whole sequence
using System;
using MathNet.Numerics.LinearAlgebra;

public abstract class TrainableLayer
{
    public Matrix<double>[] Kernels { get; set; }
    public Matrix<double>[] KernelSlopes { get; set; }
    public Vector<double> Seen { get; protected set; }

    public abstract void MakeParameters();
    public abstract void ClearSlopes();
    public abstract Vector<double> Ahead(Vector<double> input);
    public abstract Vector<double> Back(Vector<double> slope);
}

public static class Source
{
    private static readonly Random random = new Random(5);

    public static double Within(double limit) => (2 * random.NextDouble() - 1) * limit;
}

public class SequenceLayer : TrainableLayer
{
    private const int FromInput = 0, FromState = 1, ToOutput = 2;

    private readonly int steps, width, units;
    private Vector<double>[] sums, states;

    public SequenceLayer(int steps, int width, int units)
    {
        this.steps = steps;
        this.width = width;
        this.units = units;
    }

    public override void MakeParameters()
    {
        Kernels = new Matrix<double>[]
        {
            Matrix<double>.Build.Dense(units, width),
            Matrix<double>.Build.Dense(units, units),
            Matrix<double>.Build.Dense(width, units),
        };
        ClearSlopes();
        foreach (var kernel in Kernels)
            for (int i = 0; i < kernel.RowCount; i++)
                for (int j = 0; j < kernel.ColumnCount; j++)
                    kernel[i, j] = Source.Within(Math.Sqrt(1d / units));
    }

    public override void ClearSlopes() => KernelSlopes = new Matrix<double>[]
    {
        Matrix<double>.Build.Dense(units, width),
        Matrix<double>.Build.Dense(units, units),
        Matrix<double>.Build.Dense(width, units),
    };

    public override Vector<double> Ahead(Vector<double> input)
    {
        Seen = input;
        sums = new Vector<double>[steps];
        states = new Vector<double>[steps];
        var outputs = Vector<double>.Build.Dense(steps * width);
        for (int t = 0; t < steps; t++)
        {
            var before = t == 0 ? Vector<double>.Build.Dense(units) : states[t - 1];
            sums[t] = Kernels[FromInput] * input.SubVector(t * width, width) + Kernels[FromState] * before;
            states[t] = sums[t].PointwiseTanh();
            outputs.SetSubVector(t * width, width, Kernels[ToOutput] * states[t]);
        }
        return outputs;
    }

    public override Vector<double> Back(Vector<double> slope)
    {
        var toInput = Vector<double>.Build.Dense(steps * width);
        var carried = Vector<double>.Build.Dense(units);
        for (int t = steps - 1; t >= 0; t--)
        {
            var own = slope.SubVector(t * width, width);
            var sum = (Kernels[ToOutput].TransposeThisAndMultiply(own) + carried).PointwiseMultiply(1 - states[t].PointwisePower(2));
            //! sigma-missing: var sum = Kernels[ToOutput].TransposeThisAndMultiply(own) + carried;
            KernelSlopes[ToOutput] += own.OuterProduct(states[t]);
            KernelSlopes[FromInput] += sum.OuterProduct(Seen.SubVector(t * width, width));
            if (t > 0) KernelSlopes[FromState] += sum.OuterProduct(states[t - 1]);  //! reversed: if (t > 0) KernelSlopes[FromState] += sum.OuterProduct(states[t - 1]).Transpose();
            toInput.SetSubVector(t * width, width, Kernels[FromInput].TransposeThisAndMultiply(sum));
            carried = Kernels[FromState].TransposeThisAndMultiply(sum);  //! transposed: carried = Kernels[FromState] * sum;
        }
        return toInput;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var layer = new SequenceLayer(5, 2, 3);
        layer.MakeParameters();
        Numeric.Fill(seed, layer.Kernels);
        var x = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(Numeric.Vector(seed + 1, 10));
        var wanted = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(Numeric.Vector(seed + 2, 10));
        double Loss() => 0.5 * Math.Pow((layer.Ahead(x) - wanted).L2Norm(), 2);
        layer.Back(layer.Ahead(x) - wanted);
        return (Numeric.Flatten(layer.KernelSlopes), Numeric.Differences(() => Loss(), layer.Kernels));
    }
}
