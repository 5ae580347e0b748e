using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Configuration;

namespace RnnLint.LanguageServer.Analysis;

/// <summary>A recurrent cell of a type, and where the places of its report are by now.</summary>
/// <param name="Report">As it was made, with places in the code of then.</param>
/// <param name="Of">The state of the code that it was made at.</param>
/// <param name="Follow">Where such a place is now; null where it cannot be said.</param>
/// <param name="IsStale">True while the code is broken: what was found before the last edits, which may hold no more.</param>
internal sealed record Cell(CellReport Report, Compilation Of, Func<Location, Location?> Follow, bool IsStale)
{
    /// <summary>A finding with the places of now; null where it has none any more.</summary>
    public CellFinding? Now(CellFinding finding) => Follow(finding.Location) is { } location
        ? finding with { Location = location, Related = [.. finding.Related.Select(related => Follow(related.Location) is { } there ? related with { Location = there } : null).OfType<RelatedPlace>()] }
        : null;
}

/// <summary>What the analysis of one type came to, and what it hangs on.</summary>
/// <param name="Compilation">The state of the code that it was found at.</param>
/// <param name="Settings">What its file was set to then.</param>
/// <param name="Read">Metadata names of the types whose code was read.</param>
/// <param name="HangsOnAllCode">True where any change of the code may change it: it is quickly made then.</param>
/// <param name="Dependents">The projects that were asked for what they show of it; null where none were.</param>
/// <param name="Reports">As they were made then.</param>
/// <param name="Errors">The compiler's errors in a type with cells.</param>
/// <param name="Failure">The internal error that ended the analysis; null where none did.</param>
internal sealed record ProbedType(Compilation Compilation, CellSettings Settings, ImmutableArray<string> Read, bool HangsOnAllCode, ImmutableArray<Compilation>? Dependents, ImmutableArray<CellReport> Reports, ImmutableHashSet<string> Errors, string? Failure)
{
    /// <summary>True while the code is broken: what was found before the last edits, which may hold no more.</summary>
    public bool IsStale { get; init; }
}
