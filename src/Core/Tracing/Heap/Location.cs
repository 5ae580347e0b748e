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

/// <summary>An element of an array of cells. It may stand outside of them as long as it is not used.</summary>
public sealed class CellLocation(Value[] cells, int index) : Location
{
    public Value[] Cells { get; } = cells;

    public int Index { get; } = index;

    public override Value Load() => Cells[Checked()];

    public override void Store(Value value) => Cells[Checked()] = value;

    private int Checked() => (uint)Index < (uint)Cells.Length
        ? Index
        : throw new TraceStoppedException(StopKind.Unsupported, "a reference is used outside of its array");
}

/// <summary>A place whose value was read when it was found: a compound assignment begins with that, whatever its right side does to the place.</summary>
public sealed class ReadPlace(Location place, Value before) : Location
{
    public Location Place { get; } = place;

    public Value Before { get; } = before;

    public override Value Load() => Place.Load();

    public override void Store(Value value) => Place.Store(value);
}

/// <summary>A place reached through a pair of accessors.</summary>
public sealed class AccessorLocation(Func<Value> load, Action<Value> store) : Location
{
    public override Value Load() => load();

    public override void Store(Value value) => store(value);
}
