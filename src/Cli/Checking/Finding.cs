using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Explaining;

namespace RnnLint.Cli.Checking;

/// <summary>A further place that belongs to a finding.</summary>
internal sealed record Note(Place Place, SourceText Source, string Text);

/// <summary>A finding as every report writes it.</summary>
internal sealed record Finding
{
    public required DiagnosticDescriptor Rule { get; init; }

    /// <summary>After the project's own configuration.</summary>
    public required DiagnosticSeverity Severity { get; init; }

    /// <summary>By a pragma or [SuppressMessage] in the source: listed in SARIF and JSON, not counted.</summary>
    public bool Suppressed { get; init; }

    public required Place Place { get; init; }

    /// <summary>The whole file, for the excerpt.</summary>
    public required SourceText Source { get; init; }

    public required string Message { get; init; }

    public required string Matrix { get; init; }

    /// <summary>The type whose members hold the cell.</summary>
    public required string Type { get; init; }

    public required string Route { get; init; }

    public string Cause { get; init; } = "";

    public ImmutableSortedDictionary<string, string> Evidence { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableArray<Note> Notes { get; init; } = [];

    /// <summary>The same after the code around has moved; different for every finding of a run.</summary>
    public required string Fingerprint { get; init; }
}
