using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>
/// Numbers in any number of dimensions: an NDArray, a Tensor, a device's buffer. It is a view of cells that it may share with others: what
/// slicing, transposing and reshaping make of it sees what is written to it.
/// </summary>
/// <param name="type">The library's type.</param>
/// <param name="kind">What each cell holds.</param>
/// <param name="cells">The cells, shared between views.</param>
/// <param name="offset">Where in the cells the element with all indices 0 is.</param>
/// <param name="shape">Length of each dimension; empty for a single number.</param>
/// <param name="strides">For each dimension, how many cells lie between one index and the next.</param>
public sealed class TensorObject(ITypeSymbol? type, ValueKind kind, Value[] cells, int offset, int[] shape, int[] strides) : HeapObject(type)
{
    public ValueKind Kind { get; } = kind;

    public Value[] Cells { get; } = cells;

    public int Offset { get; } = offset;

    public int[] Shape { get; } = shape;

    public int[] Strides { get; } = strides;

    /// <summary>True where the shape, or that of something it was computed from, was made up: the code may have meant another.</summary>
    public bool IsMadeUp { get; set; }

    /// <summary>The made-up tensor that it is a view of, if it is.</summary>
    public TensorObject? Root { get; set; }

    /// <summary>True for a plain number that stands among tensors for the length of one operation.</summary>
    public bool IsNumber { get; set; }

    public int Rank => Shape.Length;

    /// <summary>Number of elements.</summary>
    public int Count => CountOf(Shape);

    /// <summary>True where the elements lie in row-major order without gaps.</summary>
    public bool IsContiguous
    {
        get
        {
            var expected = RowMajor(Shape);
            return Enumerable.Range(0, Rank).All(axis => Shape[axis] == 1 || Strides[axis] == expected[axis]);
        }
    }

    /// <summary>The elements in row-major order.</summary>
    public Value[] Values => Positions().Select(position => Cells[position]).ToArray();

    /// <summary>Another view of the same cells.</summary>
    public TensorObject View(int offset, int[] shape, int[] strides) => new(Type, Kind, Cells, offset, shape, strides) { IsMadeUp = IsMadeUp, Root = IsMadeUp ? Root ?? this : null };

    /// <summary>The same view as another type of the library sees it.</summary>
    public TensorObject As(ITypeSymbol? type) => new(type, Kind, Cells, Offset, Shape, Strides) { IsMadeUp = IsMadeUp };

    /// <summary>Where in the cells each element is, in row-major order.</summary>
    public int[] Positions()
    {
        var positions = new int[Count];
        var indices = new int[Rank];
        var position = Offset;
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = position;
            for (var axis = Rank - 1; axis >= 0; axis--)
            {
                position += Strides[axis];
                if (++indices[axis] < Shape[axis])
                    break;
                position -= Strides[axis] * Shape[axis];
                indices[axis] = 0;
            }
        }

        return positions;
    }

    public override IEnumerable<HeapSlot> Slots()
    {
        var positions = Positions();
        return positions.Select((position, i) => new HeapSlot(null, "", IndicesOf(i), new CellLocation(Cells, position)));
    }

    public static int CountOf(int[] shape) => shape.Aggregate(1, (product, length) => checked(product * length));

    public static int[] RowMajor(int[] shape)
    {
        var strides = new int[shape.Length];
        for (int axis = shape.Length - 1, stride = 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    private ImmutableArray<int> IndicesOf(int element)
    {
        var indices = new int[Rank];
        for (var axis = Rank - 1; axis >= 0; axis--)
        {
            indices[axis] = element % Shape[axis];
            element /= Shape[axis];
        }

        return indices.ToImmutableArray();
    }
}

/// <summary>What one place between the brackets of an n-dimensional indexer stands for.</summary>
public enum AxisIndexKind
{
    /// <summary>One index: the dimension is gone.</summary>
    Single,

    /// <summary>From start up to stop, every step-th.</summary>
    Range,

    /// <summary>A new dimension of length 1.</summary>
    NewAxis,

    /// <summary>As many whole dimensions as are left.</summary>
    Ellipsis,
}

/// <summary>A Slice or TensorIndex: one place between the brackets of an n-dimensional indexer.</summary>
public sealed class AxisIndexObject(ITypeSymbol? type, AxisIndexKind kind, long? start = null, long? stop = null, long step = 1) : HeapObject(type)
{
    public AxisIndexKind Kind { get; } = kind;

    public long? Start { get; } = start;

    public long? Stop { get; } = stop;

    public long Step { get; } = step;
}

/// <summary>The shape of a tensor as an object of its own.</summary>
public sealed class ShapeObject(ITypeSymbol? type, int[] lengths) : HeapObject(type)
{
    public int[] Lengths { get; } = lengths;
}
