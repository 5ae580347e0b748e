using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Makes n-dimensional arrays of the modelled libraries for variables that nothing else fills.</summary>
internal static class TensorFactory
{
    /// <summary>True for a type whose number of dimensions its declaration leaves open.</summary>
    public static bool IsRankFree(ITypeSymbol type) => type is INamedTypeSymbol named && KindFor(named) is { Rank: 0 };

    /// <summary>True for the tensor types of the modelled libraries.</summary>
    public static bool Makes(INamedTypeSymbol type) => KindFor(type) is not null;

    /// <summary>A zero tensor for a variable of this type; null for any other type.</summary>
    /// <param name="machine">The interpreter.</param>
    /// <param name="type">The declared type.</param>
    /// <param name="shape">The shape for a type that leaves the number of dimensions open.</param>
    /// <param name="side">The length of each dimension of a type that does not.</param>
    public static TensorObject? NewFor(IMachine machine, INamedTypeSymbol type, int[] shape, int side)
    {
        if (KindFor(type) is not var (kind, rank))
            return null;
        var made = Tensors.Zeros(machine, type, kind, rank switch { 0 => shape, 1 => [side], _ => [side, side] });
        made.IsMadeUp = true;
        return made;
    }

    private static (ValueKind Kind, int Rank)? KindFor(INamedTypeSymbol type)
    {
        var space = type.ContainingType?.Name ?? type.ContainingNamespace?.Name;
        return (space, type.MetadataName) switch
        {
            ("NumSharp", "NDArray") => (ValueKind.Double, 0),
            ("torch", "Tensor") => (ValueKind.Single, 0),
            ("Tensors", "Tensor`1") when Value.KindOf(type.TypeArguments[0]) is { } kind => (kind, 0),
            ("ILGPU", "ArrayView`1") or ("Runtime", "ArrayView1D`2" or "MemoryBuffer1D`2") when Value.KindOf(type.TypeArguments[0]) is { } kind => (kind, 1),
            ("Runtime", "ArrayView2D`2" or "MemoryBuffer2D`2") when Value.KindOf(type.TypeArguments[0]) is { } kind => (kind, 2),
            _ => null,
        };
    }
}
