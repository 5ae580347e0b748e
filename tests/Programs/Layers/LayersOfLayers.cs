//# matrix: Kernel
//# style: a recurrent layer made of other layers whose members have the names of its own; it asks an activation ahead on its way back; MathNet, one flat vector in, the last output out
using System;
using MathNet.Numerics.LinearAlgebra;

public abstract class Layer
{
    public abstract Vector<double> Ahead(Vector<double> input);
    public abstract Vector<double> Back(Vector<double> slope);
}

public class LinearLayer : Layer
{
    public Matrix<double> Kernel, KernelSlope;
    public Vector<double> Input;

    public LinearLayer(int inputs, int outputs)
    {
        Kernel = Matrix<double>.Build.Random(outputs, inputs);
        KernelSlope = Matrix<double>.Build.Dense(outputs, inputs);
    }

    public override Vector<double> Ahead(Vector<double> input)
    {
        Input = input;
        return Kernel * input;
    }

    public override Vector<double> Back(Vector<double> slope)
    {
        KernelSlope += slope.OuterProduct(Input);  //! reversed: KernelSlope += Input.OuterProduct(slope);
        return Kernel.TransposeThisAndMultiply(slope);  //! transposed: return Kernel * slope;
    }
}

public class SquashLayer : Layer
{
    private Vector<double> seen;

    public override Vector<double> Ahead(Vector<double> input) => (seen = input).PointwiseTanh();

    public override Vector<double> Back(Vector<double> slope) => slope.PointwiseMultiply(1 - Ahead(seen).PointwisePower(2));  //! sigma-missing: public override Vector<double> Back(Vector<double> slope) => slope;
}

public class LastOfSequence : Layer
{
    public readonly LinearLayer Within, Around, Out;
    private readonly SquashLayer[] squashes;
    private readonly Vector<double>[] inputs, states;
    private readonly int steps, width, units;

    public LastOfSequence(int steps, int width, int units)
    {
        this.steps = steps;
        this.width = width;
        this.units = units;
        Within = new LinearLayer(width, units);
        Around = new LinearLayer(units, units);
        Out = new LinearLayer(units, width);
        squashes = new SquashLayer[steps];
        inputs = new Vector<double>[steps];
        states = new Vector<double>[steps + 1];
        for (int t = 0; t < steps; t++) squashes[t] = new SquashLayer();
    }

    public override Vector<double> Ahead(Vector<double> input)
    {
        states[0] = Vector<double>.Build.Dense(units);
        for (int t = 0; t < steps; t++)
        {
            inputs[t] = input.SubVector(t * width, width);
            states[t + 1] = squashes[t].Ahead(Within.Ahead(inputs[t]) + Around.Ahead(states[t]));
        }
        return Out.Ahead(states[steps]);
    }

    public override Vector<double> Back(Vector<double> slope)
    {
        var toInput = Vector<double>.Build.Dense(steps * width);
        var carried = Out.Back(slope);
        for (int t = steps - 1; t >= 0; t--)
        {
            var sum = squashes[t].Back(carried);
            Within.Input = inputs[t];
            Around.Input = states[t];
            toInput.SetSubVector(t * width, width, Within.Back(sum));
            carried = Around.Back(sum);
        }
        return toInput;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new LastOfSequence(5, 3, 3);
        object[] kernels = [net.Within.Kernel, net.Around.Kernel, net.Out.Kernel];
        Numeric.Fill(seed, kernels);
        var x = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(Numeric.Vector(seed + 1, 15));
        var wanted = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(Numeric.Vector(seed + 2, 3));
        double Loss() => 0.5 * Math.Pow((net.Ahead(x) - wanted).L2Norm(), 2);
        net.Back(net.Ahead(x) - wanted);
        return (Numeric.Flatten(net.Around.KernelSlope, net.Within.KernelSlope, net.Out.KernelSlope), Numeric.Differences(() => Loss(), net.Around.Kernel, net.Within.Kernel, net.Out.Kernel));
    }
}
