using System;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>A block of native memory: so many bytes, until a pointer says what they hold.</summary>
public sealed class NativeBlock(ITypeSymbol? type, long bytes) : HeapObject(type)
{
    private Value[]? _cells;
    private int _size;

    /// <summary>Its cells as items of <paramref name="size"/> bytes.</summary>
    /// <exception cref="TraceStoppedException">if it held items of another size before.</exception>
    public Value[] Cells(int size, Func<int, Value[]> make)
    {
        _cells ??= make(checked((int)(bytes / (_size = size))));
        return size == _size ? _cells : throw new TraceStoppedException(StopKind.Unsupported, "native memory is used as items of two sizes");
    }
}
