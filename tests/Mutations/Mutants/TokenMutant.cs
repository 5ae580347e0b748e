using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Mutants;

/// <summary>A program with one token edit.</summary>
public sealed record TokenMutant(Subject Origin, string File, TokenEditKind Kind, int Token, string Text)
{
    public Subject Program { get; } = Origin.With(File, Text);

    /// <summary>Mutants of all files of the subjects: each file as likely as any other, then each token of it and each kind.</summary>
    public static IEnumerable<TokenMutant> Drawn(IReadOnlyList<Subject> subjects, int count, int seed)
    {
        var files = subjects.SelectMany(subject => subject.Files, (subject, file) => (Subject: subject, File: file, Tokens: new Lazy<SyntaxToken[]>(() => TokensOf(file.Text)))).ToArray();
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var (subject, file, tokens) = files[random.Next(files.Length)];
            var (kind, token) = ((TokenEditKind)random.Next(4), random.Next(tokens.Value.Length));
            yield return new(subject, file.Name, kind, token, TokenEdit.Apply(kind, tokens.Value, token, file.Text));
        }
    }

    public override string ToString() => $"{Origin} {File} {Kind} token {Token}";

    private static SyntaxToken[] TokensOf(string text) => [.. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)];
}
