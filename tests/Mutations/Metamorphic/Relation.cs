using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Metamorphic;

/// <summary>A change of a program that must not change what is said of it.</summary>
/// <param name="Name">A noun phrase in the past: "loops reversed".</param>
/// <param name="Rewrite">One file of the program, rewritten; the same node where there is nothing to change.</param>
/// <param name="MayNotFitHarness">The program may be of other types than its harness expects: where it does not compile with it, it counts all the same.</param>
public sealed record Relation(string Name, Func<Subject, SemanticModel, SyntaxNode, SyntaxNode> Rewrite, bool MayNotFitHarness = false)
{
    /// <summary>Files that all the files of a rewritten program need.</summary>
    public ImmutableArray<ProgramFile> Added { get; init; } = [];

    /// <summary>How one rewritten file becomes several.</summary>
    public Func<ProgramFile, IEnumerable<ProgramFile>> Split { get; init; } = file => [file];

    /// <summary>The rewritten program; null where there is nothing to change.</summary>
    public Subject? Apply(Subject subject)
    {
        var compilation = ProgramRunner.Compile(subject.Files);
        var rewritten = subject.Files.Select(file => file with { Text = Rewritten(file) }).SelectMany(Split).ToImmutableArray();
        return rewritten.SequenceEqual(subject.Files) ? null : subject with { Files = [.. rewritten, .. Added] };

        string Rewritten(ProgramFile file)
        {
            var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == file.Name);
            return Rewrite(subject, compilation.GetSemanticModel(tree), tree.GetRoot()).ToFullString();
        }
    }

    public override string ToString() => Name;
}
