using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>TensorPrimitives: elementwise functions write to their last argument, reductions return a number.</summary>
internal static class TensorPrimitivesModels
{
    public static void Register(ModelTable table)
    {
        var type = table.Type("System.Numerics.Tensors.TensorPrimitives");
        foreach (var function in ElementFunctions())
        {
            var scalar = function.Value;
            type.Add(function.Key, call => Map(call, scalar));
        }

        AddElementwise(type);
        AddReductions(type);
    }

    /// <summary>The functions of one number or several that also exist elementwise.</summary>
    public static IEnumerable<KeyValuePair<string, Model>> ScalarFunctions()
    {
        var functions = new Dictionary<string, Model>(StringComparer.Ordinal);
        MathModels.AddFunctions(new TypeModels(functions));
        return functions.Where(static function => function.Key is not ("SinCos" or "DivRem" or "BigMul")).OrderBy(static function => function.Key, StringComparer.Ordinal);
    }

    /// <summary>The same, and those that only exist elementwise.</summary>
    public static IEnumerable<KeyValuePair<string, Model>> ElementFunctions()
    {
        var functions = new Dictionary<string, Model>(StringComparer.Ordinal);
        foreach (var function in ScalarFunctions())
            functions.Add(function.Key, function.Value);
        new TypeModels(functions)
            .Add("Add", static x => Numbers.Add(x.Arithmetic, x[0], x[1]))
            .Add("Subtract", static x => Numbers.Subtract(x.Arithmetic, x[0], x[1]))
            .Add("Multiply", static x => Numbers.Multiply(x.Arithmetic, x[0], x[1]))
            .Add("Divide", static x => Numbers.Divide(x.Arithmetic, x[0], x[1]))
            .Add("Remainder", static x => Numbers.Remainder(x.Arithmetic, x[0], x[1]))
            .Add("Negate", static x => Numbers.Negate(x.Arithmetic, x[0]))
            .Add("MultiplyAdd", static x => x.Arithmetic.Add(x.Arithmetic.Multiply(x[0], x[1]), x[2]))
            .Add("AddMultiply", static x => x.Arithmetic.Multiply(x.Arithmetic.Add(x[0], x[1]), x[2]))
            .Add("Sigmoid", static x => Sigmoid(x.Arithmetic, x[0]))
            .Add("Reciprocal", static x => x.Arithmetic.Divide(x.Arithmetic.Constant(x[0], 1), x[0]))
            .Add("ReciprocalSqrt", static x => x.Arithmetic.Divide(x.Arithmetic.Constant(x[0], 1), x.Arithmetic.Unary(TapeOp.Sqrt, x[0])));
        return functions.OrderBy(static function => function.Key, StringComparer.Ordinal);
    }

    private static void AddElementwise(TypeModels type) => type
        .Add("SoftMax", SoftMax)
        .Add(["ConvertChecked", "ConvertTruncating", "ConvertSaturating"], static call =>
            Value.KindOf(call.Method.TypeArguments[1]) is { } kind ? Map(call, x => Numbers.Convert(x[0], kind)) : throw call.Unsupported());

    private static void AddReductions(TypeModels type)
    {
        Model elementwiseMax = type.Find("Max"), elementwiseMin = type.Find("Min"), maxMagnitude = type.Find("MaxMagnitude"), minMagnitude = type.Find("MinMagnitude");
        type
            .Add("Sum", static call => Sum(call, Items(call, 0)))
            .Add("SumOfSquares", static call => Sum(call, Items(call, 0).Select(x => Numbers.Multiply(call.Arithmetic, x, x))))
            .Add("SumOfMagnitudes", static call => Sum(call, Items(call, 0).Select(x => Numbers.Abs(call.Arithmetic, x))))
            .Add("Product", static call => NotEmpty(call).Aggregate((product, x) => Numbers.Multiply(call.Arithmetic, product, x)))
            .Add("ProductOfSums", static call => Pairs(call).Select(pair => Numbers.Add(call.Arithmetic, pair.X, pair.Y)).Aggregate((product, x) => Numbers.Multiply(call.Arithmetic, product, x)))
            .Add("ProductOfDifferences", static call => Pairs(call).Select(pair => Numbers.Subtract(call.Arithmetic, pair.X, pair.Y)).Aggregate((product, x) => Numbers.Multiply(call.Arithmetic, product, x)))
            .Add("Dot", static call => Sum(call, Pairs(call).Select(pair => Numbers.Multiply(call.Arithmetic, pair.X, pair.Y))))
            .Add("Norm", static call => Norm(call, Items(call, 0)))
            .Add("Distance", static call => Pairs(call) is { Length: > 0 } pairs
                ? Norm(call, pairs.Select(pair => Numbers.Subtract(call.Arithmetic, pair.X, pair.Y)).ToArray())
                : throw call.Throw("ArgumentException", "Input span arguments must not be empty."))
            .Add("CosineSimilarity", static call => call.Arithmetic.Divide(
                Sum(call, Pairs(call).Select(pair => call.Arithmetic.Multiply(pair.X, pair.Y))),
                call.Arithmetic.Multiply(Norm(call, NotEmpty(call)), Norm(call, Items(call, 1)))))
            .Add("Average", static call => call.Arithmetic.Divide(Sum(call, NotEmpty(call)), Value.Of(Traced.Constant(Items(call, 0).Length), Items(call, 0)[0].Kind)))
            .Add("Max", call => call.Count > 1 ? elementwiseMax(call) : NotEmpty(call).Aggregate((x, y) => Numbers.Max(call.Arithmetic, x, y)))
            .Add("Min", call => call.Count > 1 ? elementwiseMin(call) : NotEmpty(call).Aggregate((x, y) => Numbers.Min(call.Arithmetic, x, y)))
            .Add("MaxMagnitude", call => call.Count > 1 ? maxMagnitude(call) : NotEmpty(call).Aggregate((x, y) => Magnitude(call, x, y, 1)))
            .Add("MinMagnitude", call => call.Count > 1 ? minMagnitude(call) : NotEmpty(call).Aggregate((x, y) => Magnitude(call, x, y, -1)))
            .Add("IndexOfMax", static call => IndexOf(call, static (x, y) => Numbers.Compare(x, y) > 0))
            .Add("IndexOfMin", static call => IndexOf(call, static (x, y) => Numbers.Compare(x, y) < 0));

        static Value Magnitude(ModelCall call, Value x, Value y, int sign) =>
            sign * Numbers.Compare(Numbers.Abs(call.Arithmetic, x), Numbers.Abs(call.Arithmetic, y)) >= 0 ? x : y;
    }

    private static Value Sigmoid(Arithmetic arithmetic, Value x)
    {
        var one = arithmetic.Constant(x, 1);
        return arithmetic.Divide(one, arithmetic.Add(one, arithmetic.Unary(TapeOp.Exp, arithmetic.Negate(x))));
    }

    private static Value SoftMax(ModelCall call)
    {
        var exponentials = NotEmpty(call).Select(x => call.Arithmetic.Unary(TapeOp.Exp, x)).ToArray();
        var sum = Sum(call, exponentials);
        return Store(call, exponentials.Select(x => call.Arithmetic.Divide(x, sum)).ToArray());
    }

    /// <summary>Applies a function of numbers to each element; a scalar argument stands for a span of equal elements.</summary>
    private static Value Map(ModelCall call, Model function)
    {
        var inputs = call.Arguments.Take(call.Count - 1).Select(argument => argument.AsObject is null ? null : call.Machine.Enumerate(argument).ToArray()).ToArray();
        var length = inputs.Where(input => input is not null).Select(input => input!.Length).DefaultIfEmpty(0).First();
        if (inputs.Any(input => input is not null && input.Length != length))
            throw call.Throw("ArgumentException", "Input span arguments must all have the same length.");
        call.Machine.Fuel.Step(length);
        var results = new Value[length];
        for (var i = 0; i < length; i++)
            results[i] = function(call with { Arguments = inputs.Select((input, k) => input is null ? call[k] : input[i]).ToArray() });
        return Store(call, results);
    }

    private static Value Store(ModelCall call, Value[] results)
    {
        if (!Sequences.TryCells(call[call.Count - 1], out var cells, out var start, out var length))
            throw call.Unsupported();
        if (results.Length > length)
            throw call.Throw("ArgumentException", "Destination is too short.");
        results.CopyTo(cells, start);
        return Value.Void;
    }

    private static Value Sum(ModelCall call, IEnumerable<Value> items) =>
        items.Aggregate((Value?)null, (sum, x) => sum is { } held ? Numbers.Add(call.Arithmetic, held, x) : x)
        ?? Numbers.Zero(Value.KindOf(call.Method.ReturnType) ?? ValueKind.Double);

    private static Value Norm(ModelCall call, Value[] items) =>
        call.Arithmetic.Unary(TapeOp.Sqrt, Sum(call, items.Select(x => call.Arithmetic.Multiply(x, x))));

    private static Value IndexOf(ModelCall call, Func<Value, Value, bool> better)
    {
        var items = Items(call, 0);
        var best = items.Length == 0 ? -1 : 0;
        for (var i = 1; i < items.Length; i++)
        {
            if (better(items[i], items[best]))
                best = i;
        }

        return Value.Of(best);
    }

    private static Value[] Items(ModelCall call, int argument) => call.Items(argument).ToArray();

    private static Value[] NotEmpty(ModelCall call) =>
        Items(call, 0) is { Length: > 0 } items ? items : throw call.Throw("ArgumentException", "Input span arguments must not be empty.");

    private static (Value X, Value Y)[] Pairs(ModelCall call)
    {
        Value[] x = Items(call, 0), y = Items(call, 1);
        return x.Length == y.Length ? x.Zip(y, static (a, b) => (a, b)).ToArray() : throw call.Throw("ArgumentException", "Input span arguments must all have the same length.");
    }
}
