using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnLint.Configuration;

namespace RnnLint.Analyzer;

/// <summary>Findings as the compiler's diagnostics.</summary>
public static class FindingDiagnostics
{
    /// <summary>
    /// The finding as a diagnostic of <paramref name="compilation"/>; null where the finding lies in another compilation's source,
    /// which has its own analysis. Related places elsewhere are left out.
    /// </summary>
    public static Diagnostic? ToDiagnostic(this CellFinding finding, Compilation compilation) => finding.ToDiagnostic(compilation, Rules.For(finding.Verdict).DefaultSeverity);

    /// <summary>
    /// The same after the project's configuration and what suppresses it in the source; null also where the rule is switched off there. To be called where no
    /// compiler does all that.
    /// </summary>
    public static Diagnostic? ToEffectiveDiagnostic(this CellFinding finding, Compilation compilation, AnalysisSettings settings)
    {
        if (!finding.Location.LiesIn(compilation))
            return null;
        return SeverityOf(Rules.For(finding.Verdict), finding.Location.SourceTree!, compilation, settings) is { } own && finding.ToDiagnostic(compilation, own) is { } plain ? plain.Effective(compilation) : null;
    }

    /// <summary>
    /// A setting that is not understood as a diagnostic at <paramref name="place"/>, with the severity that its rule has in the source file that it is set for; null where it is
    /// switched off there. The compiler, to which such a diagnostic belongs to no source file, goes by what is set for all of them.
    /// </summary>
    public static Diagnostic? ToEffectiveDiagnostic(this SettingProblem problem, Location place, Compilation compilation, AnalysisSettings settings)
    {
        return SeverityOf(Rules.SettingNotUnderstood, problem.Tree, compilation, settings) is { } own && At(Location.Create(problem.Tree, default), own).Effective(compilation) is { } inTree ? At(place, inTree.Severity) : null;

        Diagnostic At(Location location, DiagnosticSeverity severity) => Diagnostic.Create(Rules.SettingNotUnderstood, location, severity, null, null, problem.Message);
    }

    /// <summary>What a rule has by its category in a file, or of itself; null where the category is switched off there.</summary>
    private static DiagnosticSeverity? SeverityOf(DiagnosticDescriptor rule, SyntaxTree tree, Compilation compilation, AnalysisSettings settings) =>
        CategorySeverity.Of(rule, tree, compilation, settings) switch
        {
            ReportDiagnostic.Suppress => (DiagnosticSeverity?)null,
            ReportDiagnostic.Error => DiagnosticSeverity.Error,
            ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
            ReportDiagnostic.Info => DiagnosticSeverity.Info,
            ReportDiagnostic.Hidden => DiagnosticSeverity.Hidden,
            _ => rule.DefaultSeverity,
        };

    /// <summary>A diagnostic as the project's configuration has it; null where it is switched off.</summary>
    public static Diagnostic? Effective(this Diagnostic diagnostic, Compilation compilation) => CompilationWithAnalyzers.GetEffectiveDiagnostics(ImmutableArray.Create(diagnostic), compilation).SingleOrDefault();

    private static Diagnostic? ToDiagnostic(this CellFinding finding, Compilation compilation, DiagnosticSeverity severity) =>
        finding.Location.LiesIn(compilation)
            ? Diagnostic.Create(
                Rules.For(finding.Verdict),
                finding.Location,
                severity,
                finding.Related.Select(place => place.Location).Where(location => location.LiesIn(compilation)),
                finding.Evidence.ToImmutableDictionary(pair => pair.Key, pair => (string?)pair.Value),
                finding.Message)
            : null;

    /// <summary>Equal for findings that say the same of the same place, whatever routes led to them.</summary>
    public static object Statement(this CellFinding finding) =>
        (finding.Verdict, finding.Location.GetLineSpan(), Matrix: finding.Matrix.Split('.').Last());

    private static bool LiesIn(this Location location, Compilation compilation) =>
        location.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree);
}
