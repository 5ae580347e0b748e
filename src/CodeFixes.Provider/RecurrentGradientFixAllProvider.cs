using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using RnnLint.Configuration;

namespace RnnLint.CodeFixes.Provider;

/// <summary>Fixes all in a document, a project or a solution, one after the other: two changes that verify each by itself need not verify together.</summary>
internal sealed class RecurrentGradientFixAllProvider : FixAllProvider
{
    public static RecurrentGradientFixAllProvider Instance { get; } = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override Task<CodeAction?> GetFixAsync(FixAllContext context) => Task.FromResult<CodeAction?>(
        CodeAction.Create("Fix all recurrent gradients that a verified change sets right", cancellation => FixedAsync(context.WithCancellationToken(cancellation)), nameof(RecurrentGradientFixAllProvider)));

    private static async Task<Solution> FixedAsync(FixAllContext context)
    {
        var solution = context.Solution;
        var projects = context.Scope == FixAllScope.Solution
            ? solution.GetProjectDependencyGraph().GetTopologicallySortedProjects(context.CancellationToken).Select(solution.GetProject).OfType<Project>().Where(project => project.Language == LanguageNames.CSharp)
            : [context.Project];
        foreach (var id in projects.Select(project => project.Id).ToList())
            solution = await FixedAsync(context, context.Solution.GetProject(id)!, solution).ConfigureAwait(false);
        return solution;
    }

    /// <param name="context">Whose diagnostics are to be fixed.</param>
    /// <param name="reported">The project as it was when they were reported.</param>
    /// <param name="solution">The solution with what was fixed in other projects.</param>
    private static async Task<Solution> FixedAsync(FixAllContext context, Project reported, Solution solution)
    {
        var diagnostics = context is { Scope: FixAllScope.Document, Document: { } document }
            ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
            : await context.GetAllDiagnosticsAsync(reported).ConfigureAwait(false);
        var wanted = new HashSet<object>(diagnostics.Where(diagnostic => context.DiagnosticIds.Contains(diagnostic.Id)).Select(Key).OfType<object>());
        if (wanted.Count == 0 || await solution.GetProject(reported.Id)!.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false) is not { } compilation)
            return solution;
        var run = FixRun.Over(new CellAnalysis(compilation, new AnalysisSettings(reported.AnalyzerOptions.AnalyzerConfigOptionsProvider)), DeclaredTypes.Of(compilation), (finding, _) => wanted.Contains(Key(FixableRules.IdOf(finding.Verdict), finding.Location)!), await FixableRules.ScopeAsync(reported, context.CancellationToken).ConfigureAwait(false), context.CancellationToken);
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (run.Applied.Any(applied => applied.Fix.Changes.Any(change => change.Tree.FilePath == tree.FilePath)) && solution.GetDocument(tree) is { } changed
                && run.Fixed.SyntaxTrees.First(other => other.FilePath == tree.FilePath) is var fixedTree)
                solution = solution.WithDocumentText(changed.Id, await fixedTree.GetTextAsync(context.CancellationToken).ConfigureAwait(false));
        }

        return solution;
    }

    private static object? Key(Diagnostic diagnostic) => Key(diagnostic.Id, diagnostic.Location);

    /// <summary>The same for a place that has only moved.</summary>
    private static object? Key(string? id, Location place) =>
        id is not null && place.SourceTree is { } tree ? (id, tree.FilePath, tree.GetText().ToString(place.SourceSpan)) : null;
}
