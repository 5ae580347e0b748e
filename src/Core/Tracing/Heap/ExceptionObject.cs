using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>An exception of a library type; an exception class declared in source is an <see cref="Instance"/>.</summary>
public sealed class ExceptionObject(ITypeSymbol? type, string message) : HeapObject(type)
{
    public string Message { get; } = message;
}
