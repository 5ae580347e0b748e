using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Loading;
using RnnLint.Probing;

namespace RnnLint.CodeFixes.Provider;

/// <summary>The rules whose findings a change may set right, which finding a diagnostic was made of, and where a change may be.</summary>
internal static class FixableRules
{
    public static ImmutableArray<string> Ids { get; } = ImmutableArray.Create("RNN0001", "RNN0002", "RNN0003");

    public static string? IdOf(Verdict verdict) => verdict switch
    {
        Verdict.TransposedRecurrentMatrix => Ids[0],
        Verdict.WrongActivationDerivative => Ids[1],
        Verdict.ReversedWeightGradient => Ids[2],
        _ => null,
    };

    /// <summary>Without what a generator wrote, in a file or at every build, for no change of it would last; and without what other projects may call.</summary>
    public static async Task<FixScope> ScopeAsync(Project project, CancellationToken cancellation)
    {
        var paths = new HashSet<string?>(project.Documents.Select(document => document.FilePath ?? document.Name), StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in project.Solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(project.Id))
            foreach (var document in project.Solution.GetProject(id)?.Documents ?? [])
                if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root)
                    named.UnionWith(root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        return new(tree => paths.Contains(tree.FilePath) && !GeneratedCode.IsNamedSo(Path.GetFileName(tree.FilePath)) && !GeneratedCode.SaysSo(tree, cancellation), named.Contains);
    }

    public static bool IsOf(this Diagnostic diagnostic, CellFinding finding) =>
        diagnostic.Id == IdOf(finding.Verdict) && diagnostic.Location.SourceSpan == finding.Location.SourceSpan && diagnostic.Location.SourceTree?.FilePath == finding.Location.SourceTree?.FilePath
        && (!diagnostic.Properties.TryGetValue("matrix", out var matrix) || matrix == finding.Evidence.GetValueOrDefault("matrix", finding.Matrix));
}
