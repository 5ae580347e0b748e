//# matrix: RecurrentKernel
//# style: abstract Activation with static instances looked up by name in a dictionary; derivative from the pre-activation; options object with init properties; required members; pattern matching; jagged; W[to][from]
using System;
using System.Collections.Generic;

namespace KerasLike;

public abstract class Activation
{
    public static readonly IReadOnlyDictionary<string, Activation> ByName = new Dictionary<string, Activation>
    {
        ["tanh"] = new HyperbolicTangent(),
        ["sigmoid"] = new Logistic(),
        ["linear"] = new Identity(),
    };

    public abstract double Apply(double x);

    public abstract double Derivative(double x);

    private sealed class HyperbolicTangent : Activation
    {
        public override double Apply(double x) => Math.Tanh(x);

        public override double Derivative(double x) => Apply(x) is var y ? 1 - y * y : 0;
    }

    private sealed class Logistic : Activation
    {
        public override double Apply(double x) => 1 / (1 + Math.Exp(-x));

        public override double Derivative(double x) => Apply(x) is var y ? y * (1 - y) : 0;
    }

    private sealed class Identity : Activation
    {
        public override double Apply(double x) => x;

        public override double Derivative(double x) => 1;
    }
}

public sealed record RnnOptions
{
    public required int InputSize { get; init; }

    public required int Units { get; init; }

    public string Activation { get; init; } = "tanh";

    public bool ReturnSequences { get; init; } = true;
}

public sealed class SimpleRnn
{
    private readonly RnnOptions options;
    private readonly Activation activation;
    private readonly List<double[]> inputs = [], preActivations = [], states = [];

    public SimpleRnn(RnnOptions options)
    {
        this.options = options;
        activation = Activation.ByName[options.Activation];
        var random = new Random(8);
        Kernel = Create(options.Units, options.InputSize, () => random.NextDouble() - 0.5);
        RecurrentKernel = Create(options.Units, options.Units, () => random.NextDouble() - 0.5);
        KernelGradient = Create(options.Units, options.InputSize, () => 0);
        RecurrentGradient = Create(options.Units, options.Units, () => 0);
    }

    public double[][] Kernel { get; }

    public double[][] RecurrentKernel { get; }

    public double[][] KernelGradient { get; }

    public double[][] RecurrentGradient { get; }

    public double[][] Call(double[][] sequence)
    {
        inputs.Clear();
        preActivations.Clear();
        states.Clear();
        states.Add(new double[options.Units]);
        foreach (var x in sequence)
        {
            double[] z = new double[options.Units], h = new double[options.Units];
            for (var i = 0; i < z.Length; i++)
            {
                for (var k = 0; k < x.Length; k++) z[i] += Kernel[i][k] * x[k];
                for (var j = 0; j < h.Length; j++) z[i] += RecurrentKernel[i][j] * states[^1][j];
                h[i] = activation.Apply(z[i]);
            }

            inputs.Add(x);
            preActivations.Add(z);
            states.Add(h);
        }

        return options.ReturnSequences ? [.. states[1..]] : [states[^1]];
    }

    public void Gradient(double[][] upstream)
    {
        var carry = new double[options.Units];
        for (var t = inputs.Count - 1; t >= 0; t--)
        {
            var given = (options.ReturnSequences, Last: t == inputs.Count - 1) switch
            {
                (true, _) => upstream[t],
                (false, true) => upstream[0],
                _ => new double[options.Units],
            };
            var delta = new double[options.Units];
            for (var i = 0; i < delta.Length; i++)
                delta[i] = (given[i] + carry[i]) * activation.Derivative(preActivations[t][i]);
                //! sigma-missing: delta[i] = given[i] + carry[i];
                //! sigma-wrong: delta[i] = (given[i] + carry[i]) * activation.Derivative(states[t + 1][i]);
            carry = new double[options.Units];
            for (var i = 0; i < delta.Length; i++)
            {
                for (var k = 0; k < inputs[t].Length; k++) KernelGradient[i][k] += delta[i] * inputs[t][k];
                for (var j = 0; j < carry.Length; j++)
                {
                    RecurrentGradient[i][j] += delta[i] * states[t][j];  //! reversed: RecurrentGradient[j][i] += delta[i] * states[t][j];
                    carry[j] += RecurrentKernel[i][j] * delta[i];  //! transposed: carry[j] += RecurrentKernel[j][i] * delta[i];
                }
            }
        }
    }

    private static double[][] Create(int rows, int columns, Func<double> value)
    {
        var m = new double[rows][];
        for (var i = 0; i < rows; i++)
        {
            m[i] = new double[columns];
            for (var j = 0; j < columns; j++) m[i][j] = value();
        }

        return m;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new KerasLike.SimpleRnn(new() { InputSize = 2, Units = 4, Activation = seed == 1 ? "tanh" : "sigmoid", ReturnSequences = seed == 1 });
        Numeric.Fill(seed, net.Kernel, net.RecurrentKernel);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var up = Numeric.Sequence(seed + 2, seed == 1 ? 5 : 1, 4);
        net.Call(xs);
        net.Gradient(up);
        return (Numeric.Flatten(net.KernelGradient, net.RecurrentGradient), Numeric.Differences(() => Numeric.Dot(up, net.Call(xs)), net.Kernel, net.RecurrentKernel));
    }
}
