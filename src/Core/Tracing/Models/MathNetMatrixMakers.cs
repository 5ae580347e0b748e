using System;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>The ways to make a matrix.</summary>
internal static class MathNetMatrixMakers
{
    /// <summary>(order), (rows, columns), and with a value, a function (i, j) → value, or a column-major array that the matrix shares.</summary>
    public static Value Plain(ModelCall call, LinearStorage storage)
    {
        if (MathNetBuilderModels.TakesStorage(call))
            return call.Unmodelled();
        if (MathNetBuilderModels.IsArray(call, 2))
            return Around(call);
        var matrix = New(call, storage, call.Int(0), call.Int(Math.Min(1, call.Count - 1)));
        if (call.Count < 3)
            return Value.Of(matrix);
        call.Machine.Fuel.Step(matrix.Cells.Length);
        for (var cell = 0; cell < matrix.Cells.Length; cell++)
        {
            call.Put(matrix, cell, MathNetBuilderModels.IsDelegate(call, 2)
                ? call.Call(call[2], Value.Of(cell % matrix.Rows), Value.Of(cell / matrix.Rows))
                : call[2]);
        }

        return Value.Of(matrix);
    }

    /// <summary>(order), (rows, columns), (diagonal) or any of them with a value, a function i → value, or the diagonal as an array.</summary>
    public static Value Diagonal(ModelCall call, LinearStorage storage)
    {
        if (MathNetBuilderModels.TakesStorage(call))
            return call.Unmodelled();
        var last = call.Count - 1;
        if (MathNetBuilderModels.IsArray(call, last))
            return OfDiagonal(call, storage);
        var hasValue = !call[last].IsInteger;
        var sizes = hasValue ? last : call.Count;
        var matrix = New(call, storage, call.Int(0), call.Int(sizes - 1));
        for (var i = 0; hasValue && i < Math.Min(matrix.Rows, matrix.Columns); i++)
            call.Put(matrix, matrix.Offset(i, i), MathNetBuilderModels.IsDelegate(call, last) ? call.Call(call[last], Value.Of(i)) : call[last]);
        return Value.Of(matrix);
    }

    /// <summary>(order) or (rows, columns).</summary>
    public static Value Identity(ModelCall call, LinearStorage storage)
    {
        var matrix = New(call, storage, call.Int(0), call.Int(call.Count - 1));
        for (var i = 0; i < Math.Min(matrix.Rows, matrix.Columns); i++)
            matrix.Cells[matrix.Offset(i, i)] = MathNetCalls.Number(matrix.Kind, 1);
        return Value.Of(matrix);
    }

    /// <summary>(rows, columns), with a seed or a distribution; drawn in column-major order.</summary>
    public static Value Random(ModelCall call, LinearStorage storage)
    {
        var matrix = New(call, storage, call.Int(0), call.Int(1));
        Fill(call, matrix, call.Count > 2 ? call[2] : Value.Null);
        return Value.Of(matrix);
    }

    /// <summary>AᵀA of a random square A.</summary>
    public static Value RandomPositiveDefinite(ModelCall call)
    {
        var matrix = New(call, LinearStorage.Dense, call.Int(0), call.Int(0));
        Fill(call, matrix, call.Count > 1 ? call[1] : Value.Null);
        return Value.Of(MathNetProducts.Product(call, matrix, true, matrix, false));
    }

    /// <summary>A copy of a two-dimensional array.</summary>
    public static Value OfArray(ModelCall call, LinearStorage storage)
    {
        var array = NotNull<ArrayObject>(call, 0);
        var (rows, columns) = (array.Lengths[0], array.Lengths[1]);
        return Fill(call, New(call, storage, rows, columns), (row, column) => array.Cells[(row * columns) + column]);
    }

    public static Value OfMatrix(ModelCall call, LinearStorage storage)
    {
        var source = NotNull<MatrixObject>(call, 0);
        return Fill(call, New(call, storage, source.Rows, source.Columns), (row, column) => source[row, column]);
    }

    /// <summary>One matrix of a two-dimensional array of blocks; each row of blocks is as high as its highest, each column as wide as its widest.</summary>
    public static Value OfMatrixArray(ModelCall call, LinearStorage storage)
    {
        var blocks = NotNull<ArrayObject>(call, 0);
        MatrixObject Block(int i, int j) => blocks.Cells[(i * blocks.Lengths[1]) + j].As<MatrixObject>();
        var heights = Enumerable.Range(0, blocks.Lengths[0]).Select(i => Enumerable.Range(0, blocks.Lengths[1]).Max(j => Block(i, j).Rows)).ToArray();
        var widths = Enumerable.Range(0, blocks.Lengths[1]).Select(j => Enumerable.Range(0, blocks.Lengths[0]).Max(i => Block(i, j).Columns)).ToArray();
        var matrix = New(call, storage, heights.Sum(), widths.Sum());
        for (var i = 0; i < heights.Length; i++)
        {
            for (var j = 0; j < widths.Length; j++)
            {
                var block = Block(i, j);
                for (var cell = 0; cell < block.Cells.Length; cell++)
                {
                    var row = heights.Take(i).Sum() + (cell % block.Rows);
                    call.Put(matrix, matrix.Offset(row, widths.Take(j).Sum() + (cell / block.Rows)), block.Cells[cell]);
                }
            }
        }

        return Value.Of(matrix);
    }

    /// <summary>(rows, columns, sequence of (row, column, value)).</summary>
    public static Value OfIndexed(ModelCall call, LinearStorage storage)
    {
        var matrix = New(call, storage, call.Int(0), call.Int(1));
        foreach (var items in MathNetBuilderModels.List(call, call[2]).Select(MathNetBuilderModels.Items))
        {
            var cell = matrix.Offset(items[0].AsInt32, items[1].AsInt32);
            call.Require((uint)cell < (uint)matrix.Cells.Length, MathNetCalls.Index);
            call.Put(matrix, cell, items[2]);
        }

        return Value.Of(matrix);
    }

    /// <summary>(rows, columns, sequence of all numbers); an array in column-major order may be too short or too long.</summary>
    public static Value OfMajor(ModelCall call, LinearStorage storage, bool byRows)
    {
        var numbers = MathNetBuilderModels.List(call, call[2]);
        var matrix = New(call, storage, call.Int(0), call.Int(1));
        var mayDiffer = !byRows && storage == LinearStorage.Dense && call[2].AsObject is ArrayObject;
        if (byRows)
            call.Require(numbers.Length >= matrix.Cells.Length, MathNetCalls.Index);
        else if (!mayDiffer)
            call.Require(numbers.Length == matrix.Cells.Length, MathNetCalls.Range);
        else
            numbers = [.. numbers.Take(matrix.Cells.Length), .. Enumerable.Repeat(MathNetCalls.Zero(matrix.Kind), Math.Max(0, matrix.Cells.Length - numbers.Length))];
        return Fill(call, matrix, (row, column) => numbers[byRows ? (row * matrix.Columns) + column : matrix.Offset(row, column)]);
    }

    /// <summary>(lines) or (rows, columns, lines): rows or columns as arrays, vectors or sequences.</summary>
    public static Value OfLines(ModelCall call, LinearStorage storage, bool byRows)
    {
        var lines = MathNetBuilderModels.List(call, call[call.Count - 1]).Select(line => MathNetBuilderModels.List(call, line)).ToArray();
        var (count, length) = call.Count == 1 ? (lines.Length, lines.FirstOrDefault()?.Length ?? 0)
            : byRows ? (call.Int(0), call.Int(1)) : (call.Int(1), call.Int(0));
        var areCopied = !byRows && call.Machine.Enumerate(call[call.Count - 1]).All(line => line.AsObject is ArrayObject);
        if (call.Count == 1 || areCopied)
            call.Require(lines.Take(count).All(line => line.Length >= length), byRows ? MathNetCalls.Index : MathNetCalls.Argument);
        else
            call.Require(lines.Take(count).All(line => line.Length == length), MathNetCalls.Range);
        call.Require(lines.Length > 0 && lines.Length == count, MathNetCalls.Range);
        return Fill(
            call,
            byRows ? New(call, storage, count, length) : New(call, storage, length, count),
            (row, column) => byRows ? lines[row][column] : lines[column][row]);
    }

    /// <summary>(diagonal) or (rows, columns, diagonal): an array, vector or sequence.</summary>
    public static Value OfDiagonal(ModelCall call, LinearStorage storage)
    {
        var diagonal = MathNetBuilderModels.List(call, call[call.Count - 1]);
        var matrix = call.Count == 1 ? New(call, storage, diagonal.Length, diagonal.Length) : New(call, storage, call.Int(0), call.Int(1));
        call.Require(
            diagonal.Length == Math.Min(matrix.Rows, matrix.Columns),
            call.Method.Name.Contains("OfDiagonal") ? MathNetCalls.Argument : MathNetCalls.Range);
        for (var i = 0; i < diagonal.Length; i++)
            call.Put(matrix, matrix.Offset(i, i), diagonal[i]);
        return Value.Of(matrix);
    }

    /// <summary>(rows, columns, sequence of (index, value)).</summary>
    public static Value OfIndexedDiagonal(ModelCall call, LinearStorage storage)
    {
        var matrix = New(call, storage, call.Int(0), call.Int(1));
        foreach (var items in MathNetBuilderModels.List(call, call[2]).Select(MathNetBuilderModels.Items))
        {
            var i = items[0].AsInt32;
            call.Require(matrix.Contains(i, i), MathNetCalls.Index);
            call.Put(matrix, matrix.Offset(i, i), items[1]);
        }

        return Value.Of(matrix);
    }

    /// <summary>A zero matrix like one or two examples, of the first one's size or a given one.</summary>
    public static Value SameAs(ModelCall call)
    {
        var examples = call.Arguments.Select(argument => argument.AsObject).OfType<LinearObject>().ToArray();
        var sizes = call.Arguments.Where(argument => argument.IsInteger).Select(argument => argument.AsInt32).ToArray();
        var isMutable = call[call.Count - 1].Kind == ValueKind.Boolean && call.Bool(call.Count - 1);
        var storage = examples.Length == 1 ? examples[0].Storage : MathNetCalls.Combine(examples[0], examples[1]);
        var (rows, columns) = sizes.Length == 2 ? (sizes[0], sizes[1]) : (call[0].As<MatrixObject>().Rows, call[0].As<MatrixObject>().Columns);
        return Value.Of(New(call, isMutable ? MathNetCalls.FullyMutable(storage) : storage, rows, columns));
    }

    private static MatrixObject New(ModelCall call, LinearStorage storage, int rows, int columns) =>
        call.NewMatrix(MathNetBuilderModels.Kind(call), rows, columns, storage);

    private static Value Around(ModelCall call)
    {
        var array = NotNull<ArrayObject>(call, 2);
        call.Require(array.Length == call.Int(0) * call.Int(1), MathNetCalls.Range);
        return Value.Of(MathNetFactory.MatrixAround(call.Machine, call.Int(0), call.Int(1), array));
    }

    private static Value Fill(ModelCall call, MatrixObject matrix, Func<int, int, Value> number)
    {
        call.Machine.Fuel.Step(matrix.Cells.Length);
        for (var cell = 0; cell < matrix.Cells.Length; cell++)
            call.Put(matrix, cell, number(cell % matrix.Rows, cell / matrix.Rows), MathNetCalls.Argument);
        return Value.Of(matrix);
    }

    private static void Fill(ModelCall call, MatrixObject matrix, Value distribution)
    {
        for (var cell = 0; cell < matrix.Cells.Length; cell++)
        {
            if (!matrix.IsFixed(cell))
                matrix.Cells[cell] = MathNetDistributionModels.Sample(call.Machine, distribution, matrix.Kind);
        }
    }

    private static T NotNull<T>(ModelCall call, int index)
        where T : class =>
        call[index].IsNull ? throw call.Fail("System.ArgumentNullException", "Value cannot be null.") : call[index].As<T>();
}
