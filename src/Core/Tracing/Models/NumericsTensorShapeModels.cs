using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>What the static class Tensor of System.Numerics.Tensors does to shapes. Transposing, permuting and reshaping give views; putting together, splitting and reversing copy.</summary>
internal static class NumericsTensorShapeModels
{
    public static void Register(TensorModels type) => type
        .Add("Transpose", static call => Tensor(call) is { Rank: > 1 } tensor
            ? Value.Of(TensorViews.Swap(tensor, tensor.Rank - 2, tensor.Rank - 1)) : throw call.Throw("ArgumentException", "Must provide a tensor with at least 2 dimensions to transpose it."))
        .Add("PermuteDimensions", Permute)
        .Add("Reshape", static call => Value.Of((Tensor(call) is { IsContiguous: true } tensor ? TensorViews.TryReshape(tensor, Completed(call, tensor)) : null)?.As(call.Method.ReturnType)
            ?? throw call.Throw("ArgumentException", "Reshape only works with contiguous and dense memory.")))
        .Add("Resize", static call =>
        {
            var (values, shape) = (Tensor(call).Values, NumericsTensorModels.Lengths(call, "lengths")!);
            return Value.Of(Tensors.Make(call.Machine, call.Method.ReturnType, Tensor(call).Kind, shape, i => i < values.Length ? values[i] : Tensors.Constant(Tensor(call).Kind, 0)));
        })
        .Add("Squeeze", static call => Value.Of(TensorViews.Squeeze(Tensor(call), static _ => true).As(call.Method.ReturnType)))
        .Add("SqueezeDimension", static call => call.Int(1) is var dimension && dimension >= 0 && dimension < Tensor(call).Rank && Tensor(call).Shape[dimension] == 1
            ? Value.Of(TensorViews.Select(Tensor(call), dimension, 0).As(call.Method.ReturnType)) : throw call.Unsupported())
        .Add("Unsqueeze", static call => call.Int(1) is var dimension && dimension >= 0 && dimension <= Tensor(call).Rank
            ? Value.Of(TensorViews.Unsqueeze(Tensor(call), dimension).As(call.Method.ReturnType)) : throw call.Unsupported())
        .Add("Broadcast", static call => TensorViews.Expand(Tensor(call), NumericsTensorModels.Lengths(call, "lengths") ?? NumericsTensorModels.Tensor(call, 1).Shape) is { } expanded
            ? Value.Of(Tensors.Copy(call.Machine, expanded.As(call.Method.ReturnType))) : throw call.Throw("ArgumentException", "Lengths are not compatible with each other."))
        .Add("BroadcastTo", static call => NumericsTensorModels.Assign(call, NumericsTensorModels.Tensor(call, 1), Tensor(call)))
        .Add(["Concatenate", "ConcatenateOnDimension"], static call => Joined(call, Parts(call), call.IntOr("dimension", 0)))
        .Add(["Stack", "StackAlongDimension"], static call =>
        {
            var dimension = call.IntOr("dimension", 0);
            var parts = Parts(call);
            return dimension < 0 || dimension > parts[0].Rank ? throw call.Unsupported() : Joined(call, parts.Select(part => TensorViews.Unsqueeze(part, dimension)).ToList(), dimension);
        })
        .Add("Split", Split)
        .Add("Reverse", static call => NumericsTensorModels.Deliver(call, Copied(call, Turned(Tensor(call), Enumerable.Range(0, Tensor(call).Rank)))))
        .Add("ReverseDimension", static call => call.IntOr("dimension", -1) is >= 0 and var dimension && dimension < Tensor(call).Rank
            ? NumericsTensorModels.Deliver(call, Copied(call, Turned(Tensor(call), [dimension]))) : throw call.Unsupported())
        .Add("SetSlice", static call =>
        {
            NumericsTensorModels.Assign(call, NumericsTensorModels.Cut(call, Tensor(call), call.Read(2)), NumericsTensorModels.Tensor(call, 1));
            return call.Read(0);
        });

    private static Value Permute(ModelCall call)
    {
        var tensor = Tensor(call);
        var axes = NumericsTensorModels.Lengths(call, "dimensions")!;
        if (axes.Length == 0)
            axes = Enumerable.Range(0, tensor.Rank).Reverse().ToArray();
        return axes.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, tensor.Rank)) ? Value.Of(TensorViews.Permute(tensor, axes)) : throw call.Throw("ArgumentException", "Invalid dimensions.");
    }

    private static int[] Completed(ModelCall call, TensorObject tensor) =>
        TensorViews.Completed(NumericsTensorModels.Lengths(call, "lengths")!, tensor.Count) ?? throw call.Throw("ArgumentException", "Provided dimensions are not valid for reshaping");

    private static List<TensorObject> Parts(ModelCall call) => call.Machine.Enumerate(call.Read(call.Position("tensors"))).Select(part => NumericsTensorModels.Tensor(call, part)).ToList();

    /// <summary>Along a dimension, or (−1) one after the other in one row.</summary>
    private static Value Joined(ModelCall call, List<TensorObject> parts, int dimension)
    {
        if (dimension == -1)
            return NumericsTensorModels.Deliver(call, Tensors.Around(parts[0].Type, parts[0].Kind, [parts.Sum(part => part.Count)], parts.SelectMany(part => part.Values).ToArray()));
        var whole = dimension < parts[0].Rank ? TensorViews.Concatenate(call.Machine, parts, dimension, parts[0].Kind) : null;
        return NumericsTensorModels.Deliver(call, whole ?? throw call.Throw("ArgumentException", "The tensors must have the same shape, except in the dimension being concatenated."));
    }

    private static Value Split(ModelCall call)
    {
        var (tensor, count, dimension) = (Tensor(call), call.Int(1), call[2].AsInt32);
        if (count <= 0 || dimension < 0 || dimension >= tensor.Rank || tensor.Shape[dimension] % count != 0)
            throw call.Throw("ArgumentException", "The number of splits must perfectly divide the dimension.");
        var type = Sequences.ElementType(call.Method.ReturnType);
        return call.ToArray(TensorViews.Split(tensor, dimension, Enumerable.Repeat(tensor.Shape[dimension] / count, count)).Select(part => Value.Of(Tensors.Copy(call.Machine, part.As(type)))).ToArray());
    }

    private static TensorObject Turned(TensorObject tensor, IEnumerable<int> axes) => axes.Aggregate(tensor, static (turned, axis) =>
        TensorViews.Narrow(turned, axis, System.Math.Max(turned.Shape[axis] - 1, 0), turned.Shape[axis], -1));

    private static TensorObject Copied(ModelCall call, TensorObject view) => Tensors.Copy(call.Machine, view.As(NumericsTensorModels.Result(call)));

    private static TensorObject Tensor(ModelCall call) => NumericsTensorModels.Tensor(call, 0);
}
