using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Explaining;

namespace RnnLint.Cli.Fixing;

/// <summary>What a run came to, before anything is written.</summary>
/// <param name="Files">What changes, by path.</param>
/// <param name="Fixed">In the order in which they were fixed.</param>
/// <param name="Left">What no verified change sets right.</param>
/// <param name="Problems">What could not be read, loaded or analysed.</param>
internal sealed record FixResult(ImmutableArray<ChangedFile> Files, ImmutableArray<FixedFinding> Fixed, ImmutableArray<LeftFinding> Left, ImmutableArray<string> Problems);

/// <summary>A finding that was fixed: where it stood when it was, and the lines that its change replaced.</summary>
internal sealed record FixedFinding(DiagnosticDescriptor Rule, Place Place, string Title, ImmutableArray<ChangedLines> Lines);

/// <param name="Obstacle">Why nothing sets it right, as the rest of a sentence.</param>
internal sealed record LeftFinding(DiagnosticDescriptor Rule, Place Place, string Obstacle);
