using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>NumSharp: NDArray and the functions of np.</summary>
internal static class NumSharpModels
{
    public const string ArrayType = "NumSharp.NDArray";

    public static readonly TensorLibrary Library = new(ArrayType, "NumSharp.IncorrectShapeException", "NumSharp.IndexError", ValueKind.Double, IsIntegerWide: true);

    private static readonly TensorCalls Calls = new(Library);

    public static void Register(ModelTable table)
    {
        var array = new TensorModels(table.Type(ArrayType));
        var np = new TensorModels(table.Type("NumSharp.np"));
        AddFunctions(np);
        AddReductions(np);
        AddReductions(array);
        AddShapes(np);
        AddShapes(array);
        AddMakers(table, np);
        AddOperators(array);
        AddMembers(array);
        NumSharpIndexModels.Register(table, array, Calls);
        AddRandom(table);
        new TensorModels(table.Type("NumSharp.np+linalg")).Add("norm", call => call.Count == 1 || call.Arguments.Skip(1).All(argument => argument.IsNull || argument is { Kind: ValueKind.Boolean, AsBoolean: false })
            ? Norm(call, Calls.Tensor(call, 0)) : throw call.Unsupported());
    }

    private static void AddFunctions(TensorModels np)
    {
        foreach (var (name, op) in new[]
        {
            ("exp", TapeOp.Exp), ("log", TapeOp.Log), ("sqrt", TapeOp.Sqrt), ("cbrt", TapeOp.Cbrt), ("tanh", TapeOp.Tanh), ("sinh", TapeOp.Sinh), ("cosh", TapeOp.Cosh),
            ("sin", TapeOp.Sin), ("cos", TapeOp.Cos), ("tan", TapeOp.Tan), ("arcsin", TapeOp.Asin), ("arccos", TapeOp.Acos), ("arctan", TapeOp.Atan),
        })
        {
            np.Add(name, Ufunc(Calls.Real((arithmetic, x) => arithmetic.Unary(op, x))));
        }

        foreach (var (name, round) in new (string, Func<double, double>)[] { ("floor", Math.Floor), ("ceil", Math.Ceiling), ("trunc", Math.Truncate), ("rint", Math.Round) })
            np.Add(name, Ufunc(Calls.Real((arithmetic, x) => arithmetic.Constant(x, round(x.AsTraced.Value)))));
        np.Add("sign", Ufunc(Calls.Real((arithmetic, x) => arithmetic.Constant(x, Math.Sign(x.AsTraced.Value)))))
            .Add("log1p", Ufunc(Calls.Real((arithmetic, x) => arithmetic.Unary(TapeOp.Log, arithmetic.Add(arithmetic.Constant(x, 1), x)))))
            .Add("expm1", Ufunc(Calls.Real((arithmetic, x) => arithmetic.Subtract(arithmetic.Unary(TapeOp.Exp, x), arithmetic.Constant(x, 1)))))
            .Add("reciprocal", Ufunc(Calls.Real((arithmetic, x) => arithmetic.Divide(arithmetic.Constant(x, 1), x))))
            .Add(["abs", "absolute"], Ufunc(Calls.Unary(Numbers.Abs)))
            .Add("negative", Ufunc(Calls.Unary(Numbers.Negate)))
            .Add("positive", Ufunc(Calls.Unary((_, x) => x)))
            .Add("square", Ufunc(Calls.Unary((arithmetic, x) => Numbers.Multiply(arithmetic, x, x))))
            .Add("add", Ufunc(Calls.Binary(Numbers.Add)))
            .Add("subtract", Ufunc(Calls.Binary(Numbers.Subtract)))
            .Add("multiply", Ufunc(Calls.Binary(Numbers.Multiply)))
            .Add(["divide", "true_divide"], Ufunc(call => Value.Of(Calls.Divide(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1)))))
            .Add("power", Ufunc(call => Value.Of(Calls.Power(call, Read(call, 0), Read(call, 1)))))
            .Add("maximum", Ufunc(Calls.Binary(Numbers.Max)))
            .Add("minimum", Ufunc(Calls.Binary(Numbers.Min)))
            .Add("clip", Ufunc(Clip))
            .Add("where", Where)
            .Add("dot", Ufunc(Dot))
            .Add("matmul", Ufunc(call => call.Arguments.Skip(3).All(argument => argument.IsNull || argument.AsString is not null || argument.Kind is ValueKind.Char or ValueKind.Boolean)
                ? Value.Of(Calls.Matmul(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1))) : throw call.Unsupported()))
            .Add("outer", Ufunc(call => Value.Of(Calls.Outer(call, Flat(call, 0), Flat(call, 1)))))
            .Add("einsum", call => call.Method.Parameters.Length == 2 && call[0].AsString is { } equation
                ? Value.Of(Calls.Einsum(call, equation, Calls.List(call, call[1]))) : throw call.Unsupported());
    }

    private static void AddReductions(TensorModels models) => models
        .Add("sum", call =>
        {
            var x = Calls.Tensor(call, 0);
            return Reduced(call, x, (axes, keeps) => TensorArithmetic.Sum(call.Machine, x, axes, keeps, KindOf(call) ?? (Value.IsRealKind(x.Kind) ? x.Kind : ValueKind.Int64)));
        })
        .Add("mean", call =>
        {
            var x = Calls.Tensor(call, 0);
            return Reduced(call, x, (axes, keeps) => TensorArithmetic.Mean(call.Machine, x, axes, keeps, KindOf(call) ?? Library.Real(x.Kind)));
        })
        .Add(["max", "amax"], call => Extreme(call, Numbers.Max))
        .Add(["min", "amin"], call => Extreme(call, Numbers.Min))
        .Add("argmax", call => Arg(call, greatest: true))
        .Add("argmin", call => Arg(call, greatest: false));

    /// <summary>What np has as functions and NDArray as methods.</summary>
    private static void AddShapes(TensorModels models) => models
        .Add("transpose", call => Value.Of(Transposed(call, Calls.Tensor(call, 0), call.Named("premute"))))
        .Add("swapaxes", call =>
        {
            var x = Calls.Tensor(call, 0);
            return Value.Of(TensorViews.Swap(x, Calls.Axis(call, call.Operand(1).AsInteger, x.Rank), Calls.Axis(call, call.Operand(2).AsInteger, x.Rank)));
        })
        .Add("reshape", call => Order(call) && call.OperandCount() >= 2 ? Value.Of(Calls.Reshape(call, Calls.Tensor(call, 0), Lengths(call, Deref(call.Operand(1))))) : throw call.Unsupported())
        .Add("ravel", call => Order(call) && Calls.Tensor(call, 0) is var x ? Value.Of(TensorViews.Reshape(call.Machine, x, [x.Count])) : throw call.Unsupported())
        .Add("squeeze", call =>
        {
            var x = Calls.Tensor(call, 0);
            var asked = call.Named("axis") is { IsNull: false } axis ? Calls.Axis(call, axis.AsInteger, x.Rank) : (int?)null;
            if (asked is { } one && x.Shape[one] != 1)
                throw Library.Mismatch(call.Machine, x.Shape, [1]);
            return Value.Of(TensorViews.Squeeze(x, n => asked is null || asked == n));
        })
        .Add("copy", call => Order(call) ? Value.Of(Tensors.Copy(call.Machine, Calls.Tensor(call, 0))) : throw call.Unsupported());

    private static void AddMakers(ModelTable table, TensorModels np)
    {
        np.Add(["zeros", "empty"], call => Value.Of(Zeros(call, 0)))
            .Add("ones", call => Value.Of(Zeros(call, 1)))
            .Add(["zeros_like", "empty_like"], call => Value.Of(Like(call, Value.Of(0))))
            .Add("ones_like", call => Value.Of(Like(call, Value.Of(1))))
            .Add("full", call => Value.Of(Tensors.Filled(call.Machine, Library.Type(call.Machine), KindOf(call) ?? call[1].Kind, Lengths(call, call[0]), Number(call, call[1]))))
            .Add("full_like", call => Value.Of(Like(call, Number(call, call[1]))))
            .Add(["eye", "identity"], call =>
            {
                int rows = call.Int(0), columns = call.Named("M") is { IsNull: false } m ? m.AsInt32 : rows, shift = call.IntOr("k", 0);
                var kind = KindOf(call) ?? ValueKind.Double;
                return Value.Of(Tensors.Make(call.Machine, Library.Type(call.Machine), kind, [rows, columns], i => Tensors.Constant(kind, (i % columns) - (i / columns) == shift ? 1 : 0)));
            })
            .Add("arange", Arange)
            .Add("linspace", Linspace)
            .Add("array", Array)
            .Add("asarray", call => call[0].AsObject is TensorObject x && call.Arguments.Skip(1).All(argument => argument.IsNull || argument.Kind == ValueKind.Char) ? call[0] : throw call.Unsupported())
            .Add("atleast_1d", call => Calls.Tensor(call, 0) is { Rank: 0 } x ? Value.Of(TensorViews.Unsqueeze(x, 0)) : call[0])
            .Add("atleast_2d", call => Value.Of(Rows(Calls.Tensor(call, 0))))
            .Add("expand_dims", call => Calls.Tensor(call, 0) is var x && call[1].IsInteger ? Value.Of(TensorViews.Unsqueeze(x, Calls.Axis(call, call[1].AsInteger, x.Rank + 1))) : throw call.Unsupported())
            .Add("broadcast_to", call => call[0].AsObject is TensorObject x && TensorViews.Expand(x, call[1].AsObject is TensorObject y ? y.Shape : Lengths(call, call[1])) is { } expanded ? Value.Of(expanded) : throw call.Unsupported())
            .Add("concatenate", call => call.Arguments.Skip(2).All(argument => argument.IsNull || argument.AsString == "same_kind") && call[1].IsInteger
                ? Value.Of(Calls.Concatenate(call, Calls.List(call, call[0]), call[1].AsInteger)) : throw call.Unsupported())
            .Add("stack", call => Value.Of(Calls.Stack(call, Calls.List(call, call[0]), call[1].AsInteger)))
            .Add("vstack", call => Value.Of(Calls.Concatenate(call, Calls.List(call, call[0]).Select(Rows).ToArray(), 0)))
            .Add("hstack", call => Calls.List(call, call[0]) is var parts ? Value.Of(Calls.Concatenate(call, parts, parts[0].Rank == 1 ? 0 : 1)) : default)
            .Add(["split", "array_split"], call => Split(call, call.IntOr("axis", 0)))
            .Add("vsplit", call => Split(call, 0))
            .Add("hsplit", call => Split(call, Calls.Tensor(call, 0).Rank == 1 ? 0 : 1))
            .Add("copyto", call => call.Arguments.Length < 4 || call[3].IsNull ? Written(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1)) : throw call.Unsupported())
            .Add("get_pi", _ => Value.Of(Math.PI))
            .Add("get_e", _ => Value.Of(Math.E))
            .Add("get_random", call => Value.Of(new PlainObject(call.Method.ReturnType, "np.random")));
        foreach (var (field, type) in new[]
        {
            ("float64", SpecialType.System_Double), ("double", SpecialType.System_Double), ("float32", SpecialType.System_Single), ("int32", SpecialType.System_Int32), ("int64", SpecialType.System_Int64),
        })
        {
            table.AddField("NumSharp.np", field, (machine, _) => Value.Of(new TypeObject(machine.Compilation.GetSpecialType(type))));
        }

        table.Type("NumSharp.DType").Add("op_Implicit", call => call[0]);
        AddShapeType(table);
    }

    private static void AddShapeType(ModelTable table) => table.Type("NumSharp.Shape")
        .Add([".ctor", "op_Implicit"], static call => call.Count == 1 ? Value.Of(new ShapeObject(call.Method.ContainingType, Lengths(call, call[0]))) : throw call.Unsupported())
        .Add("get_Item", static call => Value.Of((long)(Shape(call) is var shape && TensorViews.Position(call[0].AsInteger, shape.Length) is { } axis ? shape[axis] : throw call.IndexOutside())))
        .Add("get_NDim", static call => Value.Of(Shape(call).Length))
        .Add("get_Size", static call => Value.Of((long)TensorObject.CountOf(Shape(call))))
        .Add("get_Dimensions", static call => LongArray(call, Shape(call)));

    private static void AddOperators(TensorModels array)
    {
        array.Add("op_Addition", Calls.Binary(Numbers.Add))
            .Add("op_Subtraction", Calls.Binary(Numbers.Subtract))
            .Add("op_Multiply", Calls.Binary(Numbers.Multiply))
            .Add("op_Division", call => Value.Of(Calls.Divide(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1))))
            .Add("op_UnaryNegation", Calls.Unary(Numbers.Negate))
            .Add("op_UnaryPlus", Calls.Unary((_, x) => x))
            .Add("op_GreaterThan", Calls.Compare(order => order > 0))
            .Add("op_GreaterThanOrEqual", Calls.Compare(order => order >= 0))
            .Add("op_LessThan", Calls.Compare(order => order < 0))
            .Add("op_LessThanOrEqual", Calls.Compare(order => order <= 0))
            .Add("op_Equality", call => call[0].IsNull || call[1].IsNull ? Truth(call, call[0].IsNull && call[1].IsNull) : Calls.Compare(order => order == 0)(call))
            .Add("op_Inequality", call => call[0].IsNull || call[1].IsNull ? Truth(call, call[0].IsNull != call[1].IsNull) : Calls.Compare(order => order != 0)(call))
            .Add("op_Implicit", call => call[0].AsObject is ArrayObject source && source.ElementType is not IArrayTypeSymbol
                ? Value.Of(Tensors.Read(call.Machine, Library.Type(call.Machine), call[0]))
                : Tensors.IsNumber(call[0]) ? Value.Of(Tensors.Filled(call.Machine, Library.Type(call.Machine), call[0].Kind, [], call[0])) : throw call.Unsupported())
            .Add("op_Explicit", call => Calls.Tensor(call, 0) is var x && Value.KindOf(call.Method.ReturnType) is { } kind
                ? x.Rank == 0 ? Tensors.Convert(x.Values[0], kind) : throw call.Machine.Throw(Library.ShapeError, "only 0-d arrays can be converted to scalar")
                : throw call.Unsupported());
    }

    private static void AddMembers(TensorModels array) => array
        .Add(".ctor", New)
        .Add("dot", Dot)
        .Add("get_T", call => Value.Of(TensorViews.Reversed(Calls.Tensor(call, 0))))
        .Add("get_mT", call => Calls.Tensor(call, 0) is { Rank: > 1 } x ? Value.Of(TensorViews.Swap(x, x.Rank - 1, x.Rank - 2)) : throw call.Unsupported())
        .Add("get_shape", call => Tensors.ShapeArray(call, Calls.Tensor(call, 0)))
        .Add("get_Shape", call => Value.Of(new ShapeObject(call.Method.ReturnType, Calls.Tensor(call, 0).Shape)))
        .Add("get_size", call => Value.Of((long)Calls.Tensor(call, 0).Count))
        .Add("get_ndim", call => Value.Of(Calls.Tensor(call, 0).Rank))
        .Add("get_dtype", call => Value.Of(new TypeObject(call.Machine.TypeOf(Calls.Tensor(call, 0).Kind))))
        .Add("Clone", call => Value.Of(Tensors.Copy(call.Machine, Calls.Tensor(call, 0))))
        .Add("flatten", call => Order(call) && Tensors.Copy(call.Machine, Calls.Tensor(call, 0)) is var copy ? Value.Of(copy.View(0, [copy.Count], [1])) : throw call.Unsupported())
        .Add("astype", call => call.Count == 2 && (KindOf(call) ?? throw call.Unsupported()) is var kind
            ? call.Bool(1) || kind != Calls.Tensor(call, 0).Kind ? Value.Of(Tensors.Copy(call.Machine, Calls.Tensor(call, 0), kind)) : call.Receiver : throw call.Unsupported())
        .Add("fill", call => Written(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1)))
        .Add("negate", Calls.Unary(Numbers.Negate))
        .Add("negative", Calls.Unary(Numbers.Negate))
        .Add("clip", call => Clip(call))
        .Add("ToArray", call => Calls.Tensor(call, 0) is var x && Value.KindOf(call.TypeArgument(0)) == x.Kind
            ? Tensors.ToArray(call.Machine, x, call.TypeArgument(0), [x.Count]) : throw call.Throw("ArrayTypeMismatchException", "The given type argument doesn't match the type of the internal data"))
        .Add("ToMuliDimArray", call => Calls.Tensor(call, 0) is var x && Value.KindOf(call.TypeArgument(0)) == x.Kind
            ? Tensors.ToArray(call.Machine, x, call.TypeArgument(0), x.Shape) : throw call.Unsupported())
        .Add("ToString", _ => Value.Of(""))
        .Ignore("Dispose");

    private static void AddRandom(ModelTable table) => new TensorModels(table.Type("NumSharp.NumPyRandom"))
        .Add("RandomState", call => call.ToPlain())
        .Ignore("seed", "set_state")
        .Add(["rand", "random", "random_sample"], call => Value.Of(Drawn(call, call.Arguments, 0, 1)))
        .Add(["randn", "standard_normal"], call => Value.Of(Drawn(call, call.Arguments, -1, 1)))
        .Add("uniform", call => call[0].AsObject is null && call[1].AsObject is null ? Scaled(call, call.Count > 2 ? [call[2]] : [], 0, Numbers.Subtract(call.Arithmetic, call[1], call[0]), call[0]) : throw call.Unsupported())
        .Add("normal", call => Scaled(call, call.Count > 2 ? [call[2]] : [], -1, call[1], call[0]));

    private static Value Scaled(ModelCall call, Value[] size, double low, Value scale, Value shift)
    {
        var drawn = Drawn(call, size, low, 1);
        return Value.Of(TensorArithmetic.Map(call.Machine, drawn, ValueKind.Double, x => call.Arithmetic.Add(call.Arithmetic.Multiply(x, scale), shift)));
    }

    private static TensorObject Drawn(ModelCall call, Value[] size, double low, double high) => Tensors.Make(
        call.Machine, Library.Type(call.Machine), ValueKind.Double, size.SelectMany(part => Lengths(call, part)).ToArray(), _ => call.Machine.RandomLeaf(low, high, ValueKind.Double));

    /// <summary>The lengths of dimensions, as a number, a tuple, an array or a Shape.</summary>
    internal static int[] Lengths(ModelCall call, Value shape) => shape.AsObject switch
    {
        ShapeObject known => known.Lengths,
        TupleObject tuple => tuple.Items.Select(item => item.AsInt32).ToArray(),
        ArrayObject or ListObject or Window => call.Machine.Enumerate(shape).Select(item => item.AsInt32).ToArray(),
        null when shape.IsInteger => [shape.AsInt32],
        null when shape.IsNull => [],
        _ => throw call.Unsupported(),
    };

    /// <summary>The element type asked for, by its Type, type code, or as a type argument; null where none is.</summary>
    internal static ValueKind? KindOf(ModelCall call)
    {
        for (var i = 0; i < call.Count; i++)
        {
            var type = call.Method.Parameters[i].Type;
            if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
                type = nullable.TypeArguments[0];
            if (type.Name is not ("Type" or "NPTypeCode" or "DType") || call[i].IsNull)
                continue;
            return call[i].AsObject is TypeObject asked ? Value.KindOf(asked.Represented) ?? throw call.Unsupported() : call[i].AsInteger switch
            {
                0 => null,
                3 => ValueKind.Boolean,
                9 => ValueKind.Int32,
                11 => ValueKind.Int64,
                13 => ValueKind.Single,
                14 => ValueKind.Double,
                _ => throw call.Unsupported(),
            };
        }

        return call.Method.TypeArguments.Length == 1 ? Value.KindOf(call.Method.TypeArguments[0]) ?? throw call.Unsupported() : null;
    }

    /// <summary>The result of a function goes to its out argument where there is one.</summary>
    private static Model Ufunc(Model model) => call =>
    {
        if (call.Named("where") is { IsNull: false } && call.Method.Name != "where")
            throw call.Unsupported();
        var result = model(call);
        var made = result.As<TensorObject>();
        if (KindOf(call) is { } kind && kind != made.Kind)
            throw call.Unsupported();
        if (call.Named("out").AsObject is not TensorObject target)
            return result;
        if (!target.Shape.SequenceEqual(made.Shape) || target.Kind != made.Kind)
            throw call.Unsupported();
        Calls.Assign(call, target, made);
        return Value.Of(target);
    };

    private static TensorObject Read(ModelCall call, int index) => Calls.Tensor(call, Deref(call.Operand(index)));

    private static Value Deref(Value value) => value.AsObject is Location location ? location.Load() : value;

    private static TensorObject Flat(ModelCall call, int index) => Calls.Tensor(call, index) is var x ? TensorViews.Reshape(call.Machine, x, [x.Count]) : null!;

    private static TensorObject Rows(TensorObject x) => x.Rank == 0 ? TensorViews.Unsqueeze(TensorViews.Unsqueeze(x, 0), 0) : x.Rank == 1 ? TensorViews.Unsqueeze(x, 0) : x;

    private static Value Dot(ModelCall call)
    {
        TensorObject x = Calls.Tensor(call, 0), y = Calls.Tensor(call, 1);
        var kind = Library.Common(x.Kind, y.Kind);
        if (x.Rank == 0 || y.Rank == 0)
            return Value.Of(TensorArithmetic.Zip(call.Machine, Library, x, y, Library.Common(x, y), (a, b) => Numbers.Multiply(call.Arithmetic, a, b)));
        int summed = x.Shape[x.Rank - 1], other = y.Shape[Math.Max(0, y.Rank - 2)];
        if (summed != other)
            throw Library.Mismatch(call.Machine, x.Shape, y.Shape);
        var left = Letters('a', x.Rank - 1);
        string before = Letters('n', Math.Max(0, y.Rank - 2)), after = y.Rank > 1 ? "Y" : "";
        return Value.Of(TensorArithmetic.Contract(call.Machine, kind, [x, y], [left + "Z", before + "Z" + after], left + before + after)!);

        static string Letters(char first, int count) => new(Enumerable.Range(0, count).Select(n => (char)(first + n)).ToArray());
    }

    private static Value Clip(ModelCall call)
    {
        var x = Calls.Tensor(call, 0);
        if (!call.Method.Name.Equals("clip", StringComparison.Ordinal) || Bounds("min").Skip(1).Any() || Bounds("max").Skip(1).Any())
            throw call.Unsupported();
        foreach (var low in Bounds("min"))
            x = Calls.Binary(call, x, Calls.Tensor(call, low), Numbers.Max);
        foreach (var high in Bounds("max"))
            x = Calls.Binary(call, x, Calls.Tensor(call, high), Numbers.Min);
        return Value.Of(x);

        IEnumerable<Value> Bounds(string name) => new[] { call.Named(name), call.Named("a_" + name) }.Where(bound => !bound.IsNull);
    }

    private static Value Where(ModelCall call)
    {
        if (call.Count != 3)
            throw call.Unsupported();
        TensorObject condition = Calls.Tensor(call, 0), x = Calls.Tensor(call, 1), y = Calls.Tensor(call, 2);
        var kind = Library.Common(x, y);
        var shape = TensorViews.Broadcast(condition.Shape, TensorViews.Broadcast(x.Shape, y.Shape) ?? throw Library.Mismatch(call.Machine, x.Shape, y.Shape)) ?? throw Library.Mismatch(call.Machine, condition.Shape, x.Shape);
        Value[] tests = TensorViews.Expand(condition, shape)!.Values, left = TensorViews.Expand(x, shape)!.Values, right = TensorViews.Expand(y, shape)!.Values;
        return Value.Of(Tensors.Make(call.Machine, Library.Type(call.Machine), kind, shape, i => Tensors.Convert(Tensors.Convert(tests[i], ValueKind.Boolean).AsBoolean ? left[i] : right[i], kind)));
    }

    private static Value Reduced(ModelCall call, TensorObject x, Func<int[], bool, TensorObject> reduce)
    {
        var keeps = call.Named("keepdims") is { Kind: ValueKind.Boolean } flag && flag.AsBoolean;
        if (call.Named("out") is { IsNull: false } || call.Named("where") is { IsNull: false })
            throw call.Unsupported();
        return Value.Of(reduce(call.Named("axis") is { IsNull: false } axis ? [Calls.Axis(call, axis.AsInteger, x)] : TensorCalls.AllAxes(x), keeps));
    }

    private static Value Extreme(ModelCall call, Func<Arithmetic, Value, Value, Value> choose)
    {
        var x = Calls.Tensor(call, 0);
        var result = Reduced(call, x, (axes, keeps) => TensorArithmetic.Fold(call.Machine, x, axes, keeps, x.Kind, (a, b) => choose(call.Arithmetic, a, b)));
        return call.Method is { TypeArguments.Length: 1, ReturnType: var type } && Value.KindOf(type) is { } kind ? Tensors.Convert(result.As<TensorObject>().Values[0], kind) : result;
    }

    private static Value Arg(ModelCall call, bool greatest)
    {
        var values = Calls.Tensor(call, 0).Values;
        if (call.Has("axis") || values.Length == 0)
            throw call.Unsupported();
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (Numbers.Compare(values[i], values[best]) is var order && (greatest ? order > 0 : order < 0))
                best = i;
        }

        return Value.Of((long)best);
    }

    private static Value Norm(ModelCall call, TensorObject x)
    {
        var kind = Library.Real(x.Kind);
        var squares = TensorArithmetic.Map(call.Machine, x, kind, value => call.Arithmetic.Multiply(value, value));
        return Value.Of(TensorArithmetic.Map(call.Machine, TensorArithmetic.Sum(call.Machine, squares, TensorCalls.AllAxes(x), false, kind), kind, sum => call.Arithmetic.Unary(TapeOp.Sqrt, sum)));
    }

    private static TensorObject Transposed(ModelCall call, TensorObject x, Value order)
    {
        if (order.IsNull)
            return TensorViews.Reversed(x);
        var axes = Calls.Axes(call, call.Machine.Enumerate(order).Select(axis => axis.AsInteger), x.Rank);
        return axes.Length == 0 ? TensorViews.Reversed(x) : axes.Length == x.Rank && axes.Distinct().Count() == x.Rank ? TensorViews.Permute(x, axes) : throw Library.Mismatch(call.Machine, x.Shape, axes);
    }

    private static bool Order(ModelCall call) => call.Named("order") is not { Kind: ValueKind.Char } order || order.AsInteger is 'C' or 'K' or 'A';

    private static TensorObject Zeros(ModelCall call, int value)
    {
        if (!Order(call))
            throw call.Unsupported();
        return Tensors.Filled(call.Machine, Library.Type(call.Machine), KindOf(call) ?? ValueKind.Double, Lengths(call, call[0]), Value.Of(value));
    }

    private static TensorObject Like(ModelCall call, Value value)
    {
        var like = Calls.Tensor(call, 0);
        var shape = call.Named("shape").AsObject is ShapeObject { Lengths: { Length: > 0 } asked } ? asked : like.Shape;
        var made = Tensors.Filled(call.Machine, Library.Type(call.Machine), KindOf(call) ?? like.Kind, shape, value);
        made.IsMadeUp = like.IsMadeUp;
        return made;
    }

    private static Value Number(ModelCall call, Value value) => Tensors.IsNumber(value) ? value : throw call.Unsupported();

    private static Value Arange(ModelCall call)
    {
        var bounds = call.Arguments.Where((argument, i) => Tensors.IsNumber(argument) && call.Method.Parameters[i].Type.Name != "NPTypeCode").ToArray();
        double start = bounds.Length > 1 ? bounds[0].AsTraced.Value : 0, stop = bounds[bounds.Length > 1 ? 1 : 0].AsTraced.Value, step = bounds.Length > 2 ? bounds[2].AsTraced.Value : 1;
        var kind = KindOf(call) ?? (bounds[0].IsReal ? bounds[0].Kind : ValueKind.Int64);
        return Value.Of(Tensors.Make(call.Machine, Library.Type(call.Machine), kind, [Math.Max(0, (int)Math.Ceiling((stop - start) / step))], i => Tensors.Convert(Value.Of(start + (i * step)), kind)));
    }

    private static Value Linspace(ModelCall call)
    {
        var count = call.Int(2);
        var (start, stop) = (call[0].AsTraced.Value, call[1].AsTraced.Value);
        var kind = KindOf(call) ?? ValueKind.Double;
        if (!call.Bool(3) || count < 2 || !Value.IsRealKind(kind))
            throw call.Unsupported();
        return Value.Of(Tensors.Make(call.Machine, Library.Type(call.Machine), kind, [count], i => Value.Of(Traced.Constant(start + ((stop - start) * i / (count - 1))), kind)));
    }

    private static Value Array(ModelCall call)
    {
        var type = Library.Type(call.Machine);
        var copies = call.Named("copy") is not { Kind: ValueKind.Boolean } flag || flag.AsBoolean;
        if (call.IntOr("ndmin", 0) > 0 || call.Count > 1 && call[1].IsInteger && call.Method.Parameters[1].Name == "size")
            throw call.Unsupported();
        var kind = KindOf(call);
        if (call[0].AsObject is TensorObject source)
            return copies ? Value.Of(Tensors.Copy(call.Machine, source)) : call[0];
        if (Tensors.IsNumber(call[0]))
            return Value.Of(Tensors.Filled(call.Machine, type, call[0].Kind, [], call[0]));
        return !copies && call[0].AsObject is ArrayObject array && array.ElementType is { } element and not IArrayTypeSymbol && (kind is null || kind == Value.KindOf(element))
            ? Value.Of(Tensors.Share(type, array))
            : Value.Of(Tensors.Read(call.Machine, type, call[0], kind));
    }

    private static Value New(ModelCall call)
    {
        var type = call.Method.ContainingType;
        if (call[0].AsObject is ArrayObject values && values.ElementType is not IArrayTypeSymbol && Order(call))
        {
            var shared = Tensors.Share(type, values);
            return Value.Of(call.Count > 1 && call[1].AsObject is ShapeObject { Lengths.Length: > 0 } shape ? Calls.Reshape(call, shared, shape.Lengths) : shared);
        }

        if (call.Method.Parameters[0].Type.Name is "Type" or "NPTypeCode" && call.Count > 1 && Order(call))
            return Value.Of(Tensors.Zeros(call.Machine, type, KindOf(call) ?? throw call.Unsupported(), Lengths(call, call[1])));
        throw call.Unsupported();
    }

    private static Value Split(ModelCall call, long asked)
    {
        var x = Calls.Tensor(call, 0);
        var axis = Calls.Axis(call, asked, x.Rank);
        int[] lengths;
        if (call[1].IsInteger)
        {
            var count = call.Int(1);
            if (x.Shape[axis] % count != 0 && call.Method.Name != "array_split")
                throw call.Throw("ArgumentException", "array split does not result in an equal division");
            lengths = Enumerable.Range(0, count).Select(n => (x.Shape[axis] / count) + (n < x.Shape[axis] % count ? 1 : 0)).ToArray();
        }
        else
        {
            var ends = call.Sequence(1).Select(end => Math.Min(end.AsInt32, x.Shape[axis])).Append(x.Shape[axis]).ToArray();
            lengths = ends.Select((end, n) => end - (n == 0 ? 0 : ends[n - 1])).ToArray();
        }

        return lengths.All(length => length >= 0) ? call.ToArray(TensorViews.Split(x, axis, lengths).Select(part => Value.Of(part))) : throw call.Unsupported();
    }

    private static Value Written(ModelCall call, TensorObject target, TensorObject value)
    {
        Calls.Assign(call, target, value);
        return Value.Void;
    }

    private static Value Truth(ModelCall call, bool value) => Value.Of(Tensors.Filled(call.Machine, Library.Type(call.Machine), ValueKind.Boolean, [], Value.Of(value)));

    private static int[] Shape(ModelCall call) => call.Receiver.As<ShapeObject>().Lengths;

    private static Value LongArray(ModelCall call, int[] lengths) =>
        call.ToArray(lengths.Select(length => Value.Of((long)length)).ToArray(), call.Machine.Compilation.GetSpecialType(SpecialType.System_Int64));
}
