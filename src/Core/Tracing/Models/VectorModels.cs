using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>
/// <c>System.Numerics.Vector&lt;T&gt;</c> as 256-bit hardware has it: 4 doubles or 8 floats. A comparison's mask holds bools in its
/// lanes until ConditionalSelect or a bitwise operation uses them.
/// </summary>
internal static class VectorModels
{
    public static void Register(ModelTable table)
    {
        AddType(table.Type("System.Numerics.Vector`1"));
        AddFunctions(table.Type("System.Numerics.Vector"));
        AddMemory(table.Type("System.Numerics.Vector"));
        AddMasks(table.Type("System.Numerics.Vector"));
    }

    /// <summary>Arithmetic on all lanes, shared by the operators and the functions of the same meaning.</summary>
    private static TypeModels AddArithmetic(TypeModels type) => type
        .Add(["op_Addition", "Add"], static call => Lanewise(call, Numbers.Add))
        .Add(["op_Subtraction", "Subtract"], static call => Lanewise(call, Numbers.Subtract))
        .Add(["op_Multiply", "Multiply"], static call => Lanewise(call, Numbers.Multiply))
        .Add(["op_Division", "Divide"], static call => Lanewise(call, Numbers.Divide))
        .Add(["op_UnaryNegation", "Negate"], static call => Lanewise(call, static (arithmetic, x, _) => Numbers.Negate(arithmetic, x)))
        .Add("op_UnaryPlus", static call => call[0])
        .Add(["op_BitwiseAnd", "BitwiseAnd"], static call => Lanewise(call, static (_, x, y) => And(x, y)))
        .Add(["op_BitwiseOr", "BitwiseOr"], static call => Lanewise(call, static (_, x, y) => Value.Of(x.AsBoolean | y.AsBoolean)))
        .Add(["op_OnesComplement", "OnesComplement"], static call => Lanewise(call, static (_, x, _) => Value.Of(!x.AsBoolean)))
        .Add("AndNot", static call => Lanewise(call, static (_, x, y) => And(x, Value.Of(!y.AsBoolean))));

    private static void AddType(TypeModels type) => AddArithmetic(type)
        .Add(".ctor", New)
        .Add("get_Count", static call => Value.Of(SpanModels.Width(call.Method.ContainingType.TypeArguments[0])))
        .Add("get_IsSupported", static _ => Value.True)
        .Add("get_Zero", static call => Filled(call, Numbers.Zero(Kind(call))))
        .Add("get_One", static call => Filled(call, Numbers.Constant(Kind(call), 1)))
        .Add("get_Indices", static call => Made(call, Enumerable.Range(0, Width(call)).Select(i => Numbers.Constant(Kind(call), i))))
        .Add("get_Item", static call => Element(call, call.Receiver, call.Int(0)))
        .Add("op_Equality", static call => Value.Of(Same(call)))
        .Add("op_Inequality", static call => Value.Of(!Same(call)))
        .Add("Equals", static call => Value.Of(call[0].AsObject is VectorObject other && Lanes(call.Receiver).SequenceEqual(other.Lanes, call.Machine.EqualityComparer)))
        .Add("CopyTo", static call => CopyTo(call, call.Receiver, call[0], call.Count > 1 ? call.Int(1) : 0) ? Value.Void : throw call.Throw("ArgumentException", "Destination is too short."))
        .Add("TryCopyTo", static call => Value.Of(CopyTo(call, call.Receiver, call[0], 0)));

    private static void AddFunctions(TypeModels type)
    {
        // Vector.Exp, Max, Clamp … are the scalar functions, lane by lane.
        foreach (var function in TensorPrimitivesModels.ScalarFunctions())
        {
            var scalar = function.Value;
            type.Add(function.Key, call => Lifted(call, scalar));
        }

        AddArithmetic(type)
            .Add("SquareRoot", static call => Lanewise(call, static (arithmetic, x, _) => arithmetic.Unary(TapeOp.Sqrt, x)))
            .Add("Dot", static call => Sum(call, Lanewise(call, Numbers.Multiply)))
            .Add("Sum", static call => Sum(call, call[0]))
            .Add("get_IsHardwareAccelerated", static _ => Value.True)
            .Add("GetElement", static call => Element(call, call[0], call.Int(1)))
            .Add("WithElement", static call => Made(call, Lanes(call[0]).Select((lane, i) => i == call.Int(1) ? call[2] : lane)))
            .Add("ToScalar", static call => Element(call, call[0], 0))
            .Add(["Create"], static call => call[0].AsObject is null ? Filled(call, call[0]) : Read(call, call[0], 0))
            .Add("CreateSequence", static call => Made(call, Enumerable.Range(0, Width(call)).Select(i =>
                Numbers.Add(call.Arithmetic, call[0], Numbers.Multiply(call.Arithmetic, call[1], Numbers.Constant(call[1].Kind, i))))))
            .Add(["As", "AsVectorDouble", "AsVectorSingle", "AsVectorInt32", "AsVectorInt64", "AsVectorUInt32", "AsVectorUInt64"], static call =>
                SpanModels.Width(Lane(call[0])) == Width(call) && (Lanes(call[0])[0].Kind == ValueKind.Boolean || SymbolEqualityComparer.Default.Equals(Lane(call[0]), Lane(call)))
                    ? Made(call, Lanes(call[0])) : throw call.Unsupported())
            .Add(["ConvertToDouble", "ConvertToSingle", "ConvertToInt32", "ConvertToInt64"], static call => Made(call, Lanes(call[0]).Select(lane => Numbers.Convert(lane, Kind(call)))))
            .Add("Widen", static call =>
            {
                var half = Width(call[0]) / 2;
                for (var part = 0; part < 2; part++)
                {
                    var type = (INamedTypeSymbol)call.Method.Parameters[part + 1].Type;
                    var kind = Value.KindOf(type.TypeArguments[0]) ?? throw call.Unsupported();
                    call.Out(part + 1).Store(Value.Of(new VectorObject(type, Lanes(call[0]).Skip(part * half).Take(half).Select(lane => Numbers.Convert(lane, kind)).ToArray())));
                }

                return Value.Void;
            })
            .Add("WidenLower", static call => Made(call, Lanes(call[0]).Take(Width(call)).Select(lane => Numbers.Convert(lane, Kind(call)))))
            .Add("WidenUpper", static call => Made(call, Lanes(call[0]).Skip(Width(call)).Select(lane => Numbers.Convert(lane, Kind(call)))))
            .Add("Narrow", static call => Made(call, Lanes(call[0]).Concat(Lanes(call[1])).Select(lane => Numbers.Convert(lane, Kind(call)))));
    }

    private static void AddMemory(TypeModels type) => type
        .Add(["Load", "LoadAligned", "LoadAlignedNonTemporal", "LoadUnsafe"], static call =>
        {
            var (cells, start) = Target(call, 0);
            return Made(call, Enumerable.Range(start, Width(call)).Select(i => new CellLocation(cells, i).Load()));
        })
        .Add(["Store", "StoreAligned", "StoreAlignedNonTemporal", "StoreUnsafe"], static call =>
        {
            var (cells, start) = Target(call, 1);
            foreach (var lane in Lanes(call[0]))
                new CellLocation(cells, start++).Store(lane);
            return Value.Void;
        });

    private static void AddMasks(TypeModels type)
    {
        foreach (var (name, test) in new (string, Func<int, bool>)[]
        {
            ("GreaterThan", static order => order > 0), ("GreaterThanOrEqual", static order => order >= 0),
            ("LessThan", static order => order < 0), ("LessThanOrEqual", static order => order <= 0), ("Equals", static order => order == 0),
        })
        {
            type.Add(name, call => Lanewise(call, (_, x, y) => Holds(x, y)));
            type.Add(name + "All", call => Value.Of(Enumerable.Range(0, Width(call[0])).All(i => Holds(Lanes(call[0])[i], Lanes(call[1])[i]).AsBoolean)));
            type.Add(name + "Any", call => Value.Of(Enumerable.Range(0, Width(call[0])).Any(i => Holds(Lanes(call[0])[i], Lanes(call[1])[i]).AsBoolean)));

            Value Holds(Value x, Value y) => Value.Of(!IsNaN(x) && !IsNaN(y) && test(Numbers.Compare(x, y)));
        }

        type.Add("IsNaN", static call => Lanewise(call, static (_, x, _) => Value.Of(IsNaN(x))));
        type.Add("ConditionalSelect", static call => Made(call, Lanes(call[0]).Select((mask, i) => mask.AsBoolean ? Lanes(call[1])[i] : Lanes(call[2])[i])));

        static bool IsNaN(Value x) => x.IsReal && double.IsNaN(x.AsTraced.Value);
    }

    private static Value New(ModelCall call)
    {
        if (call.Count == 0)
            return Filled(call, Numbers.Zero(Kind(call)));
        if (call[0].AsObject is null && !call[0].IsNull)
            return Filled(call, call[0]);
        return Read(call, call[0], call.Count > 1 ? call.Int(1) : 0);
    }

    private static Value Read(ModelCall call, Value source, int start)
    {
        if (!Sequences.TryCells(source, out var cells, out var first, out var length))
            throw call.Unsupported();
        if (start < 0 || start + Width(call) > length)
            throw call.OutOfRange("Index");
        return Made(call, Enumerable.Range(first + start, Width(call)).Select(i => cells[i]));
    }

    private static bool CopyTo(ModelCall call, Value vector, Value target, int at)
    {
        if (!Sequences.TryCells(target, out var cells, out var start, out var length))
            throw call.Unsupported();
        if (at < 0)
            throw call.OutOfRange("Index");
        var lanes = Lanes(vector);
        if (at + lanes.Length > length)
            return false;
        lanes.CopyTo(cells, start + at);
        return true;
    }

    /// <summary>Where Load and Store point: a reference or pointer, moved on by an optional offset.</summary>
    private static (Value[] Cells, int Start) Target(ModelCall call, int argument)
    {
        var offset = call.Count > argument + 1 ? (int)call[argument + 1].AsInteger : 0;
        return call[argument].AsObject switch
        {
            CellLocation cell => (cell.Cells, cell.Index + offset),
            Window pointer => (pointer.Cells, pointer.Start + offset),
            _ => throw call.Unsupported(),
        };
    }

    private static Value Lanewise(ModelCall call, Func<Arithmetic, Value, Value, Value> function)
    {
        var width = call.Arguments.Max(Width);
        call.Machine.Fuel.Step(width);
        return Made(call, Enumerable.Range(0, width).Select(i => function(call.Arithmetic, At(call[0], i), call.Count > 1 ? At(call[1], i) : default)));
    }

    private static Value Lifted(ModelCall call, Model scalar)
    {
        var width = call.Arguments.Max(Width);
        call.Machine.Fuel.Step(width);
        return Made(call, Enumerable.Range(0, width).Select(i => scalar(call with { Arguments = call.Arguments.Select(argument => At(argument, i)).ToArray() })));
    }

    private static Value Sum(ModelCall call, Value vector) =>
        Lanes(vector).Aggregate(Numbers.Zero(Lanes(vector)[0].Kind), (sum, lane) => Numbers.Add(call.Arithmetic, sum, lane));

    private static Value Element(ModelCall call, Value vector, int index) =>
        (uint)index < (uint)Width(vector) ? Lanes(vector)[index] : throw call.OutOfRange("Index");

    /// <summary>What a mask leaves of a number, or of another mask.</summary>
    public static Value And(Value x, Value y) =>
        x.Kind == ValueKind.Boolean && y.Kind == ValueKind.Boolean ? Value.Of(x.AsBoolean & y.AsBoolean)
        : x.Kind == ValueKind.Boolean ? x.AsBoolean ? y : Numbers.Zero(y.Kind)
        : y.AsBoolean ? x : Numbers.Zero(x.Kind);

    private static bool Same(ModelCall call) =>
        Lanes(call[0]).Zip(Lanes(call[1]), static (x, y) => x.AsTraced.Value == y.AsTraced.Value).All(static same => same);

    private static Value Made(ModelCall call, IEnumerable<Value> lanes) => Value.Of(new VectorObject(call.ResultType(), lanes.ToArray()));

    private static Value Filled(ModelCall call, Value lane) => Made(call, Enumerable.Repeat(lane, Width(call)));

    private static Value[] Lanes(Value vector) => vector.As<VectorObject>().Lanes;

    private static Value At(Value argument, int lane) => argument.AsObject is VectorObject vector ? vector.Lanes[lane] : argument;

    private static int Width(Value argument) => argument.AsObject is VectorObject vector ? vector.Lanes.Length : 1;

    private static ITypeSymbol? Lane(Value vector) => (vector.As<VectorObject>().Type as INamedTypeSymbol)?.TypeArguments[0];

    /// <summary>Lane type of the resulting vector.</summary>
    private static ITypeSymbol? Lane(ModelCall call) => Sequences.ElementType(call.ResultType());

    private static int Width(ModelCall call) => SpanModels.Width(Lane(call)) is > 0 and var width ? width : throw call.Unsupported();

    private static ValueKind Kind(ModelCall call) => Value.KindOf(Lane(call)) ?? throw call.Unsupported();
}
