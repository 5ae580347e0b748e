using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Models;

/// <summary>The libraries of n-dimensional arrays, each row run for real and by the models.</summary>
public sealed class TensorLibraryTests
{
    private static readonly RowComparison NumSharp = new(TensorRows.NumSharp, "using NumSharp;");

    public static TheoryData<string> NumSharpRows => new(TensorRows.NumSharp);

    [Theory]
    [MemberData(nameof(NumSharpRows))]
    public void NumSharp_agrees(string row) => NumSharp.Run(row);

    [Fact]
    public void Every_member_of_NumSharp_is_compared() => Missing("NumSharp.", TensorRows.NumSharp.SelectMany(row => NumSharp.Run(row).Members)).ShouldBeEmpty();

    /// <summary>True for a member whose models are compared here.</summary>
    internal static bool Covers(string member) => Libraries.Any(library => member.StartsWith(library, StringComparison.Ordinal));

    private static readonly string[] Libraries = ["NumSharp.", "TorchSharp.", "ILGPU.", "System.Numerics.Tensors.Tensor`1", "System.Numerics.Tensors.TensorSpan", "System.Numerics.Tensors.ReadOnlyTensorSpan", "System.Numerics.Tensors.Tensor."];

    private static string Missing(string library, IEnumerable<string> used)
    {
        var known = used.ToHashSet();
        return string.Join("\n", LibraryModels.Create().Entries().Select(entry => entry.Member.Split('(')[0])
            .Where(member => member.StartsWith(library, StringComparison.Ordinal) && !known.Contains(member) && !TensorRows.NotCompared.Contains(member)).Order(StringComparer.Ordinal));
    }
}
