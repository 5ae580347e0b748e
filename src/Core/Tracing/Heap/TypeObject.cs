using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>A <c>System.Type</c>: what <c>typeof</c> and <c>GetType</c> give.</summary>
public sealed class TypeObject(ITypeSymbol represented) : HeapObject(null)
{
    public ITypeSymbol Represented { get; } = represented;

    public override string ToString() => Represented.ToDisplayString();
}
