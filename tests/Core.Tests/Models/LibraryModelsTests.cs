using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Models;

public sealed class LibraryModelsTests
{
    private static readonly RowComparison Comparison = new(Rows.All);

    public static TheoryData<string> AllRows => new(Rows.All);

    [Theory]
    [MemberData(nameof(AllRows))]
    public void The_model_agrees_with_the_library(string row) => Comparison.Run(row);

    [Fact]
    public void Every_model_is_compared_with_the_library()
    {
        var used = Rows.All.SelectMany(row => Comparison.Run(row).Code).ToHashSet();
        // MathNet's models and those of the libraries of tensors have tests of their own.
        var missing = LibraryModels.Create().Entries()
            .Where(entry => !entry.Member.StartsWith("MathNet.", StringComparison.Ordinal) && !TensorLibraryTests.Covers(entry.Member))
            .GroupBy(entry => entry.Model.Method, entry => entry.Member)
            .Where(model => !used.Contains(model.Key) && !model.Any(Rows.NotCompared.ContainsKey))
            .Select(model => model.First());
        string.Join("\n", missing.Order(StringComparer.Ordinal)).ShouldBeEmpty();
    }
}
