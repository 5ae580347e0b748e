using System;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>What numerical code takes from UnityEngine: Mathf, Random and Debug. Its functions compute in float by way of double.</summary>
internal static class UnityModels
{
    public static void Register(ModelTable table)
    {
        AddMathf(table);
        table.Type("UnityEngine.Random")
            .Add("get_value", static call => call.Machine.RandomLeaf(0, 1, ValueKind.Single))
            .Add("Range", static call => call[0].IsReal ? Real(call) : Whole(call))
            .Ignore("InitState");
        table.Type("UnityEngine.Debug").Ignore(
            "Log", "LogWarning", "LogError", "LogFormat", "LogWarningFormat", "LogErrorFormat", "LogAssertion", "LogException", "Assert", "AssertFormat", "DrawLine", "DrawRay", "Break", "ClearDeveloperConsole");
        table.Type("UnityEngine.MonoBehaviour").Ignore("print");
        UnityVectorModels.Register(table);
    }

    private static Value Real(ModelCall call)
    {
        double low = call[0].AsTraced.Value, high = call[1].AsTraced.Value;
        return call.Machine.RandomLeaf(Math.Min(low, high), Math.Max(low, high), ValueKind.Single);
    }

    /// <summary>The upper bound is left out, unless there is nothing else.</summary>
    private static Value Whole(ModelCall call)
    {
        long low = Math.Min(call[0].AsInteger, call[1].AsInteger), high = Math.Max(call[0].AsInteger, call[1].AsInteger);
        return Value.Of((int)(low == high ? low : call.Machine.RandomInteger(low, high)));
    }

    private static void AddMathf(ModelTable table)
    {
        var type = table.Type("UnityEngine.Mathf");
        foreach (var op in new[] { TapeOp.Exp, TapeOp.Sqrt, TapeOp.Sin, TapeOp.Cos, TapeOp.Tan, TapeOp.Asin, TapeOp.Acos, TapeOp.Atan })
            type.Real(op.ToString(), op);
        type
            .Add("Pow", static call => call.Arithmetic.Binary(TapeOp.Power, call[0], call[1]))
            .Add("Atan2", static call => call.Arithmetic.Binary(TapeOp.Atan2, call[0], call[1]))
            .Add("Log", static call => call.Count == 1 ? Log(call, call[0]) : call.Arithmetic.Divide(Log(call, call[0]), Log(call, call[1])))
            .Add("Log10", static call => call.Arithmetic.Divide(Log(call, call[0]), Constant(call, Math.Log(10))))
            .Add("Abs", static call => Numbers.Abs(call.Arithmetic, call[0]))
            .Add("Max", static call => Values(call).Aggregate((x, y) => Numbers.Max(call.Arithmetic, x, y)))
            .Add("Min", static call => Values(call).Aggregate((x, y) => Numbers.Min(call.Arithmetic, x, y)))
            .Add("Clamp", static call => Clamp(call, call[0], call[1], call[2]))
            .Add("Clamp01", static call => Clamp01(call, call[0]))
            .Add("Lerp", static call => Between(call, Clamp01(call, call[2])))
            .Add("LerpUnclamped", static call => Between(call, call[2]))
            .Add("InverseLerp", static call => call[0].AsTraced.Value == call[1].AsTraced.Value
                ? Constant(call, 0)
                : Clamp01(call, call.Arithmetic.Divide(call.Arithmetic.Subtract(call[2], call[0]), call.Arithmetic.Subtract(call[1], call[0]))))
            .Add("SmoothStep", SmoothStep)
            .Add("MoveTowards", MoveTowards)
            .Add("Repeat", static call => Repeat(call, call[0], call[1]))
            .Add("PingPong", static call => call.Arithmetic.Subtract(call[1], call.Arithmetic.Abs(
                call.Arithmetic.Subtract(Repeat(call, call[0], call.Arithmetic.Multiply(call[1], Constant(call, 2))), call[1]))))
            .Add("Sign", static call => Constant(call, call[0].AsTraced.Value >= 0 ? 1 : -1))
            .Add("Floor", static call => Constant(call, Math.Floor(call[0].AsTraced.Value)))
            .Add("Ceil", static call => Constant(call, Math.Ceiling(call[0].AsTraced.Value)))
            .Add("Round", static call => Constant(call, Math.Round(call[0].AsTraced.Value)))
            .Add("FloorToInt", static call => Numbers.Convert(Constant(call, Math.Floor(call[0].AsTraced.Value)), ValueKind.Int32))
            .Add("CeilToInt", static call => Numbers.Convert(Constant(call, Math.Ceiling(call[0].AsTraced.Value)), ValueKind.Int32))
            .Add("RoundToInt", static call => Numbers.Convert(Constant(call, Math.Round(call[0].AsTraced.Value)), ValueKind.Int32))
            .Add("Approximately", static call => Value.Of(Math.Abs(call[1].AsTraced.Value - call[0].AsTraced.Value)
                < Math.Max(1e-6 * Math.Max(Math.Abs(call[0].AsTraced.Value), Math.Abs(call[1].AsTraced.Value)), 8 * float.Epsilon)));
        table.AddField("UnityEngine.Mathf", "Epsilon", static (_, _) => Value.Of(float.Epsilon));
        foreach (var (name, value) in new[] { ("PI", 3.14159274f), ("Infinity", float.PositiveInfinity), ("NegativeInfinity", float.NegativeInfinity), ("Deg2Rad", 0.0174532924f), ("Rad2Deg", 57.29578f) })
            table.AddField("UnityEngine.Mathf", name, (_, _) => Value.Of(value));
    }

    /// <summary>Two numbers, or an array of any; an empty one counts as zero.</summary>
    private static Value[] Values(ModelCall call)
    {
        if (call.Count == 2)
            return call.Arguments;
        var values = call.Items(0).ToArray();
        return values.Length > 0 ? values : [Numbers.Zero(Value.KindOf(call.Method.ReturnType) ?? ValueKind.Single)];
    }

    /// <summary>The lower bound first; bounds that contradict each other are no error.</summary>
    private static Value Clamp(ModelCall call, Value value, Value low, Value high) =>
        Numbers.Compare(value, low) < 0 ? Numbers.Max(call.Arithmetic, value, low) : Numbers.Min(call.Arithmetic, value, high);

    internal static Value Clamp01(ModelCall call, Value value) => Clamp(call, value, Constant(call, 0), Constant(call, 1));

    private static Value Between(ModelCall call, Value share) =>
        call.Arithmetic.Add(call[0], call.Arithmetic.Multiply(call.Arithmetic.Subtract(call[1], call[0]), share));

    private static Value SmoothStep(ModelCall call)
    {
        var t = Clamp01(call, call[2]);
        var square = call.Arithmetic.Multiply(t, t);
        var share = call.Arithmetic.Subtract(call.Arithmetic.Multiply(Constant(call, 3), square), call.Arithmetic.Multiply(Constant(call, 2), call.Arithmetic.Multiply(square, t)));
        return call.Arithmetic.Add(call.Arithmetic.Multiply(call[1], share), call.Arithmetic.Multiply(call[0], call.Arithmetic.Subtract(Constant(call, 1), share)));
    }

    private static Value MoveTowards(ModelCall call)
    {
        double way = call[1].AsTraced.Value - call[0].AsTraced.Value;
        return Math.Abs(way) <= call[2].AsTraced.Value ? call[1]
            : way >= 0 ? call.Arithmetic.Add(call[0], call[2]) : call.Arithmetic.Subtract(call[0], call[2]);
    }

    private static Value Repeat(ModelCall call, Value t, Value length)
    {
        var times = Math.Floor((float)(t.AsTraced.Value / length.AsTraced.Value));
        return Clamp(call, call.Arithmetic.Subtract(t, call.Arithmetic.Multiply(Constant(call, times), length)), Constant(call, 0), length);
    }

    private static Value Log(ModelCall call, Value x) => call.Arithmetic.Unary(TapeOp.Log, x);

    private static Value Constant(ModelCall call, double value) => Value.Of(Traced.Constant(value), ValueKind.Single);
}
