using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RnnLint.Analyzer;

/// <summary>Findings as the compiler's diagnostics.</summary>
public static class FindingDiagnostics
{
    /// <summary>
    /// The finding as a diagnostic of <paramref name="compilation"/>; null where the finding lies in another compilation's source,
    /// which has its own analysis. Related places elsewhere are left out.
    /// </summary>
    public static Diagnostic? ToDiagnostic(this CellFinding finding, Compilation compilation) =>
        finding.Location.LiesIn(compilation)
            ? Diagnostic.Create(
                Rules.For(finding.Verdict),
                finding.Location,
                finding.Related.Select(place => place.Location).Where(location => location.LiesIn(compilation)),
                finding.Evidence.ToImmutableDictionary(pair => pair.Key, pair => (string?)pair.Value),
                finding.Message)
            : null;

    /// <summary>The same after the project's configuration and what suppresses it in the source; null also where the rule is switched off there.</summary>
    public static Diagnostic? ToEffectiveDiagnostic(this CellFinding finding, Compilation compilation) =>
        finding.ToDiagnostic(compilation) is { } plain ? CompilationWithAnalyzers.GetEffectiveDiagnostics(ImmutableArray.Create(plain), compilation).SingleOrDefault() : null;

    /// <summary>Equal for findings that say the same of the same place, whatever routes led to them.</summary>
    public static object Statement(this CellFinding finding) =>
        (finding.Verdict, finding.Location.GetLineSpan(), Matrix: finding.Matrix.Split('.').Last());

    private static bool LiesIn(this Location location, Compilation compilation) =>
        location.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree);
}
