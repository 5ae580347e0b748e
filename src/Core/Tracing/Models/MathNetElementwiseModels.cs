using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>Members that vectors and matrices share: elementwise arithmetic and functions, maps, copies.</summary>
internal static class MathNetElementwiseModels
{
    public static void Add(GuardedModels models)
    {
        models
            .Add(["Add", "op_Addition"], call => Zip(call, call.Arithmetic.Add, MatrixMismatch(call)))
            .Add(["Subtract", "op_Subtraction"], call => Zip(call, call.Arithmetic.Subtract, MatrixMismatch(call)))
            .Add("SubtractFrom", call => Zip(call, (x, y) => call.Arithmetic.Subtract(y, x), MatrixMismatch(call)))
            .Add(["Divide", "op_Division", "op_DotDivide", "PointwiseDivide"], Divide)
            .Add("DivideByThis", call => Zip(call, (x, y) => call.Arithmetic.Divide(y, x)))
            .Add(["Remainder", "PointwiseRemainder", "op_Modulus", "op_DotPercent"], call => Zip(call, call.Arithmetic.Remainder))
            .Add("RemainderByThis", call => Zip(call, (x, y) => call.Arithmetic.Remainder(y, x)))
            .Add(["Modulus", "PointwiseModulus"], call => Zip(call, (x, y) => Modulus(call.Arithmetic, x, y)))
            .Add("ModulusByThis", call => Zip(call, (x, y) => Modulus(call.Arithmetic, y, x)))
            .Add(["PointwiseMultiply", "op_DotMultiply"], call => Zip(call, call.Arithmetic.Multiply))
            .Add(["PointwisePower", "op_DotHat"], call => Zip(call, (x, y) => call.Arithmetic.Binary(TapeOp.Power, x, y)))
            .Add("PointwiseAtan2", call => Zip(call, (x, y) => call.Arithmetic.Binary(TapeOp.Atan2, x, y)))
            .Add("PointwiseMaximum", call => Zip(call, call.Arithmetic.Max))
            .Add("PointwiseMinimum", call => Zip(call, call.Arithmetic.Min))
            .Add("PointwiseAbsoluteMaximum", call => Zip(call, (x, y) => call.Arithmetic.Max(call.Arithmetic.Abs(x), call.Arithmetic.Abs(y))))
            .Add("PointwiseAbsoluteMinimum", call => Zip(call, (x, y) => call.Arithmetic.Min(call.Arithmetic.Abs(x), call.Arithmetic.Abs(y))))
            .Add("PointwiseSign", call => Each(call, x => call.Arithmetic.Constant(x, Math.Sign(x.AsTraced.Value))))
            .Add(["Negate", "op_UnaryNegation"], call => Each(call, call.Arithmetic.Negate))
            .Add("op_UnaryPlus", call => call.Operand(0))
            .Add(["Conjugate", "Clone", "System.ICloneable.Clone"], call => Each(call, x => x));

        foreach (var op in new[] { TapeOp.Exp, TapeOp.Log, TapeOp.Sqrt, TapeOp.Tanh, TapeOp.Sinh, TapeOp.Cosh, TapeOp.Sin, TapeOp.Cos, TapeOp.Tan, TapeOp.Asin, TapeOp.Acos, TapeOp.Atan })
            Function(models, op.ToString(), (arithmetic, x) => arithmetic.Unary(op, x));
        Function(models, "Abs", (arithmetic, x) => arithmetic.Abs(x));
        Function(models, "Log10", (arithmetic, x) => arithmetic.Divide(arithmetic.Unary(TapeOp.Log, x), MathNetCalls.Number(x.Kind, Math.Log(10))));
        Function(models, "Ceiling", (arithmetic, x) => arithmetic.Constant(x, Math.Ceiling(x.AsTraced.Value)));
        Function(models, "Floor", (arithmetic, x) => arithmetic.Constant(x, Math.Floor(x.AsTraced.Value)));
        Function(models, "Round", (arithmetic, x) => arithmetic.Constant(x, Math.Round(x.AsTraced.Value)));

        models
            .Add("Map", call => Map(call, Target(call)))
            .Add("MapConvert", call => Map(call, call.Linear(2)))
            .Add("MapInplace", call => Map(call, call.Linear(0)))
            .Add("MapIndexed", call => Map(call, Target(call), indexed: true))
            .Add("MapIndexedConvert", call => Map(call, call.Linear(2), indexed: true))
            .Add("MapIndexedInplace", call => Map(call, call.Linear(0), indexed: true))
            .Add("Map2", Map2)
            .Add("Fold2", Fold2)
            .Add("CoerceZero", CoerceZero)
            .Add("Clear", Clear)
            .Add("Exists", call => Value.Of(call.Visited(call.Linear(0)).Any(i => call.Call(call[0], call.Linear(0).Cells[i]).AsBoolean)))
            .Add("ForAll", call => Value.Of(call.Visited(call.Linear(0)).All(i => call.Call(call[0], call.Linear(0).Cells[i]).AsBoolean)))
            .Add("Exists2", call => Value.Of(Pairs(call).Any(test => test)))
            .Add("ForAll2", call => Value.Of(Pairs(call).All(test => test)))
            .Add("Equals", AreEqual)
            .Add("GetHashCode", call => Value.Of(call.Linear(0).Cells.Length))
            .Add("get_NonZerosCount", call => Value.Of(call.Linear(0).Cells.Count(x => !MathNetCalls.IsZero(x))))
            .Add(["ToString", "ToTypeString", "ToVectorString", "ToMatrixString"], _ => Value.Of(""));
    }

    /// <summary>The elementwise result of a binary operation on two objects of one shape, or on an object and a scalar.</summary>
    /// <param name="mismatch">The exception thrown for different shapes.</param>
    public static Value Zip(ModelCall call, Func<Value, Value, Value> f, string mismatch = MathNetCalls.Argument)
    {
        LinearObject? x = call.LinearOrNull(0), y = call.LinearOrNull(1);
        if (x is not null && y is not null)
            call.Require(x.HasShapeOf(y), mismatch);
        var like = x ?? call.Linear(1);
        var result = call.Result(like, 2, x is null || y is null ? like.Storage : MathNetCalls.Combine(x, y));
        call.Machine.Fuel.Step(like.Cells.Length);
        for (var i = 0; i < like.Cells.Length; i++)
        {
            if (!result.IsFixed(i) || x is null || y is null)
                PutFinite(call, result, i, f(x is null ? call.Operand(0) : x.Cells[i], y is null ? call.Operand(1) : y.Cells[i]));
        }

        return call.Deliver(result, 2, mismatch);
    }

    /// <summary>The elementwise result of a function of one number.</summary>
    public static Value Each(ModelCall call, Func<Value, Value> f)
    {
        var x = call.Linear(0);
        var result = call.Result(x, 1, x.Storage);
        call.Machine.Fuel.Step(x.Cells.Length);
        for (var i = 0; i < x.Cells.Length; i++)
            call.Put(result, i, f(x.Cells[i]));
        return call.Deliver(result, 1);
    }

    /// <summary>A quotient by a zero off the diagonal is one that the library never forms.</summary>
    private static void PutFinite(ModelCall call, LinearObject target, int cell, Value value)
    {
        var number = value.AsTraced.Value;
        if (!target.IsFixed(cell) || !(double.IsNaN(number) || double.IsInfinity(number)))
            call.Put(target, cell, value);
    }

    private static void Function(GuardedModels models, string name, Func<Arithmetic, Value, Value> f) =>
        models.Add(["Pointwise" + name, name], call => Each(call, x => f(call.Arithmetic, x)));

    private static string MatrixMismatch(ModelCall call) =>
        call.LinearOrNull(0) is MatrixObject || call.LinearOrNull(1) is MatrixObject ? MathNetCalls.Range : MathNetCalls.Argument;

    private static Value Divide(ModelCall call)
    {
        if (call.LinearOrNull(0) is MatrixObject && call.LinearOrNull(1) is null && call.Operand(1).AsTraced.Value == 0)
            throw call.Fail("System.DivideByZeroException", "Attempted to divide by zero.");
        return Zip(call, call.Arithmetic.Divide);
    }

    /// <summary>The remainder that takes the divisor's sign.</summary>
    private static Value Modulus(Arithmetic arithmetic, Value x, Value y) =>
        arithmetic.Remainder(arithmetic.Add(arithmetic.Remainder(x, y), y), y);

    private static LinearObject Target(ModelCall call)
    {
        if (call.LinearOrNull(2) is { } given)
            return given;
        var source = call.Linear(0);
        var kind = call.Method.TypeArguments.Length == 0 ? source.Kind
            : MathNetFactory.RealKind(call.Method.TypeArguments[0]) ?? throw MathNetBuilderModels.NotReal(call.Method.TypeArguments[0]);
        return call.Machine.Like(source, call.SkipsZeros(source) ? source.Storage : MathNetCalls.FullyMutable(source.Storage), kind);
    }

    /// <summary>
    /// Applies the function to every cell. The library may skip zeros only where the function keeps them, so the <c>Zeros</c>
    /// argument decides nothing but the storage of the result.
    /// </summary>
    private static Value Map(ModelCall call, LinearObject target, bool indexed = false)
    {
        var source = call.Linear(0);
        call.Require(target.HasShapeOf(source));
        call.Machine.Fuel.Step(source.Cells.Length);
        for (var i = 0; i < source.Cells.Length; i++)
        {
            var x = source.Cells[i];
            call.Put(target, i, !indexed ? call.Call(call[0], x)
                : source is MatrixObject { Rows: var rows } ? call.Call(call[0], Value.Of(i % rows), Value.Of(i / rows), x)
                : call.Call(call[0], Value.Of(i), x));
        }

        return call.Method.ReturnsVoid ? Value.Void : Value.Of(target);
    }

    private static Value Map2(ModelCall call)
    {
        LinearObject x = call.Linear(0), y = call.Linear(2);
        call.Require(x.HasShapeOf(y));
        var result = call.LinearOrNull(3) ?? call.Machine.Like(x, x.Storage);
        call.Require(x.HasShapeOf(result));
        call.Machine.Fuel.Step(x.Cells.Length);
        for (var i = 0; i < x.Cells.Length; i++)
        {
            if (!result.IsFixed(i) || !call.SkipsZeros(x))
                call.Put(result, i, call.Call(call[0], x.Cells[i], y.Cells[i]));
        }

        return call.Method.ReturnsVoid ? Value.Void : Value.Of(result);
    }

    private static Value Fold2(ModelCall call)
    {
        LinearObject x = call.Linear(0), y = call.Linear(3);
        call.Require(x.HasShapeOf(y));
        return call.Visited(x, y).Aggregate(call[1], (state, i) => call.Call(call[0], state, x.Cells[i], y.Cells[i]));
    }

    private static IEnumerable<bool> Pairs(ModelCall call)
    {
        LinearObject x = call.Linear(0), y = call.Linear(2);
        call.Require(x.HasShapeOf(y));
        return call.Visited(x, y).Select(i => call.Call(call[0], x.Cells[i], y.Cells[i]).AsBoolean);
    }

    private static Value CoerceZero(ModelCall call)
    {
        var target = call.Linear(0);
        for (var i = 0; i < target.Cells.Length; i++)
        {
            var x = target.Cells[i];
            if (call[0].IsReal ? Math.Abs(x.AsTraced.Value) < call[0].AsTraced.Value : call.Call(call[0], x).AsBoolean)
                target.Cells[i] = MathNetCalls.Zero(target.Kind);
        }

        return Value.Void;
    }

    private static Value Clear(ModelCall call)
    {
        var target = call.Linear(0);
        for (var i = 0; i < target.Cells.Length; i++)
            target.Cells[i] = MathNetCalls.Zero(target.Kind);
        return Value.Void;
    }

    private static Value AreEqual(ModelCall call)
    {
        if (call.LinearOrNull(1) is not { } y)
            return Value.False;
        var x = call.Linear(0);
        return Value.Of(x.HasShapeOf(y) && Enumerable.Range(0, x.Cells.Length).All(i => x.Cells[i].AsTraced.Value.Equals(y.Cells[i].AsTraced.Value)));
    }
}
