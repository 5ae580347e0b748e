using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>
/// What the MathNet models need of a call. The operands are the receiver and the arguments, or the arguments alone where the
/// member is static: <c>a.Add(b, result)</c> and <c>a + b</c> have the same operands 0 and 1.
/// </summary>
internal static class MathNetCalls
{
    public const string Argument = "System.ArgumentException";
    public const string Range = "System.ArgumentOutOfRangeException";
    public const string Index = "System.IndexOutOfRangeException";
    public const string NotSupported = "System.NotSupportedException";

    public static int OperandCount(this ModelCall call) => call.Method.IsStatic ? call.Count : call.Count + 1;

    public static Value Operand(this ModelCall call, int index) =>
        call.Method.IsStatic ? call[index] : index == 0 ? call.Receiver : call[index - 1];

    /// <summary>The operand as a vector or matrix; null where it is a scalar or missing.</summary>
    public static LinearObject? LinearOrNull(this ModelCall call, int index) =>
        index < call.OperandCount() ? call.Operand(index).AsObject as LinearObject : null;

    public static LinearObject Linear(this ModelCall call, int index) => Present<LinearObject>(call, index);

    public static MathVectorObject Vector(this ModelCall call, int index) => Present<MathVectorObject>(call, index);

    public static MatrixObject Matrix(this ModelCall call, int index) => Present<MatrixObject>(call, index);

    public static InterpretedException Fail(this ModelCall call, string exception, string message = "Value does not fall within the expected range.") =>
        call.Machine.Throw(exception, message);

    public static void Require(this ModelCall call, bool condition, string exception = Argument)
    {
        if (!condition)
            throw call.Fail(exception, exception == Argument ? "Matrix dimensions must agree." : "Specified argument was out of the range of valid values.");
    }

    /// <summary>Writes one cell, rounded to the element type.</summary>
    public static void Put(this ModelCall call, LinearObject target, int cell, Value value, string fixedCell = NotSupported)
    {
        if (target.IsFixed(cell))
        {
            if (!IsZero(value))
                throw call.Fail(fixedCell, "Cannot set an off-diagonal element in a diagonal matrix.");
            return;
        }

        target.Cells[cell] = value.Kind == target.Kind ? value : Value.Of(value.AsTraced, target.Kind);
    }

    /// <summary>A zero that no leaf influences: what sparse storage does not keep.</summary>
    public static bool IsZero(Value value) => value.AsTraced is { IsConstant: true, Value: 0 };

    public static Value Zero(ValueKind kind) => Value.Of(Traced.Constant(0), kind);

    public static Value Number(ValueKind kind, double value) => Value.Of(Traced.Constant(value), kind);

    public static LinearStorage Combine(LinearObject x, LinearObject y) =>
        x.Storage == y.Storage ? x.Storage
        : x.Storage == LinearStorage.Dense || y.Storage == LinearStorage.Dense ? LinearStorage.Dense
        : LinearStorage.Sparse;

    public static LinearStorage FullyMutable(LinearStorage storage) => storage == LinearStorage.Diagonal ? LinearStorage.Sparse : storage;

    public static MathVectorObject NewVector(this ModelCall call, ValueKind kind, int count, LinearStorage storage)
    {
        call.Require(count >= 0, Range);
        return MathNetFactory.NewVector(call.Machine, kind, count, storage == LinearStorage.Dense ? storage : LinearStorage.Sparse);
    }

    public static MatrixObject NewMatrix(this ModelCall call, ValueKind kind, int rows, int columns, LinearStorage storage)
    {
        call.Require(rows >= 0 && columns >= 0, Range);
        return MathNetFactory.NewMatrix(call.Machine, kind, rows, columns, storage);
    }

    /// <summary>
    /// Hands the result over: to the result argument, which is operand <paramref name="index"/> where the overload has one, else as the
    /// value of the call. It is complete by now, so that the result argument may be one of the operands.
    /// </summary>
    public static Value Deliver(this ModelCall call, LinearObject result, int index, string mismatch = Argument)
    {
        if (call.LinearOrNull(index) is not { } target)
            return Value.Of(result);
        call.Require(target.HasShapeOf(result), mismatch);
        call.Move(result.Cells, target);
        return Value.Void;
    }

    /// <summary>Copies all cells; the numbers keep their nodes.</summary>
    public static void Move(this ModelCall call, IReadOnlyList<Value> source, LinearObject target)
    {
        call.Machine.Fuel.Step(source.Count);
        for (var i = 0; i < source.Count; i++)
            call.Put(target, i, source[i]);
    }

    /// <summary>Σ x·y over <paramref name="count"/> terms, in order.</summary>
    public static Value Dot(this ModelCall call, ValueKind kind, int count, Func<int, Value> x, Func<int, Value> y) =>
        call.Sum(kind, count, k => call.Arithmetic.Multiply(x(k), y(k)));

    public static Value Sum(this ModelCall call, ValueKind kind, int count, Func<int, Value> term)
    {
        call.Machine.Fuel.Step(count);
        if (count == 0)
            return Zero(kind);
        var sum = term(0);
        for (var k = 1; k < count; k++)
            sum = call.Arithmetic.Add(sum, term(k));
        return sum;
    }

    /// <summary>True where the call's <c>Zeros</c> argument lets a sparse or diagonal object skip its zeros.</summary>
    public static bool SkipsZeros(this ModelCall call, LinearObject source)
    {
        if (source.Storage == LinearStorage.Dense)
            return false;
        for (var i = 0; i < call.Count; i++)
        {
            if (call.Method.Parameters[i].Type.Name == "Zeros")
                return call.Int(i) == 0;
        }

        return false;
    }

    /// <summary>The cells that a search or fold visits, in the order of the storage: sparse matrices by rows, others by columns.</summary>
    /// <param name="other">A second object read along; a cell is skipped where both hold a zero.</param>
    public static IEnumerable<int> Visited(this ModelCall call, LinearObject source, LinearObject? other = null)
    {
        var skipsZeros = call.SkipsZeros(source);
        return Enumerable.Range(0, source.Cells.Length)
            .Select(i => source is MatrixObject { Storage: LinearStorage.Sparse } a ? a.Offset(i / a.Columns, i % a.Columns) : i)
            .Where(cell => !skipsZeros || !IsZero(source.Cells[cell]) || (other is not null && !IsZero(other.Cells[cell])));
    }

    /// <summary>An object for a result of this shape, in the storage of the result argument where there is one.</summary>
    public static LinearObject Result(this ModelCall call, LinearObject like, int index, LinearStorage storage) =>
        call.Machine.Like(like, call.LinearOrNull(index)?.Storage ?? storage);

    public static Value NewTuple(ITypeSymbol? type, params Value[] items) => Value.Of(new TupleObject(type, items));

    /// <summary>A lazy sequence as the member returns it.</summary>
    public static Value Lazy(this ModelCall call, Func<ITypeSymbol?, IEnumerable<Value>> items)
    {
        var itemType = call.Method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 } type ? type.TypeArguments[0] : null;
        return Value.Of(new SequenceObject(call.Method.ReturnType, () => items(itemType)));
    }

    public static Value NewArrayOf(this ModelCall call, ValueKind kind, int count, Func<int, Value> cell) =>
        call.NewArrayOf(call.Machine.ElementType(kind), count, cell);

    public static Value NewArrayOf(this ModelCall call, ITypeSymbol elementType, int count, Func<int, Value> cell)
    {
        call.Require(count >= 0, Range);
        var array = call.Machine.NewArray(elementType, count);
        for (var i = 0; i < count; i++)
            array.Cells[i] = cell(i);
        return Value.Of(array);
    }

    /// <summary>
    /// The result of something that has no simple derivative, listed in the report. A void member leaves every number of its result
    /// argument or receiver unknown.
    /// </summary>
    public static Value Unmodelled(this ModelCall call)
    {
        if (!call.Method.ReturnsVoid)
            return call.Unknown(call.Method.ReturnType);
        var target = call.Arguments.Select(argument => argument.AsObject).OfType<LinearObject>().LastOrDefault() ?? call.Receiver.AsObject as LinearObject;
        for (var cell = 0; cell < target?.Cells.Length; cell++)
        {
            if (!target.IsFixed(cell))
                target.Cells[cell] = call.Unknown(call.Machine.ElementType(target.Kind));
        }

        return Value.Void;
    }

    private static Value Unknown(this ModelCall call, ITypeSymbol type) =>
        call.Machine.Opaque(type, "MathNet " + call.Method.ContainingType.Name + "." + call.Method.Name, Inputs(call));

    private static Value[] Inputs(ModelCall call)
    {
        var inputs = new List<Value>();
        if (!call.Method.IsStatic && !call.Receiver.IsNull)
            inputs.Add(call.Receiver);
        inputs.AddRange(call.Arguments);
        return inputs.ToArray();
    }

    private static T Present<T>(ModelCall call, int index)
        where T : class
    {
        var operand = call.Operand(index);
        return operand.IsNull
            ? throw call.Fail("System.NullReferenceException", "Object reference not set to an instance of an object.")
            : operand.As<T>();
    }
}
