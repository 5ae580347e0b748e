using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>System.Numerics.Tensors: Tensor, TensorSpan and ReadOnlyTensorSpan, all views of cells, and the functions of the static class Tensor.</summary>
internal static class NumericsTensorModels
{
    public const string Space = "System.Numerics.Tensors.";

    public static readonly TensorLibrary Library = new(Space + "Tensor`1", "System.ArgumentException", "System.IndexOutOfRangeException", ValueKind.Double, IsIntegerWide: false);

    private static readonly string[] ViewTypes = ["Tensor`1", "TensorSpan`1", "ReadOnlyTensorSpan`1"];

    public static void Register(ModelTable table)
    {
        var functions = new TensorModels(table.Type(Space + "Tensor"));
        AddMakers(functions);
        AddElementwise(functions);
        AddOperators(functions);
        AddReductions(functions);
        NumericsTensorShapeModels.Register(functions);
        foreach (var name in ViewTypes)
            AddMembers(new TensorModels(table.Type(Space + name)));
        foreach (var name in new[] { "System.Buffers.NIndex", "System.Buffers.NRange" })
        {
            table.Type(name).Add(".ctor", Ends).Add(["op_Implicit", "op_Explicit"], static call => call[0])
                .Add("get_All", static call => IndexModels.Range(call.Machine, IndexModels.Index(call.Machine, 0, false), IndexModels.Index(call.Machine, 0, true)));
        }
    }

    private static Value Ends(ModelCall call) =>
        call.Method.ContainingType.Name == "NIndex" ? IndexModels.Index(call.Machine, call.Count > 0 ? call.Int(0) : 0, call.Count > 1 && call.Bool(1))
        : call.Count == 0 ? IndexModels.Range(call.Machine, IndexModels.Index(call.Machine, 0, false), IndexModels.Index(call.Machine, 0, false))
        : call.Count == 1 ? call[0]
        : IndexModels.Range(call.Machine, call[0].IsInteger ? IndexModels.Index(call.Machine, call.Int(0), false) : call[0], call[1].IsInteger ? IndexModels.Index(call.Machine, call.Int(1), false) : call[1]);

    private static void AddMakers(TensorModels type) => type
        .Add(["Create", "AsTensorSpan", "AsReadOnlyTensorSpan"], static call => Value.Of(Over(call)))
        .Add(["CreateFromShape", "CreateFromShapeUninitialized"], static call =>
        {
            var kind = Value.KindOf(call.Method.TypeArguments[0]) ?? throw call.Unsupported();
            var shape = Lengths(call, "lengths")!;
            var made = Tensors.Zeros(call.Machine, call.Method.ReturnType, kind, shape);
            return Value.Of(Lengths(call, "strides") is { Length: > 0 } strides ? Strided(call, made.Cells, 0, made.Cells.Length, shape, strides, kind) : made);
        })
        .Add("FillUniformDistribution", static call => Fill(call, 0, 1))
        .Add("FillGaussianNormalDistribution", static call => Fill(call, -1, 1));

    private static Value Fill(ModelCall call, double low, double high)
    {
        var target = Tensor(call, 0);
        foreach (var position in target.Positions())
            target.Cells[position] = call.Machine.RandomLeaf(low, high, target.Kind);
        return call.Read(0);
    }

    /// <summary>A view of an array or span, which is not copied.</summary>
    internal static TensorObject Over(ModelCall call)
    {
        var source = call[0];
        var kind = Value.KindOf(Sequences.ElementType(source.AsObject is ArrayObject { ElementType: { } element } ? call.Machine.Compilation.ArrayOf(element) : (source.AsObject as Window)?.Type))
            ?? Value.KindOf(Sequences.ElementType(call.ResultType())) ?? throw call.Unsupported();
        if (!Sequences.TryCells(source, out var cells, out var first, out var length))
            throw call.Unsupported();
        var start = call.Has("start") ? call.Named("start") is { IsInteger: true } given ? given.AsInt32 : throw call.Unsupported() : 0;
        var shape = Lengths(call, "lengths") ?? (source.AsObject is ArrayObject array ? array.Lengths : [length]);
        return Strided(call, cells, first + start, length - start, shape, Lengths(call, "strides") is { Length: > 0 } strides ? strides : TensorObject.RowMajor(shape), kind);
    }

    private static TensorObject Strided(ModelCall call, Value[] cells, int start, int available, int[] shape, int[] strides, ValueKind kind)
    {
        if (start < 0 || available < 0 || shape.Length != strides.Length || shape.Any(length => length < 0) || strides.Any(stride => stride < 0))
            throw call.Unsupported();
        var needed = TensorObject.CountOf(shape) == 0 ? 0 : shape.Zip(strides, (length, stride) => (length - 1) * stride).Sum() + 1;
        if (needed > available)
            throw call.OutOfRange("linearLength").Beyond(cells, start + needed - 1);
        return new TensorObject(call.ResultType(), kind, cells, start, shape, strides);
    }

    private static void AddElementwise(TensorModels type)
    {
        foreach (var function in TensorPrimitivesModels.ElementFunctions())
        {
            var scalar = function.Value;
            type.Add(function.Key, call => Elementwise(call, scalar));
        }

        foreach (var (name, test) in new (string, Func<int, bool>)[]
        {
            ("GreaterThan", static order => order > 0), ("GreaterThanOrEqual", static order => order >= 0), ("LessThan", static order => order < 0), ("LessThanOrEqual", static order => order <= 0), ("Equals", static order => order == 0),
        })
        {
            type.Add(name, call => Elementwise(call, x => Value.Of(test(Numbers.Compare(x[0], x[1])))));
        }
    }

    private static void AddOperators(TensorModels type)
    {
        foreach (var (name, function) in new (string, Func<Arithmetic, Value, Value, Value>)[] { ("Addition", Numbers.Add), ("Subtraction", Numbers.Subtract), ("Multiply", Numbers.Multiply), ("Division", Numbers.Divide) })
        {
            type.Add("op_" + name, call => Elementwise(call, x => function(x.Arithmetic, x[0], x[1])));
            type.Add("op_" + (name == "Multiply" ? "Multiplication" : name) + "Assignment", call =>
            {
                // The operand that is changed is the receiver of an extension's operator, or the first argument of the method that it is compiled to.
                var operands = call.Receiver.IsNull ? call.Arguments : call.Arguments.Prepend(call.Receiver).ToArray();
                Store(call, Tensor(call, operands[0]), Elements(call, operands, x => function(x.Arithmetic, x[0], x[1]), null));
                return Value.Void;
            });
        }

        type.Add("op_UnaryNegation", static call => Elementwise(call, static x => Numbers.Negate(x.Arithmetic, x[0]))).Add("op_UnaryPlus", static call => call.Read(0));
    }

    private static void AddReductions(TensorModels type)
    {
        type
            .Add("Dot", static call => Sum(call, Elements(call, call.Arguments, static x => Numbers.Multiply(x.Arithmetic, x[0], x[1]), null).Values))
            .Add("Sum", static call => Sum(call, Tensor(call, 0).Values))
            .Add("Product", static call => Tensor(call, 0).Values.Aggregate((x, y) => Numbers.Multiply(call.Arithmetic, x, y)))
            .Add("Average", static call => Numbers.Divide(call.Arithmetic, Sum(call, Tensor(call, 0).Values), Tensors.Constant(Tensor(call, 0).Kind, Tensor(call, 0).Count)))
            .Add("Norm", static call => Norm(call, Tensor(call, 0).Values))
            .Add("Distance", static call => Norm(call, Elements(call, call.Arguments, static x => Numbers.Subtract(x.Arithmetic, x[0], x[1]), null).Values))
            .Add("SumOfSquares", static call => Sum(call, Tensor(call, 0).Values.Select(x => Numbers.Multiply(call.Arithmetic, x, x))))
            .Add("IndexOfMax", static call => Best(call, static (x, y) => Numbers.Compare(x, y) > 0))
            .Add("IndexOfMin", static call => Best(call, static (x, y) => Numbers.Compare(x, y) < 0))
            .Add("Max", static call => IsFold(call) ? Tensor(call, 0).Values.Aggregate((x, y) => Numbers.Max(call.Arithmetic, x, y)) : Elementwise(call, static x => Numbers.Max(x.Arithmetic, x[0], x[1])))
            .Add("Min", static call => IsFold(call) ? Tensor(call, 0).Values.Aggregate((x, y) => Numbers.Min(call.Arithmetic, x, y)) : Elementwise(call, static x => Numbers.Min(x.Arithmetic, x[0], x[1])))
            .Add("SoftMax", static call =>
            {
                var x = Tensor(call, 0);
                var powers = x.Values.Select(value => call.Arithmetic.Unary(TapeOp.Exp, value)).ToArray();
                var sum = Sum(call, powers);
                return Deliver(call, Tensors.Make(call.Machine, Result(call), x.Kind, x.Shape, i => call.Arithmetic.Divide(powers[i], sum)));
            })
            .Add("SequenceEqual", static call => Value.Of(Tensor(call, 0).Shape.SequenceEqual(Tensor(call, 1).Shape) && Tensor(call, 0).Values.SequenceEqual(Tensor(call, 1).Values, call.Machine.EqualityComparer)));
    }

    private static bool IsFold(ModelCall call) => call.Count == 1;

    private static void AddMembers(TensorModels type) => type
        .Add(".ctor", static call => call.Count == 0 ? throw call.Unsupported() : Value.Of(Over(call)))
        .Add("op_Implicit", static call => Value.Of((call.Read(0).AsObject as TensorObject)?.As(call.Method.ReturnType) ?? Over(call)))
        .Add(["AsTensorSpan", "AsReadOnlyTensorSpan", "Slice"], static call => Value.Of((call.Count == 0 ? Self(call) : Cut(call, Self(call), call[0])).As(call.Method.ReturnType)))
        .Add("get_Item", static call => IsRanges(call) ? Value.Of(Cut(call, Self(call), call[0]).As(call.Method.ReturnType)) : Value.Of(Place(call, Self(call), call[0])))
        .Add("set_Item", static call => IsRanges(call) ? Assign(call, Cut(call, Self(call), call[0]), Tensor(call, call[1])) : throw call.Unsupported())
        .Add("get_Rank", static call => Value.Of(Self(call).Rank))
        .Add("get_FlattenedLength", static call => Value.Integer(ValueKind.NativeInt, Self(call).Count))
        .Add("get_IsEmpty", static call => Value.Of(Self(call).Count == 0))
        .Add("get_IsDense", static call => Value.Of(Self(call).IsContiguous))
        .Add("get_Lengths", static call => Span(call, Self(call).Shape))
        .Add("get_Strides", static call => Span(call, Self(call).Strides.Select((stride, axis) => Self(call).Shape[axis] == 1 && Self(call).Strides[axis] == TensorObject.RowMajor(Self(call).Shape)[axis] ? 0 : stride).ToArray()))
        .Add("get_Empty", static call => Value.Of(Tensors.Zeros(call.Machine, call.Method.ReturnType, Value.KindOf(call.Method.ContainingType.TypeArguments[0]) ?? throw call.Unsupported(), [0])))
        .Add("Clear", static call => SetAll(call, Tensors.Constant(Self(call).Kind, 0)))
        .Add("Fill", static call => SetAll(call, Tensors.Convert(call[0], Self(call).Kind)))
        .Add("CopyTo", static call => Assign(call, Tensor(call, 0), Self(call)))
        .Add("TryCopyTo", static call => Value.Of(TensorViews.Assign(Tensor(call, 0), Self(call))))
        .Add("FlattenTo", static call => Flatten(call) ? Value.Void : throw call.Throw("ArgumentException", "Destination is too short."))
        .Add("TryFlattenTo", static call => Value.Of(Flatten(call)))
        .Add("ToDenseTensor", static call => Value.Of(Self(call).IsContiguous ? Self(call) : Tensors.Copy(call.Machine, Self(call))))
        .Add("GetSpan", static call =>
        {
            var (self, start, length) = (Self(call), Place(call, Self(call), call[0]), call.Int(1));
            var element = (call.Method.ReturnType as INamedTypeSymbol)?.TypeArguments[0];
            return self.IsContiguous && start.Index - self.Offset + length <= self.Count && length >= 0
                ? Value.Of(new Window(call.Method.ReturnType, element, self.Cells, start.Index, length)) : throw call.Unsupported();
        })
        .Add("GetEnumerator", static call => call.ToEnumerator(Self(call).Values))
        .Add("ToString", static _ => Value.Of("…"));

    /// <summary>A function of elements, the operands expanded to one shape; the result is a tensor, or what the destination holds afterwards.</summary>
    internal static Value Elementwise(ModelCall call, Model scalar)
    {
        var position = call.Position("destination");
        var operands = call.Arguments.Where((_, i) => i != position).ToArray();
        return Deliver(call, Elements(call, operands, scalar, Result(call)));
    }

    private static TensorObject Elements(ModelCall call, Value[] operands, Model scalar, ITypeSymbol? type)
    {
        var read = operands.Select(operand => operand.AsObject is Location location ? location.Load() : operand).ToArray();
        var views = read.Select(operand => operand.AsObject as TensorObject ?? (operand.AsObject is ArrayObject or Window ? Tensor(call, operand) : null)).ToArray();
        var shape = views.OfType<TensorObject>().Select(view => view.Shape).Aggregate((x, y) => TensorViews.Broadcast(x, y) ?? throw Library.Mismatch(call.Machine, x, y));
        var values = views.Select(view => view is null ? null : TensorViews.Expand(view, shape)!.Values).ToArray();
        var first = views.OfType<TensorObject>().First();
        var kind = Value.KindOf(Sequences.ElementType(type)) ?? first.Kind;
        var made = Tensors.Make(call.Machine, type ?? first.Type, kind, shape, i => Tensors.Convert(scalar(call with { Arguments = values.Select((own, n) => own is null ? read[n] : own[i]).ToArray() }), kind));
        made.IsMadeUp = views.Any(view => view is { IsMadeUp: true });
        return made;
    }

    /// <summary>The type of a new tensor that the call makes; of one that it fills, the destination's.</summary>
    internal static ITypeSymbol? Result(ModelCall call) => call.Method.ReturnType;

    /// <summary>The tensor itself, or the destination once it is written to.</summary>
    internal static Value Deliver(ModelCall call, TensorObject made)
    {
        var position = call.Position("destination");
        if (position < 0)
            return Value.Of(made);
        Store(call, Tensor(call, position), made);
        return call.Read(position);
    }

    private static void Store(ModelCall call, TensorObject target, TensorObject value)
    {
        if (!TensorViews.Assign(target, value))
            throw Library.Mismatch(call.Machine, target.Shape, value.Shape);
    }

    internal static Value Assign(ModelCall call, TensorObject target, TensorObject value)
    {
        Store(call, target, value);
        return Value.Void;
    }

    internal static TensorObject Tensor(ModelCall call, int index) => Tensor(call, call.Read(index));

    internal static TensorObject Tensor(ModelCall call, Value operand) => operand.AsObject switch
    {
        Location location => Tensor(call, location.Load()),
        TensorObject tensor => tensor,
        ArrayObject array => Tensors.Share(Library.Type(call.Machine), array),
        null when operand.IsNull => throw call.Throw("NullReferenceException", "Object reference not set to an instance of an object."),
        _ => throw call.Unsupported(),
    };

    /// <summary>The numbers of a parameter that lists lengths, strides or dimensions; null where the overload has none.</summary>
    internal static int[]? Lengths(ModelCall call, string parameter) =>
        call.Has(parameter) ? call.Machine.Enumerate(call.Read(call.Position(parameter))).Select(length => length.AsInt32).ToArray() : null;

    /// <summary>A part of the tensor: ranges of its dimensions, or where in each it begins.</summary>
    internal static TensorObject Cut(ModelCall call, TensorObject tensor, Value places)
    {
        var items = call.Machine.Enumerate(places).ToArray();
        if (items.Length != tensor.Rank)
            throw call.OutOfRange("The number of dimensions");
        for (var axis = 0; axis < items.Length; axis++)
        {
            var length = tensor.Shape[axis];
            var isRange = items[axis].AsObject is TupleObject range && range.Items[1].Kind != ValueKind.Boolean;
            var (start, count) = isRange ? IndexModels.Span(items[axis], length) : (IndexModels.Offset(items[axis], length), length - IndexModels.Offset(items[axis], length));
            if (start < 0 || count < 0 || start + count > length)
                throw call.OutOfRange("A range");
            tensor = TensorViews.Narrow(tensor, axis, start, count);
        }

        return tensor;
    }

    private static CellLocation Place(ModelCall call, TensorObject tensor, Value indices)
    {
        var items = call.Machine.Enumerate(indices).ToArray();
        if (items.Length != tensor.Rank)
            throw items.Length > tensor.Rank ? Library.TooFewDimensions(call.Machine, tensor, items.Length) : call.OutOfRange("The number of dimensions");
        var position = tensor.Offset;
        for (var axis = 0; axis < items.Length; axis++)
        {
            var index = IndexModels.Offset(items[axis], tensor.Shape[axis]);
            if (index < 0 || index >= tensor.Shape[axis])
                throw Library.OutOfRange(call.Machine);
            position += index * tensor.Strides[axis];
        }

        return new CellLocation(tensor.Cells, position);
    }

    private static bool IsRanges(ModelCall call) => Sequences.ElementType(call.Method.Parameters[0].Type) is { Name: "NRange" };

    private static Value Span(ModelCall call, int[] numbers)
    {
        var cells = numbers.Select(number => Value.Integer(ValueKind.NativeInt, number)).ToArray();
        return Value.Of(new Window(call.Method.ReturnType, Sequences.ElementType(call.Method.ReturnType), cells, 0, cells.Length));
    }

    private static bool Flatten(ModelCall call)
    {
        if (!Sequences.TryCells(call[0], out var cells, out var start, out var length))
            throw call.Unsupported();
        var values = Self(call).Values;
        if (values.Length > length)
            return false;
        values.CopyTo(cells, start);
        return true;
    }

    private static Value SetAll(ModelCall call, Value value)
    {
        foreach (var position in Self(call).Positions())
            Self(call).Cells[position] = value;
        return Value.Void;
    }

    private static Value Sum(ModelCall call, IEnumerable<Value> items) =>
        items.Aggregate((Value?)null, (sum, x) => sum is { } held ? Numbers.Add(call.Arithmetic, held, x) : x) ?? Numbers.Zero(Value.KindOf(call.Method.ReturnType) ?? ValueKind.Double);

    private static Value Norm(ModelCall call, IEnumerable<Value> items) => call.Arithmetic.Unary(TapeOp.Sqrt, Sum(call, items.Select(x => call.Arithmetic.Multiply(x, x))));

    private static Value Best(ModelCall call, Func<Value, Value, bool> better)
    {
        var items = Tensor(call, 0).Values;
        var best = items.Length == 0 ? -1 : 0;
        for (var i = 1; i < items.Length; i++)
        {
            if (better(items[i], items[best]))
                best = i;
        }

        return Value.Integer(ValueKind.NativeInt, best);
    }

    private static TensorObject Self(ModelCall call) => call.Receiver.As<TensorObject>();
}
