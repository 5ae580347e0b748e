using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary><c>Vector2</c>, <c>Vector3</c> and <c>Vector4</c> of System.Numerics. A comparison's mask holds bools until it is used.</summary>
internal static class FixedVectorModels
{
    public static void Register(ModelTable table)
    {
        foreach (var name in new[] { "Vector2", "Vector3", "Vector4" })
        {
            var type = new ComponentModels(table.Type("System.Numerics." + name));
            AddMaking(type);
            AddArithmetic(type);
            AddGeometry(type);
            AddProducts(type);
            AddMasks(type);
            AddMemory(type);
            var functions = new ComponentModels(table.Type("System.Numerics.Vector"));
            functions
                .Add($"GetElement({name},Int32)", static call => call.Int(1) is >= 0 and var n && n < call.Fixed(0).Layout.Count ? call.Fixed(0)[n] : throw call.OutOfRange("Index"))
                .Add($"WithElement({name},Int32,Single)", static call => call.Int(1) is >= 0 and var n && n < call.Fixed(0).Layout.Count
                    ? call.Make(call.Fixed(0).Elements.Select((element, i) => i == n ? call[2] : element)) : throw call.OutOfRange("Index"))
                .Add($"ToScalar({name})", static call => call.Fixed(0)[0])
                .Add(["AsVector2", "AsVector3", "AsVector4"], static call => call.Make(Enumerable.Range(0, ComponentLayouts.Of(call.Method.ReturnType)?.Count ?? throw call.Unsupported())
                    .Select(n => n < call.Fixed(0).Layout.Count ? call.Fixed(0)[n] : Numbers.Zero(ValueKind.Single))));
        }
    }

    private static void AddMaking(ComponentModels type)
    {
        type
            .Add([".ctor", "Create"], New)
            .Add(["CreateScalar", "CreateScalarUnsafe"], static call => call.Make((_, _) => 0) is { AsObject: ComponentsObject made } value ? With(value, made, call[0]) : throw call.Unsupported())
            .Add("get_Zero", static call => call.Make((_, _) => 0))
            .Add("get_One", static call => call.Make((_, _) => 1))
            .Add("get_E", static call => call.Make((_, _) => Math.E))
            .Add("get_Pi", static call => call.Make((_, _) => Math.PI))
            .Add("get_Tau", static call => call.Make((_, _) => 2 * Math.PI))
            .Add("get_Epsilon", static call => call.Make((_, _) => float.Epsilon))
            .Add("get_PositiveInfinity", static call => call.Make((_, _) => double.PositiveInfinity))
            .Add("get_NegativeInfinity", static call => call.Make((_, _) => double.NegativeInfinity))
            .Add("get_NaN", static call => call.Make((_, _) => double.NaN))
            .Add("get_NegativeZero", static call => call.Make((_, _) => -0.0));
        var unit = 0;
        foreach (var letter in "XYZW")
        {
            var own = unit++;
            type.Add("get_Unit" + letter, call => call.Make((_, element) => element == own ? 1 : 0));
        }
    }

    private static Value With(Value value, ComponentsObject made, Value first)
    {
        made[0] = first;
        return value;
    }

    private static Value New(ModelCall call)
    {
        if (call.Count == 0)
            return call.Make((_, _) => 0);
        if (Sequences.TryCells(call[0], out var cells, out var start, out var length) && !call[0].IsReal && !call[0].IsInteger)
        {
            var count = ComponentLayouts.Of(call.ResultType())!.Count;
            return length >= count ? call.Make(Enumerable.Range(start, count).Select(i => cells[i])) : throw call.OutOfRange("values");
        }

        return call.Count == 1 && call[0].AsObject is null ? call.Filled(call[0]) : call.Make(call.Parts(ValueKind.Single));
    }

    private static void AddArithmetic(ComponentModels type)
    {
        foreach (var function in TensorPrimitivesModels.ScalarFunctions())
        {
            var scalar = function.Value;
            type.Add(function.Key, call => call.Elementwise(scalar));
        }

        Components.AddOperators(type)
            .Add("Add", static call => call.Elementwise(static x => Numbers.Add(x.Arithmetic, x[0], x[1])))
            .Add("Subtract", static call => call.Elementwise(static x => Numbers.Subtract(x.Arithmetic, x[0], x[1])))
            .Add("Multiply", static call => call.Elementwise(static x => Numbers.Multiply(x.Arithmetic, x[0], x[1])))
            .Add("Divide", static call => call.Elementwise(static x => Numbers.Divide(x.Arithmetic, x[0], x[1])))
            .Add("Negate", static call => call.Elementwise(static x => Numbers.Negate(x.Arithmetic, x[0])))
            .Add(["Clamp", "ClampNative"], static call => call.Elementwise(static x => Numbers.Min(x.Arithmetic, Numbers.Max(x.Arithmetic, x[0], x[1]), x[2])))
            .Add("SquareRoot", static call => call.Elementwise(static x => x.Arithmetic.Unary(TapeOp.Sqrt, x[0])))
            .Add("SinCos", static call => call.ToTuple(
                call.Make(call.Fixed(0).Type, call.Fixed(0).Elements.Select(x => call.Arithmetic.Unary(TapeOp.Sin, x))), call.Make(call.Fixed(0).Type, call.Fixed(0).Elements.Select(x => call.Arithmetic.Unary(TapeOp.Cos, x)))));
    }

    private static void AddGeometry(ComponentModels type) => type
        .Add("Dot", static call => call.Dot(call.Fixed(0).Elements, call.Fixed(1).Elements))
        .Add("Sum", static call => call.Sum(call.Fixed(0).Elements))
        .Add("Length", static call => call.Length(Self(call).Elements))
        .Add("LengthSquared", static call => call.Dot(Self(call).Elements, Self(call).Elements))
        .Add("Distance", static call => call.Length(call.Differences(call.Fixed(0), call.Fixed(1))))
        .Add("DistanceSquared", static call => call.Differences(call.Fixed(0), call.Fixed(1)) is var apart ? call.Dot(apart, apart) : default)
        .Add("Normalize", static call => call.Length(call.Fixed(0).Elements) is var length ? call.Make(call.Fixed(0).Elements.Select(element => call.Arithmetic.Divide(element, length))) : default)
        .Add("Cross", Cross)
        .Add("Reflect", static call =>
        {
            var twice = call.Arithmetic.Multiply(Value.Of(2f), call.Dot(call.Fixed(0).Elements, call.Fixed(1).Elements));
            return call.Make(call.Fixed(0).Elements.Zip(call.Scaled(call.Fixed(1).Elements, twice), (x, y) => call.Arithmetic.Subtract(x, y)));
        });

    private static Value Cross(ModelCall call)
    {
        ComponentsObject x = call.Fixed(0), y = call.Fixed(1);
        Value Minor(int i, int j) => call.Arithmetic.Subtract(call.Arithmetic.Multiply(x[i], y[j]), call.Arithmetic.Multiply(x[j], y[i]));
        return x.Layout.Count switch
        {
            2 => Minor(0, 1),
            3 => call.Make([Minor(1, 2), Minor(2, 0), Minor(0, 1)]),
            _ => throw call.Unsupported(),
        };
    }

    /// <summary>A row vector times a matrix: vᵀ·M. A position of fewer elements than the matrix has rows goes on as if its last one were 1.</summary>
    private static void AddProducts(ComponentModels type) => type
        .Add("Transform", static call => Transform(call, isPosition: true))
        .Add("TransformNormal", static call => Transform(call, isPosition: false));

    private static Value Transform(ModelCall call, bool isPosition)
    {
        ComponentsObject v = call.Fixed(0), matrix = call[1].AsObject is ComponentsObject { Layout.Rows: > 0 } given ? given : throw call.Unsupported();
        var count = ComponentLayouts.Of(call.Method.ReturnType)?.Count ?? throw call.Unsupported();
        return call.Make(Enumerable.Range(0, count).Select(column =>
        {
            var terms = v.Elements.Select((element, row) => Numbers.Multiply(call.Arithmetic, element, matrix[row, column]));
            return call.Sum(isPosition && v.Layout.Count < matrix.Layout.Rows ? terms.Append(matrix[matrix.Layout.Rows - 1, column]) : terms);
        }));
    }

    private static void AddMasks(ComponentModels type)
    {
        foreach (var (name, test) in new (string, Func<int, bool>)[]
        {
            ("GreaterThan", static order => order > 0), ("GreaterThanOrEqual", static order => order >= 0),
            ("LessThan", static order => order < 0), ("LessThanOrEqual", static order => order <= 0), ("Equals", static order => order == 0),
        })
        {
            Value Holds(ModelCall x) => Value.Of(!IsNaN(x[0]) && !IsNaN(x[1]) && test(Numbers.Compare(x[0], x[1])));
            type.Add(name, call => call.Method.IsStatic ? call.Elementwise(Holds) : Value.Of(Components.AreSame(Self(call), call[0])));
            type.Add(name + "All", call => Value.Of(call.Elementwise(Holds).As<ComponentsObject>().Elements.All(element => element.AsBoolean)));
            type.Add(name + "Any", call => Value.Of(call.Elementwise(Holds).As<ComponentsObject>().Elements.Any(element => element.AsBoolean)));
        }

        type
            .Add("op_Equality", static call => Value.Of(Components.AreSame(call.Fixed(0), call[1])))
            .Add("op_Inequality", static call => Value.Of(!Components.AreSame(call.Fixed(0), call[1])))
            .Add("ConditionalSelect", static call => call.Elementwise(static x => x[0].AsBoolean ? x[1] : x[2]))
            .Add(["op_BitwiseAnd", "BitwiseAnd"], static call => call.Elementwise(static x => VectorModels.And(x[0], x[1])))
            .Add("AndNot", static call => call.Elementwise(static x => VectorModels.And(x[0], Value.Of(!x[1].AsBoolean))))
            .Add(["op_BitwiseOr", "BitwiseOr"], static call => call.Elementwise(static x => Value.Of(x[0].AsBoolean | x[1].AsBoolean)))
            .Add(["op_OnesComplement", "OnesComplement"], static call => call.Elementwise(static x => Value.Of(!x[0].AsBoolean)))
            .Add("IsNaN", static call => call.Elementwise(static x => Value.Of(IsNaN(x[0]))));

        static bool IsNaN(Value x) => x.IsReal && double.IsNaN(x.AsTraced.Value);
    }

    private static void AddMemory(ComponentModels type) => type
        .Add("get_Item", static call => call.ElementAt(Self(call), static (n, _) => n) is >= 0 and var element ? Self(call)[element] : throw call.OutOfRange("Index"))
        .Add("set_Item", static call =>
        {
            Self(call)[call.ElementAt(Self(call), static (n, _) => n) is >= 0 and var element ? element : throw call.OutOfRange("Index")] = call[1];
            return Value.Void;
        })
        .Add("CopyTo", static call => CopyTo(call, call.Count > 1 ? call.Int(1) : 0) ? Value.Void : throw call.Throw("ArgumentException", "Destination is too short."))
        .Add("TryCopyTo", static call => Value.Of(CopyTo(call, 0)))
        .Add("GetHashCode", static _ => Value.Of(0))
        .Add("ToString", static _ => Value.Of("…"));

    private static bool CopyTo(ModelCall call, int at)
    {
        if (call[0].IsNull)
            throw call.Throw("NullReferenceException", "Object reference not set to an instance of an object.");
        if (!Sequences.TryCells(call[0], out var cells, out var start, out var length))
            throw call.Unsupported();
        var elements = Self(call).Elements;
        if (at < 0 || call.Count > 1 && at >= length)
            throw call.OutOfRange("Index");
        if (at + elements.Length > length)
            return false;
        elements.CopyTo(cells, start + at);
        return true;
    }

    private static ComponentsObject Self(ModelCall call) => call.Receiver.As<ComponentsObject>();
}
