using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>What makes TorchSharp's tensors, and what changes the type of their elements.</summary>
internal static class TorchMakerModels
{
    public static void Register(ModelTable table, TensorModels tensor, TensorModels torch, TensorCalls calls)
    {
        foreach (var (name, value) in new[] { ("zeros", 0), ("ones", 1), ("empty", 0) })
        {
            torch.Add(name, call => Value.Of(Made(call, calls, kind => Tensors.Constant(kind, value))));
            torch.Add(name + "_like", call => Value.Of(Like(call, calls, kind => Tensors.Constant(kind, value))));
            tensor.Add("new_" + name, call => Value.Of(Tensors.Make(call.Machine, calls.Library.Type(call.Machine), KindOf(call) ?? calls.Tensor(call, 0).Kind, Sizes(call), _ => Tensors.Constant(KindOf(call) ?? calls.Tensor(call, 0).Kind, value))));
        }

        foreach (var (name, low) in new[] { ("rand", 0), ("randn", -1) })
        {
            torch.Add(name, call => Value.Of(Made(call, calls, kind => call.Machine.RandomLeaf(low, 1, kind))));
            torch.Add(name + "_like", call => Value.Of(Like(call, calls, kind => call.Machine.RandomLeaf(low, 1, kind))));
        }

        torch.Add("full", call => KindOf(call) is { } kind || Value.IsRealKind(kind = call.Named("value").Kind) && (kind = ValueKind.Single) > 0
                ? Value.Of(Tensors.Filled(call.Machine, calls.Library.Type(call.Machine), kind, Sizes(call), call.Named("value"))) : throw call.Unsupported())
            .Add("full_like", call => Value.Of(Like(call, calls, _ => call[1])))
            .Add("eye", call =>
            {
                int rows = (int)call[0].AsInteger, columns = call[1].AsInteger < 0 ? rows : (int)call[1].AsInteger;
                var kind = KindOf(call) ?? ValueKind.Single;
                return Value.Of(Tensors.Make(call.Machine, calls.Library.Type(call.Machine), kind, [rows, columns], i => Tensors.Constant(kind, i / columns == i % columns ? 1 : 0)));
            })
            .Add(["tensor", "as_tensor", "from_array"], call => Value.Of(Read(call, calls)));

        tensor.Add("to", call => Value.Of(Converted(call, calls, KindOf(call) ?? (call[0].AsObject as TensorObject)?.Kind)))
            .Add("to_type", call => Value.Of(Converted(call, calls, KindOf(call))))
            .Add("type_as", call => Value.Of(Converted(call, calls, calls.Tensor(call, 1).Kind)))
            .Add("get_dtype", call => Value.Integer(Value.KindOf(call.Method.ReturnType) ?? ValueKind.Int32, Code(calls.Tensor(call, 0).Kind)))
            .Add("normal_", call => Drawn(call, calls, -1, call[1], call[0]))
            .Add("uniform_", call => Drawn(call, calls, 0, Numbers.Subtract(call.Arithmetic, call[1], call[0]), call[0]));
        foreach (var (field, kind) in new[]
        {
            ("float32", ValueKind.Single), ("float", ValueKind.Single), ("float64", ValueKind.Double), ("double", ValueKind.Double),
            ("int32", ValueKind.Int32), ("int", ValueKind.Int32), ("int64", ValueKind.Int64), ("long", ValueKind.Int64), ("bool", ValueKind.Boolean),
        })
        {
            table.AddField("TorchSharp.torch", field, (_, symbol) => Value.Integer(Value.KindOf(symbol.Type) ?? ValueKind.Int32, Code(kind)));
        }

        foreach (var (member, kind) in new[] { ("float", ValueKind.Single), ("double", ValueKind.Double), ("int", ValueKind.Int32), ("long", ValueKind.Int64), ("bool", ValueKind.Boolean) })
            tensor.Add(member, call => Value.Of(Converted(call, calls, kind)));
        table.Type("TorchSharp.Scalar").Add("op_Implicit", static call => call[0]);
        new TensorModels(table.Type(TorchModels.ParameterType)).Add(".ctor", call => Value.Of(calls.Tensor(call, call[0]).As(call.Method.ContainingType)));
        AddInitializers(new TensorModels(table.Type("TorchSharp.torch+nn+init")), calls);
    }

    /// <summary>Fillings that only start weights off: what they draw is a leaf, whatever it is scaled by.</summary>
    private static void AddInitializers(TensorModels init, TensorCalls calls)
    {
        init.Add(["xavier_uniform_", "xavier_normal_", "kaiming_uniform_", "kaiming_normal_", "uniform_", "normal_"], call => Drawn(call, calls, -1, Value.Of(1.0), Value.Of(0.0)))
            .Add("zeros_", call => Filled(call, calls, Value.Of(0)))
            .Add("ones_", call => Filled(call, calls, Value.Of(1)))
            .Add("constant_", call => Filled(call, calls, call[1]));
    }

    /// <summary>The element type asked for; null where none is.</summary>
    internal static ValueKind? KindOf(ModelCall call)
    {
        for (var i = 0; i < call.Count; i++)
        {
            var type = call.Method.Parameters[i].Type;
            if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
                type = nullable.TypeArguments[0];
            if (type.Name != "ScalarType" || call[i].IsNull)
                continue;
            return call[i].AsInteger switch
            {
                3 => ValueKind.Int32,
                4 => ValueKind.Int64,
                6 => ValueKind.Single,
                7 => ValueKind.Double,
                11 => ValueKind.Boolean,
                _ => throw call.Unsupported(),
            };
        }

        return null;
    }

    private static long Code(ValueKind kind) => kind switch
    {
        ValueKind.Int32 => 3,
        ValueKind.Int64 => 4,
        ValueKind.Single => 6,
        ValueKind.Double => 7,
        ValueKind.Boolean => 11,
        _ => throw Calls.Unsupported("a tensor of " + kind),
    };

    /// <summary>The lengths among the arguments: one array of them, or up to four numbers.</summary>
    private static int[] Sizes(ModelCall call) => Enumerable.Range(0, call.Count)
        .Where(i => call.Method.Parameters[i].Name is "size" or "sizes" or "rows" or "columns" or "dimensions" || call.Method.Parameters[i].Name.StartsWith("dim", StringComparison.Ordinal))
        .SelectMany(i => TorchShapeModels.Lengths(call, call[i])).ToArray();

    private static TensorObject Made(ModelCall call, TensorCalls calls, Func<ValueKind, Value> cell)
    {
        var kind = KindOf(call) ?? ValueKind.Single;
        return Tensors.Make(call.Machine, calls.Library.Type(call.Machine), kind, Sizes(call), _ => cell(kind));
    }

    private static TensorObject Like(ModelCall call, TensorCalls calls, Func<ValueKind, Value> cell)
    {
        var like = calls.Tensor(call, 0);
        var kind = KindOf(call) ?? like.Kind;
        var made = Tensors.Make(call.Machine, calls.Library.Type(call.Machine), kind, like.Shape, _ => Tensors.Convert(cell(kind), kind));
        made.IsMadeUp = like.IsMadeUp;
        return made;
    }

    private static TensorObject Read(ModelCall call, TensorCalls calls)
    {
        var type = calls.Library.Type(call.Machine);
        if (Tensors.IsNumber(call[0]))
            return call.Count == 1 || !Tensors.IsNumber(call[1]) || call[1].Kind == ValueKind.Boolean || call.Method.Parameters[1].Type.Name == "Nullable"
                ? Tensors.Filled(call.Machine, type, KindOf(call) ?? call[0].Kind, [], call[0]) : throw call.Unsupported();
        if (!Tensors.IsSequence(call[0]))
            throw call.Unsupported();
        if (call.Method.Name is "from_array" or "as_tensor" && call[0].AsObject is ArrayObject array && Value.KindOf(array.ElementType) is { } held && (KindOf(call) ?? held) == held)
            return Tensors.Share(type, array);
        var read = Tensors.Read(call.Machine, type, call[0], KindOf(call));
        return Sizes(call) is { Length: > 0 } sizes ? calls.Reshape(call, read, sizes) : read;
    }

    /// <summary>The tensor itself where it is of that type already, else a copy.</summary>
    private static TensorObject Converted(ModelCall call, TensorCalls calls, ValueKind? kind)
    {
        var x = calls.Tensor(call, 0);
        var copies = call.Named("copy") is { Kind: ValueKind.Boolean } flag && flag.AsBoolean;
        return kind is null || kind == x.Kind ? copies ? Tensors.Copy(call.Machine, x) : x : Tensors.Copy(call.Machine, x, kind);
    }

    private static Value Drawn(ModelCall call, TensorCalls calls, double low, Value scale, Value shift)
    {
        var x = calls.Tensor(call, 0);
        if (!Value.IsRealKind(x.Kind))
            throw call.Unsupported();
        foreach (var position in x.Positions())
            x.Cells[position] = Tensors.Convert(call.Arithmetic.Add(call.Arithmetic.Multiply(call.Machine.RandomLeaf(low, 1, x.Kind), scale), shift), x.Kind);
        return call.Operand(0);
    }

    private static Value Filled(ModelCall call, TensorCalls calls, Value value)
    {
        calls.Assign(call, calls.Tensor(call, 0), Tensors.Number(null, value));
        return call[0];
    }
}
