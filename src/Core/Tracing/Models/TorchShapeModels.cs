using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Views, parts and joins of TorchSharp's tensors, their indexers and their conversions.</summary>
internal static class TorchShapeModels
{
    /// <summary>What torch has as functions and Tensor as methods.</summary>
    public static void Add(TensorModels models, TensorCalls calls)
    {
        models.Add("t", call => calls.Tensor(call, 0) is { Rank: <= 2 } x ? Value.Of(TensorViews.Reversed(x)) : throw calls.Library.OutOfRange(call.Machine))
            .Add(["transpose", "swapaxes"], call =>
            {
                var x = calls.Tensor(call, 0);
                return Value.Of(TensorViews.Swap(x, calls.Axis(call, call.Operand(1).AsInteger, x), calls.Axis(call, call.Operand(2).AsInteger, x)));
            })
            .Add("permute", call =>
            {
                var x = calls.Tensor(call, 0);
                var axes = calls.Axes(call, call.Machine.Enumerate(call.Operand(1)).Select(axis => axis.AsInteger), x.Rank);
                return axes.Length == x.Rank && axes.Distinct().Count() == x.Rank ? Value.Of(TensorViews.Permute(x, axes)) : throw calls.Library.Mismatch(call.Machine, x.Shape, axes);
            })
            .Add("reshape", call => Value.Of(calls.Reshape(call, calls.Tensor(call, 0), Lengths(call, call.Operand(1)))))
            .Add("flatten", call =>
            {
                var x = calls.Tensor(call, 0);
                if (x.Rank == 0 || call.OperandCount() < 3)
                    throw call.Unsupported();
                int first = calls.Axis(call, call.Operand(1).AsInteger, x), last = calls.Axis(call, call.Operand(2).AsInteger, x);
                return Value.Of(calls.Reshape(call, x, x.Shape.Take(first).Append(x.Shape.Skip(first).Take(last - first + 1).Aggregate(1, (product, length) => product * length)).Concat(x.Shape.Skip(last + 1)).ToArray()));
            })
            .Add("squeeze", call =>
            {
                var x = calls.Tensor(call, 0);
                var asked = call.Operand(1).IsNull ? (int?)null : calls.Axis(call, call.Operand(1).AsInteger, x);
                return Value.Of(TensorViews.Squeeze(x, axis => asked is null || asked == axis));
            })
            .Add("unsqueeze", call => calls.Tensor(call, 0) is var x ? Value.Of(TensorViews.Unsqueeze(x, calls.Axis(call, call.Operand(1).AsInteger, x.Rank + 1))) : default)
            .Add("select", call =>
            {
                var x = calls.Tensor(call, 0);
                var axis = calls.Axis(call, call.Operand(1).AsInteger, x);
                return Value.Of(TensorViews.Select(x, axis, calls.Axis(call, call.Operand(2).AsInteger, x.Shape[axis])));
            })
            .Add("chunk", call =>
            {
                var x = calls.Tensor(call, 0);
                int count = (int)call.Operand(1).AsInteger, axis = calls.Axis(call, call.Operand(2).AsInteger, x);
                return Pieces(call, x, axis, Math.Max(1, (x.Shape[axis] + count - 1) / count));
            })
            .Add("split", call =>
            {
                var x = calls.Tensor(call, 0);
                var axis = calls.Axis(call, call.OperandCount() > 2 ? call.Operand(2).AsInteger : 0, x);
                if (call.Operand(1).IsInteger)
                    return Pieces(call, x, axis, (int)call.Operand(1).AsInteger);
                var lengths = Lengths(call, call.Operand(1));
                return lengths.Sum() == x.Shape[axis] ? call.ToArray(TensorViews.Split(x, axis, lengths).Select(part => Value.Of(part))) : throw calls.Library.Mismatch(call.Machine, x.Shape, lengths);
            })
            .Add("unbind", call =>
            {
                var x = calls.Tensor(call, 0);
                var axis = calls.Axis(call, call.Operand(1).AsInteger, x);
                return call.ToArray(Enumerable.Range(0, x.Shape[axis]).Select(i => Value.Of(TensorViews.Select(x, axis, i))));
            })
            .Add("numel", call => Value.Of((long)calls.Tensor(call, 0).Count));
    }

    public static void Register(ModelTable table, TensorModels tensor, TensorModels torch, TensorCalls calls)
    {
        AddJoins(torch, calls);
        AddViews(tensor, calls);
        AddIndexers(table, tensor, calls);
        AddReading(table, tensor, calls);
    }

    private static void AddJoins(TensorModels torch, TensorCalls calls)
    {
        torch.Add(["cat", "concat", "concatenate"], call => Value.Of(calls.Concatenate(call, calls.List(call, call[0]), call[1].AsInteger)))
            .Add("stack", call => Value.Of(calls.Stack(call, calls.List(call, call[0]), call[1].AsInteger)))
            .Add("vstack", call => Value.Of(calls.Concatenate(call, calls.List(call, call[0]).Select(part => part.Rank == 1 ? TensorViews.Unsqueeze(part, 0) : part).ToArray(), 0)))
            .Add("hstack", call => calls.List(call, call[0]) is var parts ? Value.Of(calls.Concatenate(call, parts, parts[0].Rank == 1 ? 0 : 1)) : default);
    }

    private static void AddViews(TensorModels tensor, TensorCalls calls) => tensor
        .Add("get_T", call => Value.Of(TensorViews.Reversed(calls.Tensor(call, 0))))
        .Add("get_mT", call => calls.Tensor(call, 0) is { Rank: > 1 } x ? Value.Of(TensorViews.Swap(x, x.Rank - 1, x.Rank - 2)) : throw calls.Library.OutOfRange(call.Machine))
        .Add("view", call => Value.Of(View(call, calls, Lengths(call, call[0]))))
        .Add("view_as", call => Value.Of(View(call, calls, calls.Tensor(call, 1).Shape)))
        .Add(["expand", "broadcast_to"], call =>
        {
            var x = calls.Tensor(call, 0);
            var asked = Lengths(call, call[0]);
            var shape = asked.Select((length, axis) => length == -1 ? x.Shape[axis - (asked.Length - x.Rank)] : length).ToArray();
            return Value.Of(TensorViews.Expand(x, shape) ?? throw calls.Library.Mismatch(call.Machine, x.Shape, shape));
        })
        .Add("expand_as", call => Value.Of(TensorViews.Expand(calls.Tensor(call, 0), calls.Tensor(call, 1).Shape) ?? throw calls.Library.Mismatch(call.Machine, calls.Tensor(call, 0).Shape, calls.Tensor(call, 1).Shape)))
        .Add("narrow", call =>
        {
            var x = calls.Tensor(call, 0);
            int axis = calls.Axis(call, call[0].AsInteger, x), start = (int)call[1].AsInteger, length = (int)call[2].AsInteger;
            return start >= 0 && length >= 0 && start + length <= x.Shape[axis] ? Value.Of(TensorViews.Narrow(x, axis, start, length)) : throw calls.Library.OutOfRange(call.Machine);
        })
        .Add("slice", call =>
        {
            var x = calls.Tensor(call, 0);
            var axis = calls.Axis(call, call[0].AsInteger, x);
            var places = Enumerable.Range(0, axis).Select(_ => new AxisIndexObject(null, AxisIndexKind.Range)).Append(new AxisIndexObject(null, AxisIndexKind.Range, call[1].AsInteger, call[2].AsInteger, call[3].AsInteger));
            return call[3].AsInteger > 0 ? Value.Of(calls.Index(call, x, places.ToArray())) : throw call.Unsupported();
        })
        .Add(["detach", "alias"], call => calls.Tensor(call, 0) is var x ? Value.Of(x.View(x.Offset, x.Shape, x.Strides)) : default)
        .Add("clone", call => Value.Of(Tensors.Copy(call.Machine, calls.Tensor(call, 0))))
        .Add("contiguous", call => calls.Tensor(call, 0) is var x && x.IsContiguous ? Value.Of(x) : Value.Of(Tensors.Copy(call.Machine, x)))
        .Add("copy_", call => Written(call, calls, calls.Tensor(call, 1)))
        .Add("fill_", call => Written(call, calls, calls.Tensor(call, 1)))
        .Add("zero_", call => Written(call, calls, Tensors.Number(null, Value.Of(0))));

    private static void AddIndexers(ModelTable table, TensorModels tensor, TensorCalls calls)
    {
        table.Type("TorchSharp.torch+TensorIndex")
            .Add("op_Implicit", static call => call[0].AsObject is TupleObject range ? Value.Of(Range(call, range)) : Value.Of(new AxisIndexObject(call.Method.ReturnType, AxisIndexKind.Single, call[0].AsInteger)))
            .Add("Single", static call => Value.Of(new AxisIndexObject(call.Method.ReturnType, AxisIndexKind.Single, call[0].AsInteger)))
            .Add("Slice", static call => call.Count < 3
                ? Value.Of(Range(call, call[0].As<TupleObject>()))
                : Value.Of(new AxisIndexObject(call.Method.ReturnType, AxisIndexKind.Range, Bound(call[0]), Bound(call[1]), Bound(call[2]) ?? 1)));
        foreach (var (field, kind) in new[] { ("Colon", AxisIndexKind.Range), ("Ellipsis", AxisIndexKind.Ellipsis), ("Null", AxisIndexKind.NewAxis), ("None", AxisIndexKind.NewAxis) })
            table.AddField("TorchSharp.torch+TensorIndex", field, (_, symbol) => Value.Of(new AxisIndexObject(symbol.Type, kind)));
        tensor.Add("get_TensorItems", call => Value.Of(Indexed(call, calls, call.Arguments)))
            .Add("index", call => Value.Of(Indexed(call, calls, call.Arguments)))
            .Add("set_TensorItems", call =>
            {
                TensorObject target = Indexed(call, calls, call.Arguments.Take(call.Count - 1)), value = calls.Tensor(call, call[call.Count - 1]);
                if (TorchModels.PartlyOverlaps(target, value))
                    throw calls.Library.Mismatch(call.Machine, target.Shape, value.Shape);
                calls.Assign(call, target, value);
                return Value.Void;
            })
            .Add("index_put_", call =>
            {
                if (call.Count > 2 && call.Bool(2))
                    throw call.Unsupported();
                calls.Assign(call, Indexed(call, calls, [call[1]]), calls.Tensor(call, call[0]));
                return call.Receiver;
            });
    }

    private static void AddReading(ModelTable table, TensorModels tensor, TensorCalls calls)
    {
        tensor.Add("get_shape", call => Tensors.ShapeArray(call, calls.Tensor(call, 0)))
            .Add("size", call => calls.Tensor(call, 0) is var x && call.Count == 0 ? Tensors.ShapeArray(call, x) : Value.Of((long)x.Shape[calls.Axis(call, call[0].AsInteger, x)]))
            .Add(["dim", "get_ndim", "get_Dimensions"], call => Value.Of((long)calls.Tensor(call, 0).Rank))
            .Add("item", call => TorchModels.Item(call, calls.Tensor(call, 0), Value.KindOf(call.TypeArgument(0)) == calls.Tensor(call, 0).Kind ? calls.Tensor(call, 0).Kind : null))
            .Add("data", call => calls.Tensor(call, 0) is var x && Value.KindOf(call.TypeArgument(0)) == x.Kind ? Value.Of(x.As(call.Method.ReturnType)) : throw call.Unsupported());
        foreach (var name in new[] { "ToDouble", "ToSingle", "ToInt32", "ToInt64", "ToBoolean" })
            new TensorModels(table.Type("TorchSharp.TensorExtensionMethods")).Add(name, call => TorchModels.Item(call, calls.Tensor(call, 0), Value.KindOf(call.Method.ReturnType)));
        new TensorModels(table.Type("TorchSharp.Utils.TensorAccessor`1"))
            .Add("ToArray", call => Accessed(call) is var x ? Tensors.ToArray(call.Machine, x, call.TypeArgument(0), [x.Count]) : default)
            .Add("ToNDArray", call => Accessed(call) is var x ? Tensors.ToArray(call.Machine, x, call.TypeArgument(0), x.Shape) : default)
            .Add("get_Count", call => Value.Of((long)Accessed(call).Count))
            .Add("get_Item", call => Element(call).Load())
            .Add("set_Item", call =>
            {
                Element(call).Store(call[1]);
                return Value.Void;
            });
    }

    internal static int[] Lengths(ModelCall call, Value lengths) => lengths.IsInteger ? [lengths.AsInt32] : call.Machine.Enumerate(lengths).Select(length => length.AsInt32).ToArray();

    private static Value Pieces(ModelCall call, TensorObject x, int axis, int length)
    {
        var count = (x.Shape[axis] + length - 1) / length;
        return call.ToArray(TensorViews.Split(x, axis, Enumerable.Range(0, count).Select(n => Math.Min(length, x.Shape[axis] - (n * length)))).Select(part => Value.Of(part)));
    }

    private static TensorObject View(ModelCall call, TensorCalls calls, int[] asked)
    {
        var x = calls.Tensor(call, 0);
        var shape = TensorViews.Completed(asked, x.Count) ?? throw calls.Library.Mismatch(call.Machine, x.Shape, asked);
        return TensorViews.TryReshape(x, shape) ?? throw calls.Library.Mismatch(call.Machine, x.Shape, shape);
    }

    private static Value Written(ModelCall call, TensorCalls calls, TensorObject value)
    {
        var target = calls.Tensor(call, 0);
        if (value.Rank > target.Rank)
            throw calls.Library.Mismatch(call.Machine, target.Shape, value.Shape);
        calls.Assign(call, target, value);
        return call.Receiver;
    }

    private static long? Bound(Value bound) => bound.IsNull ? null : bound.AsInteger;

    /// <summary>A C# range, or a pair of bounds that may be left out.</summary>
    private static AxisIndexObject Range(ModelCall call, TupleObject range)
    {
        var ends = range.Items.Select(End).ToArray();
        return call.Method.Parameters[0].Type.Name == "Index"
            ? new AxisIndexObject(call.Method.ReturnType, AxisIndexKind.Single, Edge(range))
            : new AxisIndexObject(call.Method.ReturnType, AxisIndexKind.Range, ends[0], ends[1]);

        static long? End(Value end) => end.AsObject is TupleObject index ? index.Items[1].AsBoolean && index.Items[0].AsInteger == 0 ? null : Edge(index) : Bound(end);

        static long Edge(TupleObject index) => index.Items[1].AsBoolean ? -index.Items[0].AsInteger : index.Items[0].AsInteger;
    }

    private static TensorObject Indexed(ModelCall call, TensorCalls calls, IEnumerable<Value> indices) =>
        calls.Index(call, calls.Tensor(call, call.Receiver), indices.SelectMany(index => index.IsInteger ? [index] : call.Machine.Enumerate(index)).Select(index => index.AsObject switch
        {
            AxisIndexObject place => place,
            null when index.IsInteger => new AxisIndexObject(null, AxisIndexKind.Single, index.AsInteger),
            _ => throw call.Unsupported(),
        }).Select(place => place.Step > 0 ? place : throw call.Unsupported()).ToArray());

    private static TensorObject Accessed(ModelCall call) => call.Receiver.As<TensorObject>();

    private static Location Element(ModelCall call)
    {
        var x = Accessed(call);
        var indices = call.Sequence(0).Select(index => index.AsInteger).ToArray();
        if (indices.Length != x.Rank || indices.Where((index, axis) => index < 0 || index >= x.Shape[axis]).Any())
            throw call.Unsupported();
        return new CellLocation(x.Cells, x.Offset + indices.Select((index, axis) => (int)index * x.Strides[axis]).Sum());
    }
}
