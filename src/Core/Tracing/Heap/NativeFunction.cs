using System;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>A delegate that no code supplies and that stands for a function of our own: an activation, or its derivative.</summary>
public sealed class NativeFunction(ITypeSymbol type, Func<Arithmetic, Value, Value> function) : HeapObject(type)
{
    public Value Apply(Arithmetic arithmetic, Value argument) => function(arithmetic, argument);
}
