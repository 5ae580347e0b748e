using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Making n-dimensional arrays, and converting them to and from what C# has.</summary>
internal static class Tensors
{
    /// <summary>A fresh array around cells in row-major order.</summary>
    public static TensorObject Around(ITypeSymbol? type, ValueKind kind, int[] shape, Value[] cells, bool isMadeUp = false) =>
        new(type, kind, cells, 0, shape, TensorObject.RowMajor(shape)) { IsMadeUp = isMadeUp };

    /// <summary>A fresh array, each cell the same.</summary>
    public static TensorObject Filled(IMachine machine, ITypeSymbol? type, ValueKind kind, int[] shape, Value value)
    {
        var converted = Convert(value, kind);
        return Make(machine, type, kind, shape, _ => converted);
    }

    public static TensorObject Zeros(IMachine machine, ITypeSymbol? type, ValueKind kind, int[] shape) => Make(machine, type, kind, shape, _ => Constant(kind, 0));

    /// <summary>A fresh array, each cell made from its number in row-major order.</summary>
    public static TensorObject Make(IMachine machine, ITypeSymbol? type, ValueKind kind, int[] shape, Func<int, Value> cell)
    {
        if (shape.Any(length => length < 0))
            throw machine.Throw("System.ArgumentException", "negative dimensions are not allowed");
        var count = shape.Aggregate(1L, (product, length) => Math.Min(product * length, int.MaxValue));
        machine.Fuel.Allocate(count);
        machine.Fuel.Step((int)count);
        var cells = new Value[count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = cell(i);
        return Around(type, kind, shape, cells);
    }

    /// <summary>A fresh array of the same numbers in row-major order.</summary>
    public static TensorObject Copy(IMachine machine, TensorObject source, ValueKind? kind = null)
    {
        var values = source.Values;
        var copy = Make(machine, source.Type, kind ?? source.Kind, source.Shape, i => Convert(values[i], kind ?? source.Kind));
        copy.IsMadeUp = source.IsMadeUp;
        return copy;
    }

    /// <summary>A plain number as an array without dimensions.</summary>
    public static TensorObject Number(ITypeSymbol? type, Value number) => new(type, number.Kind, [number], 0, [], []) { IsNumber = true };

    public static bool IsNumber(Value value) => value.IsReal || value.IsInteger || value.Kind == ValueKind.Boolean;

    public static Value Constant(ValueKind kind, int value) => kind == ValueKind.Boolean ? Value.Of(value != 0) : Numbers.Constant(kind, value);

    /// <summary>A number as a cell of this kind holds it.</summary>
    public static Value Convert(Value value, ValueKind kind) =>
        value.Kind == kind ? value
        : kind == ValueKind.Boolean ? Value.Of(value.IsReal ? value.AsTraced.Value != 0 : value.AsInteger != 0)
        : value.Kind == ValueKind.Boolean ? Numbers.Constant(kind, (int)value.AsInteger)
        : Numbers.Convert(value, kind);

    /// <summary>True for a C# array, jagged or not, a list or a span.</summary>
    public static bool IsSequence(Value value) => value.AsObject is ArrayObject or ListObject or Window;

    /// <summary>A fresh array of the numbers in an array of any rank, a jagged array, or a list.</summary>
    public static TensorObject Read(IMachine machine, ITypeSymbol? type, Value source, ValueKind? kind = null)
    {
        var shape = new List<int>();
        var cells = new List<Value>();
        Flatten(machine, source, 0, shape, cells);
        var held = cells.Count > 0 ? cells[0].Kind : KindOf(source) ?? ValueKind.Double;
        return Make(machine, type, kind ?? held, shape.ToArray(), i => Convert(cells[i], kind ?? held));
    }

    /// <summary>A view of the cells of a C# array.</summary>
    public static TensorObject Share(ITypeSymbol? type, ArrayObject array) =>
        Around(type, KindOf(Value.Of(array)) ?? throw Calls.Unsupported("a tensor of " + array.ElementType?.Name), array.Lengths, array.Cells);

    /// <summary>A C# array of the same numbers, of this rank or of one dimension.</summary>
    public static Value ToArray(IMachine machine, TensorObject tensor, ITypeSymbol elementType, int[] lengths)
    {
        machine.Fuel.Allocate(tensor.Count);
        var kind = Value.KindOf(elementType) ?? tensor.Kind;
        return Value.Of(new ArrayObject(machine.Compilation.ArrayOf(elementType, lengths.Length), elementType, lengths, tensor.Values.Select(value => Convert(value, kind)).ToArray()));
    }

    /// <summary>The lengths of the dimensions as an array of long.</summary>
    public static Value ShapeArray(ModelCall call, TensorObject tensor)
    {
        var shape = call.ToArray(tensor.Shape.Select(length => Value.Of((long)length)).ToArray(), call.Machine.Compilation.GetSpecialType(SpecialType.System_Int64));
        shape.As<ArrayObject>().ShapeOf = tensor;
        return shape;
    }

    /// <summary>The built-in type of this kind.</summary>
    public static ITypeSymbol TypeOf(this IMachine machine, ValueKind kind) => machine.Compilation.GetSpecialType(kind switch
    {
        ValueKind.Boolean => SpecialType.System_Boolean,
        ValueKind.Int32 => SpecialType.System_Int32,
        ValueKind.Int64 => SpecialType.System_Int64,
        ValueKind.Single => SpecialType.System_Single,
        ValueKind.Double => SpecialType.System_Double,
        _ => throw Calls.Unsupported("a tensor of " + kind),
    });

    private static ValueKind? KindOf(Value source) => Value.KindOf(source.AsObject switch
    {
        ArrayObject { ElementType: IArrayTypeSymbol inner } => inner.ElementType,
        ArrayObject array => array.ElementType,
        Window window => window.ElementType,
        ListObject { Type: { } type } => Sequences.ElementType(type),
        _ => null,
    });

    private static void Flatten(IMachine machine, Value source, int depth, List<int> shape, List<Value> cells)
    {
        var lengths = source.AsObject is ArrayObject array ? array.Lengths : [Sequences.Count(source)];
        if (shape.Count == depth)
            shape.AddRange(lengths);
        else if (!lengths.SequenceEqual(shape.Skip(depth).Take(lengths.Length)))
            throw Calls.Unsupported("a tensor of rows of different lengths");
        foreach (var item in machine.Enumerate(source))
        {
            if (IsNumber(item))
                cells.Add(item);
            else if (IsSequence(item))
                Flatten(machine, item, depth + lengths.Length, shape, cells);
            else
                throw Calls.Unsupported("a tensor of something other than numbers");
        }
    }
}
