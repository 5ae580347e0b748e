using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>Other views of an n-dimensional array's cells, and what copies where no view will do.</summary>
internal static class TensorViews
{
    /// <summary>The dimensions in another order.</summary>
    public static TensorObject Permute(TensorObject tensor, IReadOnlyList<int> axes) =>
        tensor.View(tensor.Offset, axes.Select(axis => tensor.Shape[axis]).ToArray(), axes.Select(axis => tensor.Strides[axis]).ToArray());

    public static TensorObject Reversed(TensorObject tensor) => Permute(tensor, Enumerable.Range(0, tensor.Rank).Reverse().ToArray());

    public static TensorObject Swap(TensorObject tensor, int x, int y)
    {
        var axes = Enumerable.Range(0, tensor.Rank).ToArray();
        (axes[x], axes[y]) = (axes[y], axes[x]);
        return Permute(tensor, axes);
    }

    /// <summary>A dimension cut to <paramref name="length"/> elements.</summary>
    public static TensorObject Narrow(TensorObject tensor, int axis, int start, int length, int step = 1)
    {
        int[] shape = (int[])tensor.Shape.Clone(), strides = (int[])tensor.Strides.Clone();
        shape[axis] = length;
        strides[axis] *= step;
        return tensor.View(tensor.Offset + (start * tensor.Strides[axis]), shape, strides);
    }

    /// <summary>One index of a dimension, which is gone afterwards.</summary>
    public static TensorObject Select(TensorObject tensor, int axis, int index) =>
        tensor.View(tensor.Offset + (index * tensor.Strides[axis]), Without(tensor.Shape, axis), Without(tensor.Strides, axis));

    public static TensorObject Unsqueeze(TensorObject tensor, int axis) => tensor.View(tensor.Offset, With(tensor.Shape, axis, 1), With(tensor.Strides, axis, 0));

    /// <summary>Without the dimensions of length 1 among those asked for.</summary>
    public static TensorObject Squeeze(TensorObject tensor, Func<int, bool> asked)
    {
        var kept = Enumerable.Range(0, tensor.Rank).Where(axis => tensor.Shape[axis] != 1 || !asked(axis)).ToArray();
        return Permute(tensor, kept);
    }

    /// <summary>The tensor repeated along dimensions that it lacks or has one element of; null where it cannot be.</summary>
    public static TensorObject? Expand(TensorObject tensor, int[] shape)
    {
        var lead = shape.Length - tensor.Rank;
        if (lead < 0)
            return null;
        var strides = new int[shape.Length];
        for (var axis = 0; axis < tensor.Rank; axis++)
        {
            if (tensor.Shape[axis] != shape[lead + axis] && tensor.Shape[axis] != 1)
                return null;
            strides[lead + axis] = tensor.Shape[axis] == 1 ? 0 : tensor.Strides[axis];
        }

        return tensor.View(tensor.Offset, shape, strides);
    }

    /// <summary>The shape that both can be expanded to; null where there is none.</summary>
    public static int[]? Broadcast(int[] x, int[] y)
    {
        var shape = new int[Math.Max(x.Length, y.Length)];
        for (var fromEnd = 1; fromEnd <= shape.Length; fromEnd++)
        {
            int a = fromEnd > x.Length ? 1 : x[x.Length - fromEnd], b = fromEnd > y.Length ? 1 : y[y.Length - fromEnd];
            if (a != b && a != 1 && b != 1)
                return null;
            shape[shape.Length - fromEnd] = a == 1 ? b : a;
        }

        return shape;
    }

    /// <summary>The shape asked for with its −1 filled in; null where the number of elements is another.</summary>
    public static int[]? Completed(int[] shape, int count)
    {
        var open = Array.IndexOf(shape, -1);
        var known = shape.Where(length => length != -1).Aggregate(1L, (product, length) => product * length);
        if (shape.Count(length => length == -1) > 1 || shape.Any(length => length < -1))
            return null;
        if (open < 0)
            return known == count ? shape : null;
        if (known == 0 || count % known != 0)
            return null;
        var completed = (int[])shape.Clone();
        completed[open] = (int)(count / known);
        return completed;
    }

    /// <summary>The elements in another shape, without copying; null where the strides do not allow it. The shape must fit.</summary>
    public static TensorObject? TryReshape(TensorObject tensor, int[] shape)
    {
        if (tensor.Count == 0)
            return tensor.View(tensor.Offset, shape, TensorObject.RowMajor(shape));
        var old = Enumerable.Range(0, tensor.Rank).Where(axis => tensor.Shape[axis] != 1).ToArray();
        var strides = new int[shape.Length];
        int from = 0, to = 0;

        // Groups of old and new dimensions that hold the same elements; within a group the old ones must follow one another.
        while (from < old.Length)
        {
            int firstFrom = from, firstTo = to;
            long oldCount = tensor.Shape[old[from++]], newCount = 1;
            while (newCount != oldCount)
            {
                if (newCount < oldCount)
                    newCount *= shape[to++];
                else
                    oldCount *= tensor.Shape[old[from++]];
            }

            for (var i = firstFrom; i < from - 1; i++)
            {
                if (tensor.Strides[old[i]] != tensor.Strides[old[i + 1]] * tensor.Shape[old[i + 1]])
                    return null;
            }

            var stride = tensor.Strides[old[from - 1]];
            for (var axis = to - 1; axis >= firstTo; axis--)
            {
                strides[axis] = stride;
                stride *= shape[axis];
            }
        }

        return tensor.View(tensor.Offset, shape, strides);
    }

    /// <summary>The elements in another shape: a view where the strides allow one, else a copy.</summary>
    public static TensorObject Reshape(IMachine machine, TensorObject tensor, int[] shape) =>
        TryReshape(tensor, shape) ?? Around(Tensors.Copy(machine, tensor), shape);

    /// <summary>What the places between an indexer's brackets leave of the tensor: always a view.</summary>
    /// <param name="tensor">What is indexed.</param>
    /// <param name="places">What stands between the brackets.</param>
    /// <param name="outOfRange">Makes the exception for an index that lies outside, or for more places than this many dimensions.</param>
    public static TensorObject Index(TensorObject tensor, IReadOnlyList<AxisIndexObject> places, Func<int?, Exception> outOfRange)
    {
        var taken = places.Count(place => place.Kind is AxisIndexKind.Single or AxisIndexKind.Range);
        if (taken > tensor.Rank)
            throw outOfRange(taken);
        var view = tensor;
        var axis = 0;
        foreach (var place in places)
        {
            switch (place.Kind)
            {
                case AxisIndexKind.Single:
                    view = Select(view, axis, Position(place.Start!.Value, view.Shape[axis]) ?? throw outOfRange(null));
                    break;
                case AxisIndexKind.Range:
                    view = Cut(view, axis, place);
                    axis++;
                    break;
                case AxisIndexKind.NewAxis:
                    view = Unsqueeze(view, axis++);
                    break;
                default:
                    axis += tensor.Rank - taken;
                    break;
            }
        }

        return view;
    }

    /// <summary>The position that an index denotes, negative ones counted from the end; null where there is none.</summary>
    public static int? Position(long index, int length) =>
        index >= 0 && index < length ? (int)index : index < 0 && index >= -length ? (int)(index + length) : null;

    /// <summary>Tensors laid end to end along a dimension; their other dimensions must agree.</summary>
    public static TensorObject? Concatenate(IMachine machine, IReadOnlyList<TensorObject> parts, int axis, ValueKind kind)
    {
        if (parts.Any(part => part.Rank != parts[0].Rank || !Without(part.Shape, axis).SequenceEqual(Without(parts[0].Shape, axis))))
            return null;
        var shape = (int[])parts[0].Shape.Clone();
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        var whole = Tensors.Zeros(machine, parts[0].Type, kind, shape);
        whole.IsMadeUp = parts.Any(part => part.IsMadeUp);
        var start = 0;
        foreach (var part in parts)
        {
            Write(Narrow(whole, axis, start, part.Shape[axis]), part);
            start += part.Shape[axis];
        }

        return whole;
    }

    /// <summary>Pieces of these lengths along a dimension, as views.</summary>
    public static IEnumerable<TensorObject> Split(TensorObject tensor, int axis, IEnumerable<int> lengths)
    {
        var start = 0;
        foreach (var length in lengths)
        {
            yield return Narrow(tensor, axis, start, length);
            start += length;
        }
    }

    /// <summary>Writes to every cell of a view what the value, expanded, has there; all is read before anything is written. False where it does not fit.</summary>
    public static bool Assign(TensorObject target, TensorObject value)
    {
        // Leading dimensions of length 1 do not count.
        while (value.Rank > target.Rank && value.Shape[0] == 1)
            value = Select(value, 0, 0);
        if (Expand(value, target.Shape) is not { } expanded)
            return false;
        Write(target, expanded);
        return true;
    }

    public static int[] Without(int[] items, int index) => items.Where((_, i) => i != index).ToArray();

    public static int[] With(int[] items, int index, int item) => items.Take(index).Append(item).Concat(items.Skip(index)).ToArray();

    private static TensorObject Around(TensorObject copy, int[] shape) => copy.View(0, shape, TensorObject.RowMajor(shape));

    private static TensorObject Cut(TensorObject tensor, int axis, AxisIndexObject place)
    {
        int length = tensor.Shape[axis];
        var step = (int)place.Step;
        if (step == 0)
            throw Calls.Unsupported("a slice that does not move");
        int start = Clamp(place.Start, step > 0 ? 0 : length - 1), stop = Clamp(place.Stop, step > 0 ? length : -1);
        var count = step > 0 ? (stop - start + step - 1) / step : (start - stop - step - 1) / -step;
        return Narrow(tensor, axis, start, Math.Max(0, count), step);

        int Clamp(long? bound, int otherwise)
        {
            if (bound is not { } given)
                return otherwise;
            var position = given < 0 ? given + length : given;
            return (int)Math.Min(Math.Max(position, step > 0 ? 0 : -1), step > 0 ? length : length - 1);
        }
    }

    private static void Write(TensorObject target, TensorObject source)
    {
        var values = source.Values;
        var positions = target.Positions();
        for (var i = 0; i < positions.Length; i++)
            target.Cells[positions[i]] = Tensors.Convert(values[i], target.Kind);
    }
}
