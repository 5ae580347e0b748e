using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Mutants;

/// <summary>The short form of <c>./fuzz.sh mutants</c>.</summary>
public class TokenMutantTests
{
    private const int Seed = 1, Count = 120;

    private static readonly Lazy<IReadOnlyList<TokenResult>> All = new(() => TokenRun.Run([.. SubjectLibrary.All], Count, Seed));

    [Fact]
    public void Nothing_throws_hangs_spends_too_much_or_is_accused_without_a_reason() =>
        All.Value.Where(result => TokenRun.IsFault(result.Endurance)).Select(result => result.ToString()).ShouldBeEmpty();

    [Fact]
    public void Some_mutants_compile_and_some_do_not() =>
        All.Value.Select(result => result.Compiles).Distinct().Count().ShouldBe(2);

    [Theory]
    [InlineData(TokenEditKind.Deleted, "a +  + c ;")]
    [InlineData(TokenEditKind.Duplicated, "a + b b + c ;")]
    [InlineData(TokenEditKind.Swapped, "a + c + b ;")]
    [InlineData(TokenEditKind.Truncated, "a + ")]
    public void A_token_is_edited(TokenEditKind kind, string edited)
    {
        const string text = "a + b + c ;";

        TokenEdit.Apply(kind, [.. SyntaxFactory.ParseTokens(text).Where(token => token.Span.Length > 0)], 2, text).ShouldBe(edited);
    }
}
