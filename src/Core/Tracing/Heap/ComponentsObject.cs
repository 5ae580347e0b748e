using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>
/// A vector or matrix of a fixed size whose elements are its fields, as in System.Numerics.Vector4: a value type. It may be a view of a part of
/// another one, as a column is that is a field of its matrix.
/// </summary>
/// <param name="type">The library's type.</param>
/// <param name="layout">What its elements are called and how they are arranged.</param>
/// <param name="cells">The numbers, a matrix row by row.</param>
/// <param name="start">Where in the cells the first element is.</param>
/// <param name="stride">How many cells lie between one element and the next.</param>
public sealed class ComponentsObject(ITypeSymbol? type, ComponentLayout layout, Value[] cells, int start = 0, int stride = 1) : HeapObject(type)
{
    public ComponentLayout Layout { get; } = layout;

    /// <summary>The elements, a matrix row by row.</summary>
    public Value[] Elements => Enumerable.Range(0, Layout.Count).Select(element => cells[Cell(element)]).ToArray();

    public Value this[int element]
    {
        get => cells[Cell(element)];
        set => cells[Cell(element)] = value;
    }

    public Value this[int row, int column] => this[Layout.Element(row, column)];

    public Location Place(int element) => new CellLocation(cells, Cell(element));

    /// <summary>The place of the field of this name; null where there is none.</summary>
    public Location? Field(string name, ITypeSymbol type)
    {
        if (Layout.ElementOf(name) is { } element)
            return Place(element);
        if (Layout.ColumnOf(name) is not { } column)
            return null;
        var view = new ComponentsObject(type, Layout.Column!, cells, Cell(column), stride * Layout.Columns);
        return new AccessorLocation(() => Value.Of(view), view.Overwrite);
    }

    /// <summary>Takes over every number of another one of the same layout.</summary>
    public void Overwrite(Value value)
    {
        var elements = value.As<ComponentsObject>().Elements;
        for (var element = 0; element < elements.Length; element++)
            this[element] = elements[element];
    }

    public override IEnumerable<HeapSlot> Slots() => SlotsWithin(null);

    /// <summary>The elements of whatever stands at a place: an assignment puts a new object there.</summary>
    public IEnumerable<HeapSlot> SlotsWithin(Location? holder) => Enumerable.Range(0, Layout.Count).Select(element => new HeapSlot(null, "", Layout.IndicesOf(element), holder is null ? Place(element) : new AccessorLocation(
        () => holder.Load().AsObject is ComponentsObject held ? held[element] : this[element],
        value => (holder.Load().AsObject as ComponentsObject ?? this)[element] = value)));

    public override HeapObject CopyOnStore() => new ComponentsObject(Type, Layout, Elements);

    private int Cell(int element) => start + (element * stride);
}

/// <summary>The elements of a type of vectors or matrices of a fixed size.</summary>
/// <param name="kind">What each element is.</param>
/// <param name="rows">Rows of a matrix; 0 for a vector.</param>
/// <param name="columns">Columns of a matrix, or elements of a vector.</param>
/// <param name="fields">The elements' fields, a matrix row by row; empty where they can only be reached by columns.</param>
/// <param name="columnFields">The fields that are a matrix's columns, if it has such.</param>
public sealed class ComponentLayout(ValueKind kind, int rows, int columns, string[] fields, string[] columnFields, ComponentLayout? column = null)
{
    public ValueKind Kind { get; } = kind;

    /// <summary>0 for a vector.</summary>
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public int Count => Math.Max(Rows, 1) * Columns;

    /// <summary>The layout of a column that is a field of its own.</summary>
    public ComponentLayout? Column { get; } = column;

    public int Element(int row, int column) => (row * Columns) + column;

    public int? ElementOf(string field) => Found(fields, field);

    public int? ColumnOf(string field) => Found(columnFields, field);

    public ImmutableArray<int> IndicesOf(int element) =>
        Rows == 0 ? ImmutableArray.Create(element) : ImmutableArray.Create(element / Columns, element % Columns);

    private static int? Found(string[] names, string name) => Array.IndexOf(names, name) is >= 0 and var index ? index : null;
}
