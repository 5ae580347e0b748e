using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Distributions and random sources: whatever is drawn is a leaf of its own.</summary>
internal static class MathNetDistributionModels
{
    private const string Distributions = "MathNet.Numerics.Distributions.";
    private const string Randoms = "MathNet.Numerics.Random.";

    private static readonly string[] OtherContinuous =
        ["Beta", "BetaScaled", "Cauchy", "Chi", "ChiSquared", "Erlang", "Exponential", "Gamma", "InverseGamma", "Laplace", "LogNormal", "Logistic", "Pareto", "Rayleigh", "StudentT", "Triangular", "TruncatedPareto", "Weibull"];

    private static readonly string[] Sources =
        ["MersenneTwister", "SystemRandomSource", "CryptoRandomSource", "Mcg31m1", "Mcg59", "Mrg32k3a", "Palf", "WH1982", "WH2006", "Xorshift", "Xoshiro256StarStar", "RandomSource"];

    public static void Register(ModelTable table)
    {
        Continuous(table, "Normal", center: 0, scale: 1, (mean, deviation) => (mean - (2 * deviation), mean + (2 * deviation)))
            .Add(["get_Mean", "get_Median", "get_Mode"], call => MathNetCalls.Number(ValueKind.Double, Parameter(call, 0)))
            .Add("get_StdDev", call => MathNetCalls.Number(ValueKind.Double, Parameter(call, 1)))
            .Add("get_Variance", call => MathNetCalls.Number(ValueKind.Double, Parameter(call, 1) * Parameter(call, 1)))
            .Add("WithMeanStdDev", call => Value.Of(Distribution(call, 0, 1)))
            .Add("WithMeanVariance", call => Value.Of(new RandomObject(call.Method.ReturnType, Real(call[0]), Math.Sqrt(Real(call[1])), Spread)));
        Continuous(table, "ContinuousUniform", center: 0, scale: 1, (low, high) => (low, high))
            .Add(["get_LowerBound", "get_Minimum"], call => MathNetCalls.Number(ValueKind.Double, Parameter(call, 0)))
            .Add(["get_UpperBound", "get_Maximum"], call => MathNetCalls.Number(ValueKind.Double, Parameter(call, 1)));
        foreach (var name in OtherContinuous)
            Continuous(table, name, center: 0, scale: 1, (_, _) => (0, 1));
        foreach (var name in new[] { "IContinuousDistribution", "IUnivariateDistribution" })
            Samples(table.Type(Distributions + name), call => Range(call.Receiver));

        Discrete(table, "Bernoulli", _ => (0, 2));
        Discrete(table, "DiscreteUniform", reals => ((long)reals[0], (long)reals[1] + 1));
        foreach (var name in Sources)
            Source(table.Type(Randoms + name));
        foreach (var name in new[] { "SystemRandomSource", "MersenneTwister" })
        {
            table.Type(Randoms + name)
                .Add("get_Default", call => Value.Of(new RandomObject(call.Method.ReturnType, 0, 1, Between)))
                .Add("Doubles", call => call[0].AsObject is ArrayObject array ? Fill(call, array, (0, 1)) : Array(call, call.Int(0), (0, 1)));
        }

        table.Type(Randoms + "RandomExtensions")
            .Add("NextDoubles", call => call[1].AsObject is ArrayObject array ? Fill(call, array, (0, 1)) : Array(call, call.Int(1), (0, 1)))
            .Add("NextDoubleSequence", call => Endless(call, (0, 1)))
            .Add("NextBoolean", call => Value.Of(call.Machine.RandomInteger(0, 2) != 0));
        Generators(table.Type("MathNet.Numerics.Generate"));
    }

    /// <summary>One number from a distribution (null for the standard normal), as a fresh leaf.</summary>
    public static Value Sample(IMachine machine, Value distribution, ValueKind kind)
    {
        var (low, high) = Range(distribution);
        machine.Fuel.Step();
        return machine.RandomLeaf(low, high, kind);
    }

    private static TypeModels Continuous(ModelTable table, string name, double center, double scale, Func<double, double, (double Low, double High)> range)
    {
        var type = table.Type(Distributions + name);
        type.Add(".ctor", call => Value.Of(new RandomObject(call.Method.ContainingType, Reals(call, center, scale)[0], Reals(call, center, scale)[1], range)));
        Samples(type, call =>
        {
            if (!call.Method.IsStatic)
                return Range(call.Receiver);
            var reals = Reals(call, center, scale);
            return range(reals[0], reals[1]);
        });
        return type;
    }

    private static void Samples(TypeModels type, Func<ModelCall, (double, double)> range) => type
        .Add("Sample", call => Draw(call, range(call)))
        .Add("Samples", call =>
        {
            var array = call.Arguments.Select(argument => argument.AsObject).OfType<ArrayObject>().FirstOrDefault();
            return array is null ? Endless(call, range(call)) : Fill(call, array, range(call));
        })
        .Add("set_RandomSource", _ => Value.Void)
        .Add("get_RandomSource", call => Value.Of(new RandomObject(call.Method.ReturnType, 0, 1, Between)));

    private static void Discrete(ModelTable table, string name, Func<double[], (long, long)> range) => table.Type(Distributions + name)
        .Add(".ctor", call => Value.Of(new RandomObject(call.Method.ContainingType, Reals(call, 0, 0)[0], Reals(call, 0, 0)[1], Between)))
        .Add("Sample", call =>
        {
            var (low, high) = range(call.Method.IsStatic ? Reals(call, 0, 0) : [Parameter(call, 0), Parameter(call, 1)]);
            return Value.Of((int)call.Machine.RandomInteger(low, high));
        });

    private static void Source(TypeModels type) => type
        .Add(".ctor", call => Value.Of(new RandomObject(call.Method.ContainingType, 0, 1, Between)))
        .Add("NextDouble", call => Draw(call, (0, 1)))
        .Add("NextDoubles", call => call[0].AsObject is ArrayObject array ? Fill(call, array, (0, 1)) : Array(call, call.Int(0), (0, 1)))
        .Add("NextDoubleSequence", call => Endless(call, (0, 1)))
        .Add("NextBoolean", call => Value.Of(call.Machine.RandomInteger(0, 2) != 0))
        .Add("Next", call => Value.Of((int)call.Machine.RandomInteger(call.Count > 1 ? call.Int(0) : 0, call.Count == 0 ? int.MaxValue : call.Int(call.Count - 1))));

    private static void Generators(TypeModels generate) => generate
        .Add(["Standard", "Normal"], call => Array(call, call.Int(0), call.Count > 2 ? Spread(Real(call[1]), Real(call[2])) : Spread(0, 1)))
        .Add("Uniform", call => Array(call, call.Int(0), (0, 1)))
        .Add("Random", call => call.Count > 1 ? Array(call, call.Int(0), Range(call[1])) : Endless(call, Range(call[0])))
        .Add("LinearSpaced", call => Spaced(call, (Real(call[2]) - Real(call[1])) / Math.Max(1, call.Int(0) - 1)))
        .Add("Repeat", call => call.NewArrayOf(call.Method.TypeArguments[0], call.Int(0), _ => call[1]))
        .Add("Map", call => Mapped(call, call[0], x => call.Call(call[1], x)));

    private static Value Spaced(ModelCall call, double step)
    {
        var (count, start, stop) = (call.Int(0), Real(call[1]), Real(call[2]));
        return call.NewArrayOf(ValueKind.Double, count, i => MathNetCalls.Number(ValueKind.Double, i == count - 1 ? stop : start + (i * step)));
    }

    private static Value Mapped(ModelCall call, Value points, Func<Value, Value> f)
    {
        var items = MathNetBuilderModels.List(call, points);
        var type = ((IArrayTypeSymbol)call.Method.ReturnType).ElementType;
        return call.NewArrayOf(type, items.Length, i => f(items[i]));
    }

    private static Value Draw(ModelCall call, (double Low, double High) range) =>
        call.Machine.RandomLeaf(range.Low, range.High, ValueKind.Double);

    private static Value Array(ModelCall call, int count, (double Low, double High) range) =>
        call.NewArrayOf(ValueKind.Double, count, _ => Draw(call, range));

    private static Value Fill(ModelCall call, ArrayObject array, (double Low, double High) range)
    {
        for (var i = 0; i < array.Length; i++)
            array.Cells[i] = Draw(call, range);
        return Value.Void;
    }

    /// <summary>A sequence without an end: whoever takes from it pays fuel.</summary>
    private static Value Endless(ModelCall call, (double Low, double High) range)
    {
        IEnumerable<Value> Numbers()
        {
            while (true)
            {
                call.Machine.Fuel.Step();
                yield return Draw(call, range);
            }
        }

        return Value.Of(new SequenceObject(call.Method.ReturnType, Numbers));
    }

    private static RandomObject Distribution(ModelCall call, double first, double second)
    {
        var reals = Reals(call, first, second);
        return new RandomObject(call.Method.ReturnType, reals[0], reals[1], Spread);
    }

    /// <summary>The first two numbers among the arguments, or the defaults where there are fewer.</summary>
    private static double[] Reals(ModelCall call, double first, double second)
    {
        var numbers = call.Arguments.Where(argument => argument.IsReal || argument.IsInteger).Select(Real).ToArray();
        return numbers.Length >= 2 ? [numbers[0], numbers[1]] : numbers.Length == 1 ? [numbers[0], second] : [first, second];
    }

    private static double Real(Value value) => value.AsTraced.Value;

    private static double Parameter(ModelCall call, int index) =>
        call.Receiver.AsObject is RandomObject source ? index == 0 ? source.First : source.Second : index;

    private static (double Low, double High) Range(Value distribution) =>
        distribution.AsObject is RandomObject source ? source.Range : Spread(0, 1);

    private static (double Low, double High) Spread(double mean, double deviation) => (mean - (2 * deviation), mean + (2 * deviation));

    private static (double Low, double High) Between(double low, double high) => (low, high);

    /// <summary>A distribution with up to two parameters, or a random source.</summary>
    private sealed class RandomObject(ITypeSymbol? type, double first, double second, Func<double, double, (double Low, double High)> range) : HeapObject(type)
    {
        public double First { get; } = first;

        public double Second { get; } = second;

        public (double Low, double High) Range => range(First, Second);
    }
}
