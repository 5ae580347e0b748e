using RnnLint.Explaining;

namespace RnnLint.Cli.Checking;

/// <summary>A recurrent cell that was recognised, and has a finding at least. Findings of one cell share the object.</summary>
internal sealed class CheckedCell
{
    /// <summary>The type whose members hold it.</summary>
    public required string Type { get; init; }

    public required string Route { get; init; }

    /// <summary>The project that it was analysed in; null for files that are read as they are.</summary>
    public string? Project { get; init; }

    /// <summary>Null where none was asked for.</summary>
    public CellDerivation? Derivation { get; set; }
}

/// <summary>What the gradient of a cell has to be, step by step.</summary>
/// <param name="Obstacle">Why there are no steps, as the end of a sentence; else null.</param>
internal sealed record CellDerivation(IReadOnlyList<ExplainedStep> Steps, string? Obstacle);
