using System.Collections.Immutable;
using System.Linq;

namespace RnnLint.Tracing;

/// <summary>The indices of an element of a vector. Every number in the heap has some: those of the first elements are made once.</summary>
internal static class Position
{
    private static readonly ImmutableArray<int>[] First = Enumerable.Range(0, 4_096).Select(index => ImmutableArray.Create(index)).ToArray();

    public static ImmutableArray<int> Of(int index) => (uint)index < (uint)First.Length ? First[index] : ImmutableArray.Create(index);
}
