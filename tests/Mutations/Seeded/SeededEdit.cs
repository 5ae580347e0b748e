using Microsoft.CodeAnalysis.Text;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Seeded;

/// <summary>One change to one file.</summary>
/// <param name="IsAtMatrix">The statement that is changed names the recurrent matrix.</param>
public sealed record SeededEdit(EditKind Kind, string File, TextSpan Span, string Replacement, bool IsAtMatrix);

/// <summary>A right program with one edit.</summary>
public sealed record Mutant(Subject Origin, SeededEdit Edit)
{
    public Subject Program { get; } = Origin.With(Edit.File, SourceText.From(Text(Origin, Edit.File)).Replace(Edit.Span, Edit.Replacement).ToString());

    /// <summary>A line that finds the edit again, wherever it is read.</summary>
    public override string ToString()
    {
        var text = SourceText.From(Text(Origin, Edit.File));
        return $"{Origin} {Edit.Kind} {Edit.File}:{text.Lines.GetLinePosition(Edit.Span.Start).Line + 1}: {OneLine(text.ToString(Edit.Span))}  ->  {OneLine(Edit.Replacement)}";
    }

    private static string Text(Subject subject, string file) => subject.Files.Single(f => f.Name == file).Text;

    private static string OneLine(string code) => string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
