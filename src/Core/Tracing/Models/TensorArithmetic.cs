using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>Arithmetic of n-dimensional arrays on the tape: elementwise with broadcasting, reductions, and sums of products.</summary>
internal static class TensorArithmetic
{
    /// <summary>A function of each element.</summary>
    public static TensorObject Map(IMachine machine, TensorObject tensor, ValueKind kind, Func<Value, Value> function)
    {
        var values = tensor.Values;
        var result = Tensors.Make(machine, tensor.Type, kind, tensor.Shape, i => Tensors.Convert(function(values[i]), kind));
        result.IsMadeUp = tensor.IsMadeUp;
        return result;
    }

    /// <summary>A function of pairs of elements, both operands expanded to one shape; they are converted to <paramref name="kind"/> before.</summary>
    /// <param name="result">What the function returns, where it is something else.</param>
    public static TensorObject Zip(IMachine machine, TensorLibrary library, TensorObject x, TensorObject y, ValueKind kind, Func<Value, Value, Value> function, ValueKind? result = null)
    {
        if (TensorViews.Broadcast(x.Shape, y.Shape) is not { } shape || IsLikelyMisread(x, y, shape))
            throw library.Mismatch(machine, x.Shape, y.Shape);
        Value[] left = TensorViews.Expand(x, shape)!.Values, right = TensorViews.Expand(y, shape)!.Values;
        var made = Tensors.Make(machine, x.IsNumber ? y.Type : x.Type, result ?? kind, shape, i => Tensors.Convert(function(Tensors.Convert(left[i], kind), Tensors.Convert(right[i], kind)), result ?? kind));
        made.IsMadeUp = x.IsMadeUp || y.IsMadeUp;
        return made;
    }

    /// <summary>The axes folded by a function of two elements, in row-major order; null for what a fold of nothing gives.</summary>
    public static TensorObject Fold(IMachine machine, TensorObject tensor, IReadOnlyCollection<int> axes, bool keepsAxes, ValueKind kind, Func<Value, Value, Value> function)
    {
        var folded = Enumerable.Range(0, tensor.Rank).Select(axes.Contains).ToArray();
        var kept = tensor.Shape.Select((length, axis) => folded[axis] ? 1 : length).ToArray();
        var strides = TensorObject.RowMajor(kept).Select((stride, axis) => folded[axis] ? 0 : stride).ToArray();
        var targets = new TensorObject(null, kind, [], 0, tensor.Shape, strides).Positions();
        var values = tensor.Values;
        var sums = new Value?[TensorObject.CountOf(kept)];
        machine.Fuel.Step(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var value = Tensors.Convert(values[i], kind);
            sums[targets[i]] = sums[targets[i]] is { } sum ? function(sum, value) : value;
        }

        var shape = keepsAxes ? kept : tensor.Shape.Where((_, axis) => !folded[axis]).ToArray();
        var result = Tensors.Make(machine, tensor.Type, kind, shape, i => sums[i] ?? Tensors.Constant(kind, 0));
        result.IsMadeUp = tensor.IsMadeUp;
        return result;
    }

    public static TensorObject Sum(IMachine machine, TensorObject tensor, IReadOnlyCollection<int> axes, bool keepsAxes, ValueKind kind) =>
        Fold(machine, tensor, axes, keepsAxes, kind, (x, y) => Numbers.Add(machine.Arithmetic, x, y));

    public static TensorObject Mean(IMachine machine, TensorObject tensor, IReadOnlyCollection<int> axes, bool keepsAxes, ValueKind kind)
    {
        var count = axes.Aggregate(1, (product, axis) => product * tensor.Shape[axis]);
        return Map(machine, Sum(machine, tensor, axes, keepsAxes, kind), kind, sum => Numbers.Divide(machine.Arithmetic, sum, Tensors.Constant(kind, count)));
    }

    /// <summary>
    /// The sum of products that an einsum writes: a letter names a dimension, dimensions of one name have one length (or 1), and what the
    /// result lacks is summed over. Null where lengths do not agree.
    /// </summary>
    public static TensorObject? Contract(IMachine machine, ValueKind kind, IReadOnlyList<TensorObject> operands, IReadOnlyList<string> labels, string output)
    {
        var lengths = new Dictionary<char, int>();
        for (var n = 0; n < operands.Count; n++)
        {
            for (var axis = 0; axis < operands[n].Rank; axis++)
            {
                var length = operands[n].Shape[axis];
                lengths.TryGetValue(labels[n][axis], out var known);
                if (known > 1 && length != 1 && length != known)
                    return null;
                if (known <= 1)
                    lengths[labels[n][axis]] = length;
            }
        }

        var names = output + new string(labels.SelectMany(part => part).Distinct().Where(name => output.IndexOf(name) < 0).ToArray());
        var shape = names.Select(name => lengths[name]).ToArray();
        var positions = operands.Select((operand, n) => operand.View(operand.Offset, shape, names.Select(name => Stride(operand, labels[n], name)).ToArray()).Positions()).ToArray();
        int outer = TensorObject.CountOf(shape.Take(output.Length).ToArray()), inner = TensorObject.CountOf(shape.Skip(output.Length).ToArray());
        machine.Fuel.Step((int)Math.Min(int.MaxValue, (long)outer * inner * operands.Count));
        var result = Tensors.Make(machine, operands[0].Type, kind, shape.Take(output.Length).ToArray(), i =>
        {
            var sum = inner == 0 ? Tensors.Constant(kind, 0) : Product(i * inner);
            for (var k = 1; k < inner; k++)
                sum = Numbers.Add(machine.Arithmetic, sum, Product((i * inner) + k));
            return sum;
        });
        result.IsMadeUp = operands.Any(operand => operand.IsMadeUp);
        return result;

        Value Product(int at)
        {
            var product = Tensors.Convert(operands[0].Cells[positions[0][at]], kind);
            for (var n = 1; n < operands.Count; n++)
                product = Numbers.Multiply(machine.Arithmetic, product, Tensors.Convert(operands[n].Cells[positions[n][at]], kind));
            return product;
        }
    }

    /// <summary>The matrix product of the last two dimensions, the others broadcast; a vector is a row on the left and a column on the right.</summary>
    public static TensorObject? Matmul(IMachine machine, ValueKind kind, TensorObject x, TensorObject y)
    {
        if (x.Rank == 0 || y.Rank == 0)
            return null;
        var batch = new string(Enumerable.Range(0, Math.Max(Math.Max(x.Rank, y.Rank) - 2, 0)).Select(n => (char)('a' + n)).ToArray());
        string left = Last(batch, x.Rank - 2) + (x.Rank > 1 ? "YZ" : "Z"), right = Last(batch, y.Rank - 2) + (y.Rank > 1 ? "ZX" : "Z");

        // The dimension that is summed over is not broadcast.
        return x.Shape[x.Rank - 1] == y.Shape[y.Rank > 1 ? y.Rank - 2 : 0]
            ? Contract(machine, kind, [x, y], [left, right], batch + (x.Rank > 1 ? "Y" : "") + (y.Rank > 1 ? "X" : ""))
            : null;
    }

    /// <summary>The elements that an einsum's equation names; null where it says something else than letters, commas and an arrow.</summary>
    public static (string[] Inputs, string Output)? Equation(string text)
    {
        var halves = text.Replace(" ", "").Split(["->"], StringSplitOptions.None);
        var inputs = halves[0].Split(',');
        var letters = string.Concat(inputs);
        if (halves.Length > 2 || letters.Concat(halves.Skip(1).SelectMany(half => half)).Any(letter => !char.IsLetter(letter)))
            return null;
        var output = halves.Length == 2
            ? halves[1]
            : new string(letters.Where(letter => letters.Count(other => other == letter) == 1).OrderBy(letter => letter).ToArray());
        return output.All(letter => letters.IndexOf(letter) >= 0) && output.Distinct().Count() == output.Length ? (inputs, output) : null;
    }

    private static string Last(string text, int count) => text.Substring(text.Length - Math.Max(count, 0));

    /// <summary>How far the cells of a dimension of this name lie apart: a diagonal's where it has several, none where it has one element or none.</summary>
    private static int Stride(TensorObject operand, string labels, char name) =>
        Enumerable.Range(0, operand.Rank).Where(axis => labels[axis] == name && operand.Shape[axis] != 1).Sum(axis => operand.Strides[axis]);

    /// <summary>
    /// A vector and a made-up column that were meant to be of one shape would silently make a square. Who means it writes the new dimension out.
    /// </summary>
    private static bool IsLikelyMisread(TensorObject x, TensorObject y, int[] shape) =>
        (x.IsMadeUp || y.IsMadeUp) && x.Rank != y.Rank && TensorObject.CountOf(shape) > Math.Max(x.Count, y.Count);
}
