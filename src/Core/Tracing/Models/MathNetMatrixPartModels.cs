using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>Members that read, write, join or remove parts of a matrix. They move numbers and compute none.</summary>
internal static class MathNetMatrixPartModels
{
    public static void Add(GuardedModels models)
    {
        models
            .Add("Row", call => ReadLine(call, row: true))
            .Add("Column", call => ReadLine(call, row: false))
            .Add("SetRow", call => WriteLine(call, row: true))
            .Add("SetColumn", call => WriteLine(call, row: false))
            .Add("InsertRow", call => Insert(call, row: true))
            .Add("InsertColumn", call => Insert(call, row: false))
            .Add("RemoveRow", call => Remove(call, row: true))
            .Add("RemoveColumn", call => Remove(call, row: false))
            .Add("SubMatrix", SubMatrix)
            .Add("SetSubMatrix", SetSubMatrix)
            .Add("Resize", Resize);

        models
            .Add("ClearRow", call => ClearLines(call, [call.Int(0)], row: true))
            .Add("ClearColumn", call => ClearLines(call, [call.Int(0)], row: false))
            .Add("ClearRows", call => ClearLines(call, Indices(call), row: true))
            .Add("ClearColumns", call => ClearLines(call, Indices(call), row: false))
            .Add("ClearSubMatrix", ClearSubMatrix);

        models
            .Add("Append", Append)
            .Add("Stack", Stack)
            .Add("DiagonalStack", DiagonalStack)
            .Add("Diagonal", Diagonal)
            .Add("SetDiagonal", SetDiagonal)
            .Add("UpperTriangle", call => Where(call, (row, column) => row <= column))
            .Add("LowerTriangle", call => Where(call, (row, column) => row >= column))
            .Add("StrictlyUpperTriangle", call => Where(call, (row, column) => row < column))
            .Add("StrictlyLowerTriangle", call => Where(call, (row, column) => row > column));
    }

    /// <summary>Copies a block, rows × columns; the numbers keep their nodes.</summary>
    private static Value CopyBlock(
        ModelCall call, MatrixObject source, int sourceRow, int sourceColumn, MatrixObject target, int targetRow, int targetColumn, int rows, int columns)
    {
        if (rows == 0 || columns == 0)
            return Value.Void;
        if (ReferenceEquals(source, target))
            throw call.Fail(MathNetCalls.NotSupported, "A matrix cannot be copied into itself.");
        call.Require(rows > 0 && columns > 0, MathNetCalls.Range);
        call.Require(sourceRow >= 0 && sourceColumn >= 0 && sourceRow + rows <= source.Rows && sourceColumn + columns <= source.Columns, MathNetCalls.Range);
        call.Require(targetRow >= 0 && targetColumn >= 0 && targetRow + rows <= target.Rows && targetColumn + columns <= target.Columns, MathNetCalls.Range);
        call.Machine.Fuel.Step(rows * columns);
        var block = new Value[rows * columns];
        for (var i = 0; i < block.Length; i++)
            block[i] = source[sourceRow + (i / columns), sourceColumn + (i % columns)];
        for (var i = 0; i < block.Length; i++)
            call.Put(target, target.Offset(targetRow + (i / columns), targetColumn + (i % columns)), block[i], MathNetCalls.Index);
        return Value.Void;
    }

    /// <summary>The cell numbers along a row or column.</summary>
    private static Func<int, int> Along(MatrixObject a, int line, bool row) =>
        row ? i => a.Offset(line, i) : i => a.Offset(i, line);

    private static (int Lines, int Length) Extent(MatrixObject a, bool row) => row ? (a.Rows, a.Columns) : (a.Columns, a.Rows);

    /// <summary>(line), (line, result), (line, start, length) or (line, start, length, result).</summary>
    private static Value ReadLine(ModelCall call, bool row)
    {
        var a = call.Matrix(0);
        var (lines, whole) = Extent(a, row);
        var isPart = call.Count > 2;
        var (start, length) = isPart ? (call.Int(1), call.Int(2)) : (0, whole);
        call.Require(length == 0 || ((uint)call.Int(0) < (uint)lines && start >= 0 && length > 0 && start + length <= whole), MathNetCalls.Range);
        var cell = Along(a, call.Int(0), row);
        if (call.LinearOrNull(isPart ? 4 : 2) is MathVectorObject target)
        {
            call.Require(isPart ? length <= target.Count : length == target.Count, isPart ? MathNetCalls.Range : MathNetCalls.Argument);
            for (var i = 0; i < length; i++)
                call.Put(target, i, a.Cells[cell(start + i)]);
            return Value.Void;
        }

        var line = call.NewVector(a.Kind, length, a.Storage);
        for (var i = 0; i < length; i++)
            line.Cells[i] = a.Cells[cell(start + i)];
        return Value.Of(line);
    }

    /// <summary>(line, vector or array) or (line, start, length, vector).</summary>
    private static Value WriteLine(ModelCall call, bool row)
    {
        var a = call.Matrix(0);
        var (lines, whole) = Extent(a, row);
        var isPart = call.Count > 2;
        var source = Numbers(call, call.Count - 1);
        var (start, length) = isPart ? (call.Int(1), call.Int(2)) : (0, source.Length);
        if (isPart && length == 0)
            return Value.Void;
        call.Require(isPart || length == whole);
        call.Require((uint)call.Int(0) < (uint)lines, MathNetCalls.Range);
        call.Require(start >= 0 && length >= 0 && length <= source.Length && start + length <= whole, MathNetCalls.Range);

        // The library's dense SetRow(row, column, length, vector) copies the whole vector, whatever the length says.
        var copied = isPart && row && a.Storage == LinearStorage.Dense ? source.Length : length;
        var cell = Along(a, call.Int(0), row);
        for (var i = 0; i < copied; i++)
        {
            call.Require(start + i < whole, MathNetCalls.Index);
            call.Put(a, cell(start + i), source[i], MathNetCalls.Index);
        }

        return Value.Void;
    }

    private static Value[] Numbers(ModelCall call, int argument) => call[argument].AsObject switch
    {
        null => throw call.Fail("System.ArgumentNullException", "Value cannot be null."),
        ArrayObject array => array.Cells,
        _ => call[argument].As<MathVectorObject>().Cells,
    };

    private static Value Insert(ModelCall call, bool row)
    {
        var (a, line) = (call.Matrix(0), Numbers(call, 1));
        var (lines, length) = Extent(a, row);
        call.Require((uint)call.Int(0) <= (uint)lines, MathNetCalls.Range);
        call.Require(line.Length == length);
        var order = Enumerable.Range(0, lines).Select(i => (int?)i).ToList();
        order.Insert(call.Int(0), null);
        return Relined(call, a, row, order, line);
    }

    private static Value Remove(ModelCall call, bool row)
    {
        var a = call.Matrix(0);
        var lines = Extent(a, row).Lines;
        call.Require((uint)call.Int(0) < (uint)lines, MathNetCalls.Range);
        return Relined(call, a, row, Enumerable.Range(0, lines).Where(i => i != call.Int(0)).Select(i => (int?)i).ToList(), []);
    }

    /// <summary>A matrix of the given rows or columns of <paramref name="a"/>, with <paramref name="other"/> where the order says null.</summary>
    private static Value Relined(ModelCall call, MatrixObject a, bool row, List<int?> order, Value[] other)
    {
        var length = Extent(a, row).Length;
        var storage = MathNetCalls.FullyMutable(a.Storage);
        var result = row ? call.NewMatrix(a.Kind, order.Count, length, storage) : call.NewMatrix(a.Kind, length, order.Count, storage);
        for (var line = 0; line < order.Count; line++)
        {
            for (var i = 0; i < length; i++)
                result.Cells[Along(result, line, row)(i)] = order[line] is { } from ? a.Cells[Along(a, from, row)(i)] : other[i];
        }

        return Value.Of(result);
    }

    private static Value SubMatrix(ModelCall call)
    {
        var a = call.Matrix(0);
        var (row, rows, column, columns) = (call.Int(0), call.Int(1), call.Int(2), call.Int(3));
        var storage = row == column ? a.Storage : MathNetCalls.FullyMutable(a.Storage);
        var result = call.NewMatrix(a.Kind, rows, columns, storage);
        CopyBlock(call, a, row, column, result, 0, 0, rows, columns);
        return Value.Of(result);
    }

    /// <summary>(row, column, block), (row, rows, column, columns, block) or (row, sourceRow, rows, column, sourceColumn, columns, block).</summary>
    private static Value SetSubMatrix(ModelCall call)
    {
        var (a, block) = (call.Matrix(0), call.Matrix(call.Count));
        return call.Count switch
        {
            3 => CopyBlock(call, block, 0, 0, a, call.Int(0), call.Int(1), block.Rows, block.Columns),
            5 => CopyBlock(call, block, 0, 0, a, call.Int(0), call.Int(2), call.Int(1), call.Int(3)),
            _ => CopyBlock(call, block, call.Int(1), call.Int(4), a, call.Int(0), call.Int(3), call.Int(2), call.Int(5)),
        };
    }

    private static Value Resize(ModelCall call)
    {
        var a = call.Matrix(0);
        var result = call.NewMatrix(a.Kind, call.Int(0), call.Int(1), MathNetCalls.FullyMutable(a.Storage));
        CopyBlock(call, a, 0, 0, result, 0, 0, Math.Min(a.Rows, result.Rows), Math.Min(a.Columns, result.Columns));
        return Value.Of(result);
    }

    private static int[] Indices(ModelCall call) => call[0].As<ArrayObject>().Cells.Select(i => i.AsInt32).ToArray();

    private static Value ClearLines(ModelCall call, int[] indices, bool row)
    {
        var a = call.Matrix(0);
        var (lines, length) = Extent(a, row);
        call.Require(indices.All(line => (uint)line < (uint)lines), MathNetCalls.Range);
        foreach (var line in indices)
        {
            for (var i = 0; i < length; i++)
                a.Cells[Along(a, line, row)(i)] = MathNetCalls.Zero(a.Kind);
        }

        return Value.Void;
    }

    private static Value ClearSubMatrix(ModelCall call)
    {
        var a = call.Matrix(0);
        if (call.Int(1) < 1 || call.Int(3) < 1)
            return Value.Void;
        var zeros = call.NewMatrix(a.Kind, call.Int(1), call.Int(3), LinearStorage.Dense);
        return CopyBlock(call, zeros, 0, 0, a, call.Int(0), call.Int(2), call.Int(1), call.Int(3));
    }

    private static Value Append(ModelCall call)
    {
        var (left, right) = (call.Matrix(0), call.Matrix(1));
        call.Require(left.Rows == right.Rows);
        return Joined(call, left, right, left.Rows, left.Columns + right.Columns, 0, left.Columns);
    }

    private static Value Stack(ModelCall call)
    {
        var (upper, lower) = (call.Matrix(0), call.Matrix(1));
        call.Require(upper.Columns == lower.Columns);
        return Joined(call, upper, lower, upper.Rows + lower.Rows, upper.Columns, upper.Rows, 0);
    }

    private static Value DiagonalStack(ModelCall call)
    {
        var (upper, lower) = (call.Matrix(0), call.Matrix(1));
        return Joined(call, upper, lower, upper.Rows + lower.Rows, upper.Columns + lower.Columns, upper.Rows, upper.Columns);
    }

    private static Value Joined(ModelCall call, MatrixObject first, MatrixObject second, int rows, int columns, int secondRow, int secondColumn)
    {
        var storage = MathNetCalls.Combine(first, second);
        var staysDiagonal = secondRow == secondColumn;
        var result = call.NewMatrix(first.Kind, rows, columns, staysDiagonal ? storage : MathNetCalls.FullyMutable(storage));
        CopyBlock(call, first, 0, 0, result, 0, 0, first.Rows, first.Columns);
        CopyBlock(call, second, 0, 0, result, secondRow, secondColumn, second.Rows, second.Columns);
        return call.Deliver(result, 2);
    }

    private static Value Diagonal(ModelCall call)
    {
        var a = call.Matrix(0);
        var diagonal = call.NewVector(a.Kind, Math.Min(a.Rows, a.Columns), a.Storage == LinearStorage.Sparse ? LinearStorage.Sparse : LinearStorage.Dense);
        for (var i = 0; i < diagonal.Count; i++)
            diagonal.Cells[i] = a[i, i];
        return Value.Of(diagonal);
    }

    private static Value SetDiagonal(ModelCall call)
    {
        var (a, source) = (call.Matrix(0), Numbers(call, 0));
        call.Require(source.Length == Math.Min(a.Rows, a.Columns));
        for (var i = 0; i < source.Length; i++)
            call.Put(a, a.Offset(i, i), source[i]);
        return Value.Void;
    }

    private static Value Where(ModelCall call, Func<int, int, bool> isKept)
    {
        var a = call.Matrix(0);
        var result = call.NewMatrix(a.Kind, a.Rows, a.Columns, a.Storage);
        for (var cell = 0; cell < a.Cells.Length; cell++)
        {
            if (isKept(cell % a.Rows, cell / a.Rows))
                result.Cells[cell] = a.Cells[cell];
        }

        return call.Deliver(result, 1);
    }
}
