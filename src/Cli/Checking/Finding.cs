using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Analyzer;
using RnnLint.Cli.Fixing;
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

    /// <summary>A wrong gradient: RNN0001 to RNN0004.</summary>
    public bool IsWrong { get; init; }

    /// <summary>By a pragma or [SuppressMessage] in the source: listed in SARIF, JSON and HTML, not counted.</summary>
    public bool Suppressed => Suppression is not null;

    public Suppression? Suppression { get; init; }

    /// <summary>Of a baseline, or there before the change that is looked at: listed in SARIF and JSON, not counted.</summary>
    public bool Known { get; init; }

    public bool IsVerified => Rule.Id == Rules.Verified.Id;

    public bool IsNotProbed => Rule.Id == Rules.NotProbed.Id;

    /// <summary>About a hint that led to nothing.</summary>
    public bool IsOfHint => IsNotProbed && Cell is null;

    public required Place Place { get; init; }

    /// <summary>The whole file, for the excerpt.</summary>
    public required SourceText Source { get; init; }

    public required string Message { get; init; }

    public required string Matrix { get; init; }

    /// <summary>Null for a finding that is about no cell: a setting, or a hint that led to nothing.</summary>
    public CheckedCell? Cell { get; init; }

    public string Cause { get; init; } = "";

    public ImmutableSortedDictionary<string, string> Evidence { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableArray<Note> Notes { get; init; } = [];

    /// <summary>What a fix is looked for with; null where none is asked for.</summary>
    public DetailSource? Origin { get; init; }

    /// <summary>Null where none was looked for, or none verifies.</summary>
    public VerifiedFix? Fix { get; init; }

    /// <summary>The same after the code around has moved; different for every finding of a run.</summary>
    public required string Fingerprint { get; init; }
}
