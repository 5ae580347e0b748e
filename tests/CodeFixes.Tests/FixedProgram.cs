using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnLint.CodeFixes.Tests;

/// <summary>A program after everything that can be fixed in it was.</summary>
internal sealed record FixedProgram(ProgramCase Program, FixRunResult Run)
{
    public static FixedProgram Of(ProgramCase program)
    {
        var compilation = ProgramRunner.Compile(program.Files);
        return new(program, FixRun.Over(new CellAnalysis(compilation), Verdicts.Types(compilation.Assembly.GlobalNamespace), (_, _) => true, FixScope.All, CancellationToken.None));
    }

    /// <summary>The files with the fixes, as the harness is to run them.</summary>
    public ImmutableArray<ProgramFile> Files => [.. Program.Files.Select(file => new ProgramFile(file.Name, TextOf(file.Name)))];

    public string TextOf(string file) => Run.Fixed.SyntaxTrees.Single(tree => tree.FilePath == file).GetText().ToString();

    /// <summary>What RnnLint says of the fixed code, asked anew.</summary>
    public IReadOnlyList<CellFinding> Findings => Verdicts.Of(ProgramRunner.Compile(Files));

    /// <summary>The lines (from 1) that are not what they were.</summary>
    public ImmutableArray<int> ChangedLines(string file)
    {
        var (before, after) = (Program.Files.Single(f => f.Name == file).Text.Split('\n'), TextOf(file).Split('\n'));
        after.Length.ShouldBe(before.Length);
        return [.. Enumerable.Range(0, before.Length).Where(line => before[line] != after[line]).Select(line => line + 1)];
    }
}
