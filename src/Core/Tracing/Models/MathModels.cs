using System;

namespace RnnLint.Tracing.Models;

/// <summary>Math and MathF, and the same functions as static members of the numeric types.</summary>
internal static class MathModels
{
    public static void Register(ModelTable table)
    {
        string[] types = ["System.Math", "System.MathF"];
        foreach (var name in types)
            AddFunctions(table.Type(name));
    }

    public static TypeModels AddFunctions(TypeModels type)
    {
        foreach (var op in new[] { TapeOp.Exp, TapeOp.Sqrt, TapeOp.Cbrt, TapeOp.Tanh, TapeOp.Sinh, TapeOp.Cosh, TapeOp.Sin, TapeOp.Cos, TapeOp.Tan, TapeOp.Asin, TapeOp.Acos, TapeOp.Atan })
            type.Real(op.ToString(), op);
        AddPowers(type);
        AddSelections(type);
        AddRoundings(type);
        return type;
    }

    private static void AddPowers(TypeModels type) => type
        .Add("Pow", static call => call.Arithmetic.Binary(TapeOp.Power, call[0], call[1]))
        .Add("Atan2", static call => call.Arithmetic.Binary(TapeOp.Atan2, call[0], call[1]))
        .Add("Log", static call => call.Count == 1 ? Log(call, call[0]) : call.Arithmetic.Divide(Log(call, call[0]), Log(call, call[1])))
        .Add("Log10", static call => call.Arithmetic.Exactly(Math.Log10(call[0].AsTraced.Value), call.Arithmetic.Divide(Log(call, call[0]), Constant(call, Math.Log(10)))))
        .Add("Log2", static call => call[0].IsReal
            ? call.Arithmetic.Divide(Log(call, call[0]), Constant(call, Math.Log(2)))
            : Numbers.Constant(call[0].Kind, (int)Math.Floor(Math.Log(call[0].AsInteger, 2))))
        .Add("LogP1", static call => Log(call, call.Arithmetic.Add(call[0], Constant(call, 1))))
        .Add("ExpM1", static call => call.Arithmetic.Subtract(call.Arithmetic.Unary(TapeOp.Exp, call[0]), Constant(call, 1)))
        .Add("Exp2", static call => call.Arithmetic.Binary(TapeOp.Power, Constant(call, 2), call[0]))
        .Add("Exp10", static call => call.Arithmetic.Binary(TapeOp.Power, Constant(call, 10), call[0]))
        .Add("Asinh", static call => Log(call, call.Arithmetic.Add(call[0], Root(call, 1))))
        .Add("Acosh", static call => Log(call, call.Arithmetic.Add(call[0], Root(call, -1))))
        .Add("Atanh", static call => call.Arithmetic.Multiply(Constant(call, 0.5), Log(call, call.Arithmetic.Divide(
            call.Arithmetic.Add(Constant(call, 1), call[0]), call.Arithmetic.Subtract(Constant(call, 1), call[0])))))
        .Add("SinCos", static call => call.ToTuple(call.Arithmetic.Unary(TapeOp.Sin, call[0]), call.Arithmetic.Unary(TapeOp.Cos, call[0])))
        .Add("Hypot", static call => call.Arithmetic.Unary(TapeOp.Sqrt, call.Arithmetic.Add(call.Arithmetic.Multiply(call[0], call[0]), call.Arithmetic.Multiply(call[1], call[1]))))
        .Add("RootN", static call => call.Arithmetic.Binary(TapeOp.Power, call[0], Constant(call, 1.0 / call.Int(1))))
        .Add("ReciprocalEstimate", static call => call.Arithmetic.Divide(Constant(call, 1), call[0]))
        .Add("ReciprocalSqrtEstimate", static call => call.Arithmetic.Divide(Constant(call, 1), call.Arithmetic.Unary(TapeOp.Sqrt, call[0])))
        .Add("DegreesToRadians", static call => call.Arithmetic.Multiply(call[0], Constant(call, Math.PI / 180)))
        .Add("RadiansToDegrees", static call => call.Arithmetic.Multiply(call[0], Constant(call, 180 / Math.PI)))
        .Add("ScaleB", static call => call.Arithmetic.Multiply(call[0], Constant(call, Math.Pow(2, call.Int(1)))))
        .Add(["FusedMultiplyAdd", "MultiplyAddEstimate"], static call => call[0].IsReal
            ? call.Arithmetic.MultiplyAdd(call[0], call[1], call[2])
            : Numbers.Add(call.Arithmetic, Numbers.Multiply(call.Arithmetic, call[0], call[1]), call[2]))
        .Add("Lerp", static call => call.Arithmetic.MultiplyAdd(call[0], call.Arithmetic.Subtract(Constant(call, 1), call[2]), call.Arithmetic.Multiply(call[1], call[2])))
        .Add(["IEEERemainder", "Ieee754Remainder"], static call => call.Arithmetic.Exactly(
            Math.IEEERemainder(call[0].AsTraced.Value, call[1].AsTraced.Value),
            call.Arithmetic.Subtract(call[0], call.Arithmetic.Multiply(Constant(call, Math.Round(call[0].AsTraced.Value / call[1].AsTraced.Value)), call[1]))));

    private static void AddSelections(TypeModels type) => type
        .Add(["Max", "MaxNumber", "MaxNative"], static call => Numbers.Max(call.Arithmetic, call[0], call[1]))
        .Add(["Min", "MinNumber", "MinNative"], static call => Numbers.Min(call.Arithmetic, call[0], call[1]))
        .Add("MaxMagnitude", static call => Magnitude(call, 1))
        .Add("MinMagnitude", static call => Magnitude(call, -1))
        .Add(["Clamp", "ClampNative"], static call => Numbers.Compare(call[1], call[2]) > 0
            ? throw call.Throw("ArgumentException", "'" + call[1] + "' cannot be greater than " + call[2] + ".")
            : Numbers.Min(call.Arithmetic, Numbers.Max(call.Arithmetic, call[0], call[1]), call[2]))
        .Add("Abs", Abs)
        .Add("CopySign", static call => IsNegative(call[0]) == IsNegative(call[1]) ? call[0] : Numbers.Negate(call.Arithmetic, call[0]))
        .Add("Sign", static call => call[0] is { IsReal: true, AsTraced.Value: var real } && double.IsNaN(real)
            ? throw call.Throw("ArithmeticException", "Function does not accept floating point Not-a-Number values.")
            : Value.Of(Math.Sign(Numbers.Compare(call[0], Numbers.Zero(call[0].Kind)))));

    private static void AddRoundings(TypeModels type) => type
        .Add("Floor", static call => Rounded(call, Math.Floor))
        .Add("Ceiling", static call => Rounded(call, Math.Ceiling))
        .Add("Truncate", static call => Rounded(call, Math.Truncate))
        .Add("Round", Round)
        .Add("ILogB", static call => Value.Of((int)Math.Floor(Math.Log(Math.Abs(call[0].AsTraced.Value), 2))))
        .Add("BitIncrement", static call => Step(call, 1))
        .Add("BitDecrement", static call => Step(call, -1))
        .Add("DivRem", DivRem)
        .Add("BigMul", static call => Value.KindOf(call.Method.ReturnType) is { } product ? Numbers.Wrap(product, unchecked(call[0].AsInteger * call[1].AsInteger)) : throw call.Unsupported());

    private static Value Log(ModelCall call, Value x) => call.Arithmetic.Unary(TapeOp.Log, x);

    /// <summary>A constant of the first argument's kind.</summary>
    private static Value Constant(ModelCall call, double value) => call.Arithmetic.Constant(call[0], value);

    /// <summary>√(x² ± 1)</summary>
    private static Value Root(ModelCall call, double shift) =>
        call.Arithmetic.Unary(TapeOp.Sqrt, call.Arithmetic.Add(call.Arithmetic.Multiply(call[0], call[0]), Constant(call, shift)));

    private static Value Abs(ModelCall call) =>
        call[0] is { IsInteger: true, IsUnsigned: false } x && x.AsInteger == (long)Numbers.Exact(x.Kind).Low
            ? throw call.Throw("OverflowException", "Negating the minimum value of a twos complement number is invalid.")
            : Numbers.Abs(call.Arithmetic, call[0]);

    private static Value Magnitude(ModelCall call, int sign)
    {
        if (double.IsNaN(call[0].AsTraced.Value) || double.IsNaN(call[1].AsTraced.Value))
            return double.IsNaN(call[0].AsTraced.Value) ? call[0] : call[1];
        var order = sign * Numbers.Compare(Numbers.Abs(call.Arithmetic, call[0]), Numbers.Abs(call.Arithmetic, call[1]));
        return order > 0 || (order == 0 && sign * Numbers.Compare(call[0], call[1]) >= 0) ? call[0] : call[1];
    }

    private static bool IsNegative(Value x) =>
        x.IsReal ? BitConverter.DoubleToInt64Bits(x.AsTraced.Value) < 0 : !x.IsUnsigned && x.AsInteger < 0;

    private static Value Rounded(ModelCall call, Func<double, double> round) =>
        call[0].IsReal ? call.Arithmetic.Constant(call[0], round(call[0].AsTraced.Value)) : call[0];

    private static Value Round(ModelCall call)
    {
        var mode = (int)(call.Has("mode") ? call.Named("mode").AsInteger : 0);
        var digits = call.IntOr("digits", call.IntOr("decimals", 0));
        return Rounded(call, value =>
        {
            var scale = Math.Pow(10, digits);
            var scaled = value * scale;

            // From here on doubles are whole.
            if (Math.Abs(value) >= 1e16)
                return value;
            return mode switch
            {
                1 => Math.Round(scaled, MidpointRounding.AwayFromZero),
                2 => Math.Truncate(scaled),
                3 => Math.Floor(scaled),
                4 => Math.Ceiling(scaled),
                _ => Math.Round(scaled),
            } / scale;
        });
    }

    /// <summary>The neighbouring floating-point number: a shift by a constant.</summary>
    private static Value Step(ModelCall call, int direction)
    {
        var value = call[0].AsTraced.Value;
        double next;
        if (double.IsNaN(value) || double.IsInfinity(value) && value > 0 == direction > 0)
            return call[0];
        if (call[0].Kind == ValueKind.Single)
        {
            var bits = BitConverter.ToInt32(BitConverter.GetBytes((float)value), 0);
            next = value == 0 ? direction * float.Epsilon : BitConverter.ToSingle(BitConverter.GetBytes(bits + (value > 0 ? direction : -direction)), 0);
        }
        else
        {
            var bits = BitConverter.DoubleToInt64Bits(value);
            next = value == 0 ? direction * double.Epsilon : BitConverter.Int64BitsToDouble(bits + (value > 0 ? direction : -direction));
        }

        return call.Arithmetic.Exactly(next, call.Arithmetic.Add(call[0], Constant(call, next - value)));
    }

    private static Value DivRem(ModelCall call)
    {
        if (Numbers.IsIntegerZero(call[1]))
            throw call.Throw("DivideByZeroException", "Attempted to divide by zero.");
        Value quotient = Numbers.Divide(call.Arithmetic, call[0], call[1]), remainder = Numbers.Remainder(call.Arithmetic, call[0], call[1]);
        if (call.Count == 2)
            return call.ToTuple(quotient, remainder);
        call.Out(2).Store(remainder);
        return quotient;
    }
}
