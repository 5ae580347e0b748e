using Microsoft.CodeAnalysis;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Programs;

/// <summary>Asks RnnLint what it says of a program.</summary>
public static class Verdicts
{
    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<CellFinding>>> All = new(() =>
        ProgramLibrary.All.AsParallel().Select(program => (program, Findings: Of(ProgramRunner.Compile(program.Files))))
            .ToDictionary(pair => pair.program.ToString(), pair => pair.Findings));

    /// <summary>The findings of a test program; all programs are analysed once, together.</summary>
    public static IReadOnlyList<CellFinding> Of(ProgramCase program) => All.Value[program.ToString()];

    public static IReadOnlyList<CellFinding> Of(Compilation compilation)
    {
        var analysis = new CellAnalysis(compilation);
        return [.. Types(compilation.Assembly.GlobalNamespace)
            .SelectMany(type => analysis.Analyze(type, TestContext))
            .SelectMany(report => report.Findings)
            .DistinctBy(finding => (finding.Verdict, finding.Location, finding.Matrix))];
    }

    /// <summary>The rule that a verdict is reported under.</summary>
    public static string Rule(Verdict verdict) => verdict switch
    {
        Verdict.TransposedRecurrentMatrix => "RNN0001",
        Verdict.WrongActivationDerivative => "RNN0002",
        Verdict.ReversedWeightGradient => "RNN0003",
        Verdict.UnexplainedGradient => "RNN0004",
        Verdict.HarmlessTranspose => "RNN0005",
        Verdict.TruncatedToOneStep => "RNN0006",
        Verdict.NotProbed => "RNN0090",
        _ => "RNN0099",
    };

    /// <summary>What is reported at default severity.</summary>
    public static bool IsShown(Verdict verdict) => verdict is not (Verdict.NotProbed or Verdict.Verified);

    private static CancellationToken TestContext => CancellationToken.None;

    public static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(member).Prepend(type) : Types(member));
}
