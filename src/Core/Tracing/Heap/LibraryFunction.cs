using System;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>A delegate that a library made: what a call of it does is known to the library's models.</summary>
public sealed class LibraryFunction(ITypeSymbol? type, Func<Value[], Value> body) : HeapObject(type)
{
    public Value Call(Value[] arguments) => body(arguments);
}
