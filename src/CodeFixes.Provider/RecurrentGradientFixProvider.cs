using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Configuration;

namespace RnnLint.CodeFixes.Provider;

/// <summary>Offers, for a diagnostic of RNN0001 to RNN0003, the change that sets it right, if there is one that verifies.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecurrentGradientFixProvider))]
public sealed class RecurrentGradientFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => FixableRules.Ids;

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => RecurrentGradientFixAllProvider.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.Project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false) is not { } compilation)
            return;
        var settings = new AnalysisSettings(context.Document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider);
        var analysis = new CellAnalysis(compilation, settings);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Reported(analysis, diagnostic, context.CancellationToken) is not { } found
                || new FixFinder(analysis, scope: await FixableRules.ScopeAsync(context.Document.Project, context.CancellationToken).ConfigureAwait(false)).Find(found.Report, found.Finding, context.CancellationToken).FirstOrDefault() is not { } fix)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(fix.Title, cancellation => ChangedAsync(context.Document.Project.Solution, fix, cancellation), equivalenceKey: diagnostic.Id), diagnostic);
        }
    }

    /// <summary>What the diagnostic was made of; null where the code has changed since.</summary>
    private static (CellReport Report, CellFinding Finding)? Reported(CellAnalysis analysis, Diagnostic diagnostic, CancellationToken cancellation) =>
        TypesAround(analysis.Compilation, diagnostic.Location, cancellation)
            .SelectMany(type => analysis.Analyze(type, cancellation))
            .SelectMany(report => report.Findings.Where(diagnostic.IsOf).Select(finding => ((CellReport, CellFinding)?)(report, finding)))
            .FirstOrDefault();

    /// <summary>The type that the place stands in, and then the others of the compilation: a driver's analysis may have shown it.</summary>
    private static IEnumerable<INamedTypeSymbol> TypesAround(Compilation compilation, Location place, CancellationToken cancellation)
    {
        if (place.SourceTree is not { } tree || !compilation.ContainsSyntaxTree(tree))
            return [];
        var model = compilation.GetSemanticModel(tree);
        var around = tree.GetRoot(cancellation).FindNode(place.SourceSpan).AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Select(type => model.GetDeclaredSymbol(type, cancellation)).OfType<INamedTypeSymbol>();
        return around.Concat(DeclaredTypes.Of(compilation)).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
    }

    internal static async Task<Solution> ChangedAsync(Solution solution, CellFix fix, CancellationToken cancellation)
    {
        foreach (var change in fix.Changes)
        {
            if (solution.GetDocument(change.Tree) is not { } document)
                continue;
            var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            solution = solution.WithDocumentText(document.Id, text.WithChanges(change.Changes));
        }

        return solution;
    }
}
