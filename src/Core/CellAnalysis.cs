using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace RnnLint;

/// <summary>The way through the house for one compilation: recognition, tracing, probing, report. Safe for concurrent use.</summary>
public sealed class CellAnalysis(Compilation compilation)
{
    public Compilation Compilation { get; } = compilation;

    /// <summary>
    /// The recurrent cells whose forward and backward passes start in members of <paramref name="type"/> (not of its nested types).
    /// Empty, and cheap, for a type that does no recurrent arithmetic. Never throws for any source, except on cancellation.
    /// </summary>
    /// <exception cref="System.OperationCanceledException">when cancelled.</exception>
    public ImmutableArray<CellReport> Analyze(INamedTypeSymbol type, CancellationToken cancellation) => ImmutableArray<CellReport>.Empty;
}
