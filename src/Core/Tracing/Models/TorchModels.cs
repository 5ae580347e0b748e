using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>TorchSharp's tensors, for gradients that are written by hand on them. Its autograd and modules are not modelled.</summary>
internal static class TorchModels
{
    public const string TensorType = "TorchSharp.torch+Tensor", ParameterType = "TorchSharp.Modules.Parameter";

    private const string Native = "System.Runtime.InteropServices.ExternalException";

    internal static readonly TensorLibrary Library = new(TensorType, Native, Native, ValueKind.Single, IsIntegerWide: false);

    private static readonly TensorCalls Calls = new(Library);

    public static void Register(ModelTable table)
    {
        var tensor = new TensorModels(table.Type(TensorType));
        var torch = new TensorModels(table.Type("TorchSharp.torch"));
        foreach (var models in new[] { torch, tensor })
        {
            AddFunctions(models);
            AddArithmetic(models);
            AddProducts(models);
            AddReductions(models);
            TorchShapeModels.Add(models, Calls);
        }

        AddOperators(tensor);
        AddFunctions(new TensorModels(table.Type("TorchSharp.torch+nn+functional"))
            .Add("linear", call => Value.Of(Sum(call, Calls.Matmul(call, Calls.Tensor(call, 0), TensorViews.Reversed(Calls.Tensor(call, 1))), call[2]))));
        TorchShapeModels.Register(table, tensor, torch, Calls);
        TorchMakerModels.Register(table, tensor, torch, Calls);
        AddQuiet(table, tensor, torch);
    }

    private static void AddFunctions(TensorModels models)
    {
        foreach (var (name, op) in new[]
        {
            ("exp", TapeOp.Exp), ("log", TapeOp.Log), ("sqrt", TapeOp.Sqrt), ("tanh", TapeOp.Tanh), ("sinh", TapeOp.Sinh), ("cosh", TapeOp.Cosh),
            ("sin", TapeOp.Sin), ("cos", TapeOp.Cos), ("tan", TapeOp.Tan), ("asin", TapeOp.Asin), ("acos", TapeOp.Acos), ("atan", TapeOp.Atan),
        })
        {
            Both(models, name, Calls.Real((arithmetic, x) => arithmetic.Unary(op, x)));
        }

        Both(models, "sigmoid", Calls.Real((arithmetic, x) => arithmetic.Divide(arithmetic.Constant(x, 1), arithmetic.Add(arithmetic.Constant(x, 1), arithmetic.Unary(TapeOp.Exp, arithmetic.Negate(x))))));
        Both(models, "reciprocal", Calls.Real((arithmetic, x) => arithmetic.Divide(arithmetic.Constant(x, 1), x)));
        Both(models, "rsqrt", Calls.Real((arithmetic, x) => arithmetic.Divide(arithmetic.Constant(x, 1), arithmetic.Unary(TapeOp.Sqrt, x))));
        Both(models, "relu", Calls.Unary((arithmetic, x) => Numbers.Max(arithmetic, x, Tensors.Constant(x.Kind, 0))));
        Both(models, "square", Calls.Unary((arithmetic, x) => Numbers.Multiply(arithmetic, x, x)));
        Both(models, "abs", Calls.Unary(Numbers.Abs));
        Both(models, "neg", Calls.Unary(Numbers.Negate));
        Both(models, "floor", Calls.Unary((arithmetic, x) => x.IsReal ? arithmetic.Constant(x, Math.Floor(x.AsTraced.Value)) : x));
        Both(models, "sign", Calls.Unary((arithmetic, x) => x.IsReal ? arithmetic.Constant(x, Math.Sign(x.AsTraced.Value)) : Tensors.Constant(x.Kind, Math.Sign(x.AsInteger))));
        models.Add("softmax", call =>
        {
            var exp = Calls.Real((arithmetic, x) => arithmetic.Unary(TapeOp.Exp, x))(call).As<TensorObject>();
            var sum = TensorArithmetic.Sum(call.Machine, exp, [Calls.Axis(call, call.Operand(1).AsInteger, exp)], true, exp.Kind);
            return call.Arguments.Last().IsNull ? Value.Of(Calls.Divide(call, exp, sum)) : throw call.Unsupported();
        });
    }

    private static void AddArithmetic(TensorModels models)
    {
        foreach (var name in new[] { "add", "sub", "subtract" })
        {
            Both(models, name, call => Value.Of(Calls.Binary(
                call, Calls.Tensor(call, 0), call.OperandCount() > 2 ? Scaled(call, Calls.Tensor(call, 1), call.Operand(2)) : Calls.Tensor(call, 1), name == "add" ? Numbers.Add : Numbers.Subtract)));
        }

        foreach (var name in new[] { "mul", "multiply" })
            Both(models, name, Calls.Binary(Numbers.Multiply));
        foreach (var name in new[] { "div", "divide" })
            Both(models, name, call => call.OperandCount() < 3 || call.Operand(2).AsInteger == 0 ? Value.Of(Calls.Divide(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1))) : throw call.Unsupported());
        Both(models, "pow", call => Value.Of(Calls.Power(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1))));
        Both(models, "clamp", call => Value.Of(Clamped(call, call.Operand(1), call.Operand(2))));
        models.Add("maximum", Calls.Binary(Numbers.Max)).Add("minimum", Calls.Binary(Numbers.Min));
        Both(models, "addcmul", call => Value.Of(Calls.Binary(
            call, Calls.Tensor(call, 0), Scaled(call, Calls.Binary(call, Calls.Tensor(call, 1), Calls.Tensor(call, 2), Numbers.Multiply), call.Operand(3)), Numbers.Add)));
        foreach (var (name, test) in Tests)
            models.Add(name, Calls.Compare(test));
        models.Add("where", call => call.Count + (call.Method.IsStatic ? 0 : 1) == 3 ? Value.Of(Where(call)) : throw call.Unsupported());
        Both(models, "masked_fill", call =>
        {
            var x = Calls.Tensor(call, 0);
            return Value.Of(Chosen(call, Calls.Tensor(call, 1), Calls.Tensor(call, 2), x, x.Kind));
        });
    }

    private static readonly (string Name, Func<int, bool> Test)[] Tests =
    [
        ("gt", order => order > 0), ("ge", order => order >= 0), ("lt", order => order < 0), ("le", order => order <= 0), ("eq", order => order == 0), ("ne", order => order != 0),
    ];

    private static void AddProducts(TensorModels models)
    {
        models
            .Add("mm", call => Value.Of(Product(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1), 2, 2)))
            .Add("mv", call => Value.Of(Product(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1), 2, 1)))
            .Add("bmm", call => Value.Of(Product(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1), 3, 3)))
            .Add("dot", call => Value.Of(Product(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1), 1, 1)))
            .Add("matmul", call => Value.Of(Calls.Matmul(call, Calls.Tensor(call, 0), Same(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1)))))
            .Add(["outer", "ger"], call => Value.Of(Outer(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1))))
            .Add("einsum", call => Value.Of(Calls.Einsum(call, call[0].AsString!, Calls.List(call, call[1]))));
        Both(models, "addmm", call => Value.Of(Added(call, Product(call, Calls.Tensor(call, 1), Calls.Tensor(call, 2), 2, 2))));
        Both(models, "addmv", call => Value.Of(Added(call, Product(call, Calls.Tensor(call, 1), Calls.Tensor(call, 2), 2, 1))));
        Both(models, "addr", call => Value.Of(Added(call, Outer(call, Calls.Tensor(call, 1), Calls.Tensor(call, 2)))));
    }

    private static void AddReductions(TensorModels models) => models
        .Add("sum", call =>
        {
            var x = Calls.Tensor(call, 0);
            var kind = TorchMakerModels.KindOf(call) ?? (Value.IsRealKind(x.Kind) ? x.Kind : ValueKind.Int64);
            return Value.Of(TensorArithmetic.Sum(call.Machine, x, Axes(call, x), Keeps(call), kind));
        })
        .Add("mean", call =>
        {
            var x = Calls.Tensor(call, 0);
            if (!Value.IsRealKind(x.Kind))
                throw call.Unsupported();
            return Value.Of(TensorArithmetic.Mean(call.Machine, x, Axes(call, x), Keeps(call), TorchMakerModels.KindOf(call) ?? x.Kind));
        })
        .Add("max", call => Extreme(call, Numbers.Max))
        .Add("min", call => Extreme(call, Numbers.Min))
        .Add("norm", call =>
        {
            var x = Calls.Tensor(call, 0);
            if (call.OperandCount() > 2 || call.OperandCount() == 2 && call.Operand(1).AsTraced is not { IsConstant: true, Value: 2 } || !Value.IsRealKind(x.Kind))
                throw call.Unsupported();
            var sum = TensorArithmetic.Sum(call.Machine, Calls.Binary(call, x, x, Numbers.Multiply), TensorCalls.AllAxes(x), false, x.Kind);
            return Value.Of(Calls.Unary(call, sum, (arithmetic, value) => arithmetic.Unary(TapeOp.Sqrt, value)));
        });

    private static void AddOperators(TensorModels tensor)
    {
        tensor.Add("op_Addition", Calls.Binary(Numbers.Add))
            .Add("op_Subtraction", Calls.Binary(Numbers.Subtract))
            .Add("op_Multiply", Calls.Binary(Numbers.Multiply))
            .Add("op_Division", call => Value.Of(Calls.Divide(call, Calls.Tensor(call, 0), Calls.Tensor(call, 1))))
            .Add("op_UnaryNegation", Calls.Unary(Numbers.Negate))
            .Add("op_Implicit", call => Tensors.IsNumber(call[0])
                ? Value.Of(Tensors.Filled(call.Machine, Library.Type(call.Machine), call[0].Kind, [], call[0]))
                : Value.Of(Tensors.Read(call.Machine, Library.Type(call.Machine), call[0])))
            .Add("op_Explicit", call => Item(call, Calls.Tensor(call, 0), Value.KindOf(call.Method.ReturnType)));
        foreach (var (name, test) in Tests)
            tensor.Add("op_" + name switch { "gt" => "GreaterThan", "ge" => "GreaterThanOrEqual", "lt" => "LessThan", "le" => "LessThanOrEqual", "eq" => "Equality", _ => "Inequality" }, Calls.Compare(test));
    }

    private static void AddQuiet(ModelTable table, TensorModels tensor, TensorModels torch)
    {
        torch.Add(["no_grad", "set_grad_enabled", "inference_mode", "enable_grad", "NewDisposeScope", "manual_seed", "device"], call => call.ToPlain())
            .Ignore("set_num_threads");
        table.Type("TorchSharp.torch+random").Add("manual_seed", call => call.ToPlain());
        table.Type("TorchSharp.torch+cuda").Add("is_available", _ => Value.False);
        table.AddField("TorchSharp.torch", "CPU", static (_, field) => Value.Of(new PlainObject(field.Type, "torch.CPU")));
        new TensorModels(table.Type("TorchSharp.DisposeScope"))
            .Ignore("Dispose", "DisposeEverything")
            .Add(["MoveToOuter", "Detach"], call => call[0]);
        tensor.Ignore("Dispose")
            .Add(["MoveToOuterDisposeScope", "DetachFromDisposeScope", "requires_grad_", "cpu", "detach_"], call => call.Receiver)
            .Add("get_requires_grad", _ => Value.False)
            .Ignore("set_requires_grad")
            .Add("ToString", _ => Value.Of(""));
    }

    /// <summary>A single number out of a tensor that holds one.</summary>
    internal static Value Item(ModelCall call, TensorObject x, ValueKind? kind) =>
        x.Count == 1 && kind is { } asked ? Tensors.Convert(x.Values[0], asked) : throw call.Unsupported();

    /// <summary>A function, and the member of the same name with an underscore, which writes the result to the tensor that it is called on.</summary>
    internal static void Both(TensorModels models, string name, Model model)
    {
        models.Add(name, model);
        models.Add(name + "_", call =>
        {
            TensorObject target = Calls.Tensor(call, 0), result = model(call).As<TensorObject>();
            if (Value.IsRealKind(result.Kind) && !Value.IsRealKind(target.Kind))
                throw call.Machine.Throw(Native, "the result type cannot be cast to the desired output type");
            if (!result.Shape.SequenceEqual(target.Shape) || Enumerable.Range(1, call.OperandCount() - 1).Any(n => call.Operand(n).AsObject is TensorObject operand && PartlyOverlaps(target, operand)))
                throw Library.Mismatch(call.Machine, target.Shape, result.Shape);
            Calls.Assign(call, target, result);
            return call.Operand(0);
        });
    }

    /// <summary>True for two views that share some elements, but are not the same view: the library does not write to the one from the other.</summary>
    internal static bool PartlyOverlaps(TensorObject target, TensorObject source)
    {
        if (!ReferenceEquals(target.Cells, source.Cells))
            return false;
        int[] to = target.Positions(), from = source.Positions();
        return !to.SequenceEqual(from) && to.Intersect(from).Any();
    }

    private static TensorObject Scaled(ModelCall call, TensorObject x, Value factor) =>
        Calls.Binary(call, x, Calls.Tensor(call, factor), Numbers.Multiply);

    /// <summary>β·input + α·product, the factors being the last two arguments.</summary>
    private static TensorObject Added(ModelCall call, TensorObject product)
    {
        Value beta = call.Operand(3), alpha = call.Operand(4);
        return Calls.Binary(call, Scaled(call, Calls.Tensor(call, 0), beta), Scaled(call, product, alpha), Numbers.Add);
    }

    private static TensorObject Sum(ModelCall call, TensorObject x, Value bias) => bias.IsNull ? x : Calls.Binary(call, x, Calls.Tensor(call, bias), Numbers.Add);

    /// <summary>Products take tensors of one type; a made-up one was meant to be of the other's.</summary>
    private static TensorObject Same(ModelCall call, TensorObject x, TensorObject y) =>
        x.Kind == y.Kind || (x.IsMadeUp || y.IsMadeUp) && Value.IsRealKind(x.Kind) && Value.IsRealKind(y.Kind) ? y : throw call.Machine.Throw(Native, "expected both tensors to have the same dtype");

    private static TensorObject Product(ModelCall call, TensorObject x, TensorObject y, int leftRank, int rightRank) =>
        x.IsMadeUp && x.Rank < leftRank ? throw Library.TooFewDimensions(call.Machine, x, leftRank)
        : y.IsMadeUp && y.Rank < rightRank ? throw Library.TooFewDimensions(call.Machine, y, rightRank)
        : x.Rank == leftRank && y.Rank == rightRank && (leftRank < 3 || x.Shape[0] == y.Shape[0]) ? Calls.Matmul(call, x, Same(call, x, y)) : throw Library.Mismatch(call.Machine, x.Shape, y.Shape);

    private static TensorObject Outer(ModelCall call, TensorObject x, TensorObject y) =>
        x.Rank == 1 && y.Rank == 1 ? Calls.Outer(call, x, y) : throw Library.Mismatch(call.Machine, x.Shape, y.Shape);

    private static TensorObject Clamped(ModelCall call, Value low, Value high)
    {
        var x = Calls.Tensor(call, 0);
        if (!low.IsNull)
            x = Calls.Binary(call, x, Calls.Tensor(call, low), Numbers.Max);
        return high.IsNull ? x : Calls.Binary(call, x, Calls.Tensor(call, high), Numbers.Min);
    }

    private static TensorObject Where(ModelCall call)
    {
        // torch.where(condition, x, y), but x.where(condition, y).
        TensorObject first = Calls.Tensor(call, 0), second = Calls.Tensor(call, 1), y = Calls.Tensor(call, 2);
        var (condition, x) = call.Method.IsStatic ? (first, second) : (second, first);
        return Chosen(call, condition, x, y, Library.Common(x, y));
    }

    private static TensorObject Chosen(ModelCall call, TensorObject condition, TensorObject x, TensorObject y, ValueKind kind)
    {
        if (condition.Kind != ValueKind.Boolean)
            throw call.Unsupported();
        var pairs = TensorViews.Broadcast(x.Shape, y.Shape) ?? throw Library.Mismatch(call.Machine, x.Shape, y.Shape);
        var shape = TensorViews.Broadcast(condition.Shape, pairs) ?? throw Library.Mismatch(call.Machine, condition.Shape, pairs);
        Value[] tests = TensorViews.Expand(condition, shape)!.Values, left = TensorViews.Expand(x, shape)!.Values, right = TensorViews.Expand(y, shape)!.Values;
        var made = Tensors.Make(call.Machine, Library.Type(call.Machine), kind, shape, i => Tensors.Convert(tests[i].AsBoolean ? left[i] : right[i], kind));
        made.IsMadeUp = condition.IsMadeUp || x.IsMadeUp || y.IsMadeUp;
        return made;
    }

    private static Value Extreme(ModelCall call, Func<Arithmetic, Value, Value, Value> choose)
    {
        var x = Calls.Tensor(call, 0);
        if (call.OperandCount() == 1)
            return Value.Of(TensorArithmetic.Fold(call.Machine, x, TensorCalls.AllAxes(x), false, x.Kind, (a, b) => choose(call.Arithmetic, a, b)));
        return call.Operand(1).AsObject is TensorObject y ? Value.Of(Calls.Binary(call, x, y, choose)) : throw call.Unsupported();
    }

    private static bool Keeps(ModelCall call) => call.Named("keepdim") is { Kind: ValueKind.Boolean } flag && flag.AsBoolean;

    /// <summary>The dimensions that a reduction is told; all where it is told none.</summary>
    private static int[] Axes(ModelCall call, TensorObject x)
    {
        var axes = new List<int>();
        for (var i = 0; i < call.Count; i++)
        {
            if (!call.Method.Parameters[i].Name.StartsWith("dim", StringComparison.Ordinal) || call[i].IsNull)
                continue;
            if (call[i].IsInteger)
                axes.Add(Calls.Axis(call, call[i].AsInteger, x));
            else
                axes.AddRange(call.Sequence(i).Select(axis => Calls.Axis(call, axis.AsInteger, x)));
        }

        return axes.Count == 0 ? TensorCalls.AllAxes(x) : axes.ToArray();
    }
}
