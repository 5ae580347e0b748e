using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RnnLint.CodeFixes;

/// <summary>A change of the code that was probed, and found to set a finding right.</summary>
public sealed record CellFix
{
    /// <summary>What the change does, in the code's own names: <c>Swap the indices: Whh[j, k]</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The trees that change; nothing in them but what must.</summary>
    public required ImmutableArray<TreeChange> Changes { get; init; }

    /// <summary>The compilation with the change.</summary>
    public required Compilation Fixed { get; init; }

    /// <summary>What RnnLint says of every type that the change may touch, in <see cref="Fixed"/>, types without a cell too.</summary>
    public required ImmutableArray<(INamedTypeSymbol Type, ImmutableArray<CellReport> Reports)> Reports { get; init; }

    /// <summary>Changes that were probed until this one was found, itself included.</summary>
    public required int Probes { get; init; }

    /// <summary>The report of the fixed cell.</summary>
    public required CellReport Verified { get; init; }
}

/// <summary>The changes of one tree, in the order of their places, which do not overlap.</summary>
public sealed record TreeChange(SyntaxTree Tree, ImmutableArray<TextChange> Changes)
{
    /// <summary>The text after the changes.</summary>
    public SourceText Apply() => Tree.GetText().WithChanges(Changes);

    internal SyntaxTree Changed() => Tree.WithChangedText(Apply());

    internal static ImmutableArray<TreeChange> Of(params (SyntaxNode Node, string Text)[] replaced) =>
        replaced.GroupBy(change => change.Node.SyntaxTree)
            .Select(changes => new TreeChange(changes.Key, changes.OrderBy(change => change.Node.SpanStart).Select(change => new TextChange(change.Node.Span, change.Text)).ToImmutableArray()))
            .ToImmutableArray();
}
