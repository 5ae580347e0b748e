using System.Collections.Immutable;

namespace RnnLint.Mutations.Subjects;

/// <summary>A program that is right, proved so by running it, and called so by RnnLint: what is changed here.</summary>
/// <param name="Files">What RnnLint sees.</param>
/// <param name="Harness">What runs it: files with a class <c>Harness</c>.</param>
/// <param name="Matrix">The code's own name for the recurrent matrix, where it is known.</param>
/// <param name="CanMirror">Its harness can be told to make every matrix symmetric.</param>
public sealed record Subject(string Name, ImmutableArray<ProgramFile> Files, ImmutableArray<ProgramFile> Harness, string? Matrix, bool SinglePrecision, bool CanMirror)
{
    public Subject With(string file, string text) => this with { Files = [.. Files.Select(f => f.Name == file ? f with { Text = text } : f)] };

    public override string ToString() => Name;
}
