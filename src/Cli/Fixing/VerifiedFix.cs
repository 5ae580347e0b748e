using System.Collections.Immutable;
using RnnLint.CodeFixes;
using RnnLint.Explaining;

namespace RnnLint.Cli.Fixing;

/// <summary>A change that sets one finding right in the code as it is, for reports: it holds on to no compilation.</summary>
/// <param name="Replacements">In the order of their places.</param>
/// <param name="Lines">The same as lines before and after.</param>
internal sealed record VerifiedFix(string Title, ImmutableArray<Replacement> Replacements, ImmutableArray<ChangedLines> Lines)
{
    public static VerifiedFix Of(CellFix fix) => new(fix.Title,
        [.. fix.Changes.SelectMany(change => change.Changes.Select(one => new Replacement(Place.Of(change.Tree.GetLocation(one.Span))!, one.NewText ?? "")))],
        [.. fix.Changes.SelectMany(ChangedLines.Of)]);
}

/// <param name="Place">What goes.</param>
/// <param name="Text">What comes in its place.</param>
internal sealed record Replacement(Place Place, string Text);
