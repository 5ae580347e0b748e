using System;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>What code uses of MathNet besides vectors and matrices: special and trigonometric functions, distances, settings.</summary>
internal static class MathNetOtherModels
{
    private const string Numerics = "MathNet.Numerics.";

    public static void Register(ModelTable table)
    {
        Conversions(MathNetModels.Guarded(table, MathNetFactory.Algebra + "VectorExtensions"));
        Conversions(MathNetModels.Guarded(table, MathNetFactory.Algebra + "MatrixExtensions"));
        Functions(table.Type(Numerics + "SpecialFunctions"));
        Trigonometry(table.Type(Numerics + "Trig"));
        Distances(table.Type(Numerics + "Distance"));
        table.Type(Numerics + "Euclid")
            .Add("Modulus(Double,Double)", call => call.Arithmetic.Remainder(call.Arithmetic.Add(call.Arithmetic.Remainder(call[0], call[1]), call[1]), call[1]))
            .Add("Remainder(Double,Double)", call => call.Arithmetic.Remainder(call[0], call[1]));
        foreach (var name in new[] { "Statistics", "ArrayStatistics", "StreamingStatistics" })
            Statistics(table.Type(Numerics + "Statistics." + name));
        table.Type(Numerics + "Control")
            .Ignore(
                "ConfigureAuto", "UseDefaultProviders", "UseManaged", "UseBestProviders", "UseNativeMKL", "UseNativeOpenBLAS", "UseNativeCUDA",
                "UseSingleThread", "UseMultiThreading", "FreeResources", "set_MaxDegreeOfParallelism", "set_CheckDistributionParameters",
                "set_ThreadSafeRandomNumberGenerators", "set_NativeProviderPath", "set_TaskScheduler")
            .Add(["TryUseNative", "TryUseNativeMKL", "TryUseNativeOpenBLAS", "TryUseNativeCUDA"], _ => Value.False)
            .Add("get_MaxDegreeOfParallelism", _ => Value.Of(1))
            .Add("Describe", _ => Value.Of(""));
    }

    private static void Conversions(GuardedModels models) => models
        .Add("ToDouble", call => Converted(call, ValueKind.Double))
        .Add("ToSingle", call => Converted(call, ValueKind.Single));

    private static Value Converted(ModelCall call, ValueKind kind)
    {
        var source = call.Linear(0);
        var result = call.Machine.Like(source, source.Storage, kind);
        call.Move(source.Cells, result);
        return Value.Of(result);
    }

    private static void Functions(TypeModels models) => models
        .Add("Logistic", call => call.Arithmetic.Divide(One, call.Arithmetic.Add(call.Arithmetic.Unary(TapeOp.Exp, call.Arithmetic.Negate(call[0])), One)))
        .Add("Logit", Logit)
        .Add(["Expm1", "ExponentialMinusOne"], call => call.Arithmetic.Subtract(call.Arithmetic.Unary(TapeOp.Exp, call[0]), One))
        .Add("Log1p", call => call.Arithmetic.Unary(TapeOp.Log, call.Arithmetic.Add(One, call[0])))
        .Add("Hypotenuse", call => MathNetNorms.Norm(call, call.Arguments, 2));

    private static Value Logit(ModelCall call)
    {
        call.Require(call[0].AsTraced.Value is >= 0 and <= 1, MathNetCalls.Range);
        return call.Arithmetic.Unary(TapeOp.Log, call.Arithmetic.Divide(call[0], call.Arithmetic.Subtract(One, call[0])));
    }

    private static void Trigonometry(TypeModels models)
    {
        foreach (var op in new[] { TapeOp.Sin, TapeOp.Cos, TapeOp.Tan, TapeOp.Asin, TapeOp.Acos, TapeOp.Atan, TapeOp.Sinh, TapeOp.Cosh, TapeOp.Tanh })
            models.Real(op + "(Double)", op);
        foreach (var (name, op) in new[] { ("Sec", TapeOp.Cos), ("Csc", TapeOp.Sin), ("Cot", TapeOp.Tan), ("Sech", TapeOp.Cosh), ("Csch", TapeOp.Sinh), ("Coth", TapeOp.Tanh) })
            models.Add(name + "(Double)", call => call.Arithmetic.Divide(One, call.Arithmetic.Unary(op, call[0])));
        models
            .Add("DegreeToRadian", call => call.Arithmetic.Multiply(call[0], MathNetCalls.Number(ValueKind.Double, Math.PI / 180)))
            .Add("RadianToDegree", call => call.Arithmetic.Multiply(call[0], MathNetCalls.Number(ValueKind.Double, 180 / Math.PI)));
    }

    private static void Distances(TypeModels models) => models
        .Add(["Manhattan", "SAD"], call => MathNetNorms.Norm(call, Differences(call), 1))
        .Add("Euclidean", call => MathNetNorms.Norm(call, Differences(call), 2))
        .Add("Chebyshev", call => MathNetNorms.Norm(call, Differences(call), double.PositiveInfinity))
        .Add("SSD", call => SumOfSquares(call, Differences(call)))
        .Add("MSE", call => Average(call, SumOfSquares(call, Differences(call)), Differences(call).Length))
        .Add("MAE", call => Average(call, MathNetNorms.Norm(call, Differences(call), 1), Differences(call).Length));

    private static Value[] Differences(ModelCall call)
    {
        Value[] x = MathNetBuilderModels.List(call, call[0]), y = MathNetBuilderModels.List(call, call[1]);
        call.Require(x.Length == y.Length);
        return x.Zip(y, call.Arithmetic.Subtract).ToArray();
    }

    private static Value SumOfSquares(ModelCall call, Value[] numbers) =>
        call.Sum(ValueKind.Double, numbers.Length, i => call.Arithmetic.Multiply(numbers[i], numbers[i]));

    private static Value Average(ModelCall call, Value sum, int count) =>
        call.Arithmetic.Divide(sum, Value.Of(Traced.Constant(count), sum.Kind));

    private static void Statistics(TypeModels models) => models
        .Add("Mean", call => Mean(call, MathNetBuilderModels.List(call, call[0])))
        .Add("Variance", call => Variance(call, lost: 1))
        .Add("PopulationVariance", call => Variance(call, lost: 0))
        .Add("StandardDeviation", call => call.Arithmetic.Unary(TapeOp.Sqrt, Variance(call, lost: 1)))
        .Add("PopulationStandardDeviation", call => call.Arithmetic.Unary(TapeOp.Sqrt, Variance(call, lost: 0)))
        .Add("RootMeanSquare", call => call.Arithmetic.Unary(TapeOp.Sqrt, Mean(call, MathNetBuilderModels.List(call, call[0]).Select(x => call.Arithmetic.Multiply(x, x)).ToArray())))
        .Add("Maximum", call => MathNetBuilderModels.List(call, call[0]).Aggregate(call.Arithmetic.Max))
        .Add("Minimum", call => MathNetBuilderModels.List(call, call[0]).Aggregate(call.Arithmetic.Min));

    private static Value Mean(ModelCall call, Value[] numbers) =>
        numbers.Length == 0 ? Value.Of(double.NaN) : MathNetNorms.ToDouble(Average(call, call.Sum(ValueKind.Double, numbers.Length, i => numbers[i]), numbers.Length));

    private static Value Variance(ModelCall call, int lost)
    {
        var numbers = MathNetBuilderModels.List(call, call[0]);
        if (numbers.Length <= lost)
            return Value.Of(double.NaN);
        var mean = Mean(call, numbers);
        var deviations = numbers.Select(x => call.Arithmetic.Subtract(x, mean)).ToArray();
        return Average(call, SumOfSquares(call, deviations), numbers.Length - lost);
    }

    private static Value One => MathNetCalls.Number(ValueKind.Double, 1);
}
