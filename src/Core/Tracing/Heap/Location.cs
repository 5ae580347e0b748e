using System;

namespace RnnLint.Tracing;

/// <summary>A place that holds a value: what <c>ref</c>, <c>out</c> and assignments refer to.</summary>
public abstract class Location
{
    public abstract Value Load();

    public abstract void Store(Value value);
}

/// <summary>A local variable, parameter or field.</summary>
public sealed class Slot : Location
{
    public Slot()
    {
    }

    public Slot(Value value) => Value = value;

    public Value Value;

    public override Value Load() => Value;

    public override void Store(Value value) => Value = value;
}

/// <summary>An element of an array of cells.</summary>
public sealed class CellLocation(Value[] cells, int index) : Location
{
    public Value[] Cells => cells;

    public int Index => index;

    public override Value Load() => cells[index];

    public override void Store(Value value) => cells[index] = value;
}

/// <summary>A place reached through a pair of accessors.</summary>
public sealed class AccessorLocation(Func<Value> load, Action<Value> store) : Location
{
    public override Value Load() => load();

    public override void Store(Value value) => store(value);
}
