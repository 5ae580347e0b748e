using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Members of matrices: access, products, transposes, conversions, enumeration, folds.</summary>
internal static class MathNetMatrixModels
{
    public static void Add(GuardedModels models)
    {
        models
            .Add(["Multiply", "op_Multiply"], MathNetProducts.Multiply)
            .Add("LeftMultiply", MathNetProducts.LeftMultiply)
            .Add(["TransposeThisAndMultiply", "ConjugateTransposeThisAndMultiply"], MathNetProducts.TransposeThisAndMultiply)
            .Add(["TransposeAndMultiply", "ConjugateTransposeAndMultiply"], MathNetProducts.TransposeAndMultiply)
            .Add(["Transpose", "ConjugateTranspose"], Transpose)
            .Add("get_RowCount", call => Value.Of(call.Matrix(0).Rows))
            .Add("get_ColumnCount", call => Value.Of(call.Matrix(0).Columns))
            .Add("get_Item", call => call.Matrix(0).Cells[Cell(call)])
            .Add("set_Item", call => Set(call, Cell(call)))
            .Add("At", call => call.Count == 3 ? Set(call, CellUnchecked(call)) : call.Matrix(0).Cells[CellUnchecked(call)])
            .Add("CopyTo", CopyTo);

        models
            .Add("ToArray", ToArray)
            .Add("ToColumnMajorArray", call => call.NewArrayOf(call.Matrix(0).Kind, call.Matrix(0).Cells.Length, i => call.Matrix(0).Cells[i]))
            .Add("ToRowMajorArray", ToRowMajorArray)
            .Add("ToRowArrays", call => Nested(call, call.Matrix(0).Rows, call.Matrix(0).Columns, (outer, inner) => call.Matrix(0)[outer, inner]))
            .Add("ToColumnArrays", call => Nested(call, call.Matrix(0).Columns, call.Matrix(0).Rows, (outer, inner) => call.Matrix(0)[inner, outer]))
            .Add(["AsColumnMajorArray", "get_Values"], call => call.Matrix(0) is { Storage: LinearStorage.Dense } a ? Value.Of(a.Data) : Value.Null)
            .Add(["AsArray", "AsRowMajorArray", "AsRowArrays", "AsColumnArrays"], _ => Value.Null);

        models
            .Add("Enumerate", call => call.Lazy(_ => call.Visited(call.Matrix(0)).Select(cell => call.Matrix(0).Cells[cell])))
            .Add("EnumerateIndexed", call => call.Lazy(type => call.Visited(call.Matrix(0)).Select(cell => Indexed(call, type, cell))))
            .Add("EnumerateRows", call => call.Lazy(_ => Lines(call, rows: true).Select(i => Value.Of(Row(call, call.Matrix(0), i)))))
            .Add("EnumerateColumns", call => call.Lazy(_ => Lines(call, rows: false).Select(i => Value.Of(Column(call, call.Matrix(0), i)))))
            .Add("EnumerateRowsIndexed", call => call.Lazy(type =>
                Lines(call, rows: true).Select(i => MathNetCalls.NewTuple(type, Value.Of(i), Value.Of(Row(call, call.Matrix(0), i))))))
            .Add("EnumerateColumnsIndexed", call => call.Lazy(type =>
                Lines(call, rows: false).Select(i => MathNetCalls.NewTuple(type, Value.Of(i), Value.Of(Column(call, call.Matrix(0), i))))))
            .Add("Find", Find)
            .Add("Find2", Find2);

        models
            .Add("FoldByRow", call => FoldBy(call, call.Matrix(0).Rows, call.Matrix(0).Columns, (a, row, k) => a[row, k]))
            .Add("FoldByColumn", call => FoldBy(call, call.Matrix(0).Columns, call.Matrix(0).Rows, (a, column, k) => a[k, column]))
            .Add("FoldRows", call => Rows(call).Aggregate(call[1], (state, row) => call.Call(call[0], state, row)))
            .Add("FoldColumns", call => Columns(call).Aggregate(call[1], (state, column) => call.Call(call[0], state, column)))
            .Add("ReduceRows", call => Rows(call).Aggregate((state, row) => call.Call(call[0], state, row)))
            .Add("ReduceColumns", call => Columns(call).Aggregate((state, column) => call.Call(call[0], state, column)));
    }

    /// <summary>A fresh vector of one row's numbers.</summary>
    public static MathVectorObject Row(ModelCall call, MatrixObject a, int row) => Line(call, a, a.Columns, column => a[row, column]);

    /// <summary>A fresh vector of one column's numbers.</summary>
    public static MathVectorObject Column(ModelCall call, MatrixObject a, int column) => Line(call, a, a.Rows, row => a[row, column]);

    private static MathVectorObject Line(ModelCall call, MatrixObject a, int count, Func<int, Value> cell)
    {
        var line = call.NewVector(a.Kind, count, a.Storage);
        for (var i = 0; i < count; i++)
            line.Cells[i] = cell(i);
        return line;
    }

    private static Value Transpose(ModelCall call)
    {
        var a = call.Matrix(0);
        var result = call.NewMatrix(a.Kind, a.Columns, a.Rows, a.Storage);
        call.Machine.Fuel.Step(a.Cells.Length);
        for (var row = 0; row < a.Rows; row++)
        {
            for (var column = 0; column < a.Columns; column++)
                result.Cells[result.Offset(column, row)] = a[row, column];
        }

        return call.Deliver(result, 1);
    }

    private static int Cell(ModelCall call)
    {
        var a = call.Matrix(0);
        call.Require(a.Contains(call.Int(0), call.Int(1)), MathNetCalls.Range);
        return a.Offset(call.Int(0), call.Int(1));
    }

    /// <summary><c>At</c> checks nothing but the bounds of the column-major array.</summary>
    private static int CellUnchecked(ModelCall call)
    {
        var a = call.Matrix(0);
        var cell = a.Offset(call.Int(0), call.Int(1));
        call.Require((uint)cell < (uint)a.Cells.Length, MathNetCalls.Index);
        return cell;
    }

    private static Value Set(ModelCall call, int cell)
    {
        call.Put(call.Matrix(0), cell, call[2], MathNetCalls.Index);
        return Value.Void;
    }

    private static Value CopyTo(ModelCall call)
    {
        if (call[0].IsNull)
            throw call.Fail("System.ArgumentNullException", "Value cannot be null.");
        return call.Deliver(call.Matrix(0), 1);
    }

    private static Value ToArray(ModelCall call)
    {
        var a = call.Matrix(0);
        var array = call.Machine.NewArray(call.Machine.ElementType(a.Kind), a.Rows, a.Columns);
        for (var i = 0; i < array.Length; i++)
            array.Cells[i] = a[i / a.Columns, i % a.Columns];
        return Value.Of(array);
    }

    private static Value ToRowMajorArray(ModelCall call)
    {
        var a = call.Matrix(0);
        return call.NewArrayOf(a.Kind, a.Cells.Length, i => a[i / a.Columns, i % a.Columns]);
    }

    private static Value Nested(ModelCall call, int outerCount, int innerCount, Func<int, int, Value> cell)
    {
        var kind = call.Matrix(0).Kind;
        var inner = call.Machine.Compilation.ArrayOf(call.Machine.ElementType(kind));
        return call.NewArrayOf(inner, outerCount, i => call.NewArrayOf(kind, innerCount, j => cell(i, j)));
    }

    private static Value Indexed(ModelCall call, ITypeSymbol? type, int cell)
    {
        var a = call.Matrix(0);
        return MathNetCalls.NewTuple(type, Value.Of(cell % a.Rows), Value.Of(cell / a.Rows), a.Cells[cell]);
    }

    /// <summary>Row or column numbers, cut to the (index, length) arguments where the overload has them.</summary>
    private static IEnumerable<int> Lines(ModelCall call, bool rows)
    {
        var count = rows ? call.Matrix(0).Rows : call.Matrix(0).Columns;
        if (call.Count < 2)
            return Enumerable.Range(0, count);
        var start = Math.Max(call.Int(0), 0);
        return Enumerable.Range(start, Math.Max(0, Math.Min(call.Int(0) + call.Int(1), count) - start));
    }

    private static Value Find(ModelCall call)
    {
        var a = call.Matrix(0);
        foreach (var cell in call.Visited(a))
        {
            if (call.Call(call[0], a.Cells[cell]).AsBoolean)
                return Indexed(call, call.Method.ReturnType, cell);
        }

        return Value.Null;
    }

    private static Value Find2(ModelCall call)
    {
        MatrixObject a = call.Matrix(0), b = call.Matrix(2);
        call.Require(a.HasShapeOf(b));
        foreach (var cell in call.Visited(a, b))
        {
            if (call.Call(call[0], a.Cells[cell], b.Cells[cell]).AsBoolean)
                return MathNetCalls.NewTuple(call.Method.ReturnType, Value.Of(cell % a.Rows), Value.Of(cell / a.Rows), a.Cells[cell], b.Cells[cell]);
        }

        return Value.Null;
    }

    private static Value FoldBy(ModelCall call, int lines, int length, Func<MatrixObject, int, int, Value> cell)
    {
        var a = call.Matrix(0);
        var skipsZeros = call.SkipsZeros(a);
        return call.NewArrayOf(call.Method.TypeArguments[0], lines, line =>
        {
            var state = call[1];
            for (var k = 0; k < length; k++)
            {
                if (cell(a, line, k) is var x && !(skipsZeros && MathNetCalls.IsZero(x)))
                    state = call.Call(call[0], state, x);
            }

            return state;
        });
    }

    private static IEnumerable<Value> Rows(ModelCall call) =>
        Enumerable.Range(0, call.Matrix(0).Rows).Select(i => Value.Of(Row(call, call.Matrix(0), i)));

    private static IEnumerable<Value> Columns(ModelCall call) =>
        Enumerable.Range(0, call.Matrix(0).Columns).Select(i => Value.Of(Column(call, call.Matrix(0), i)));
}
