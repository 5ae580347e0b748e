using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnLint.CodeFixes.Candidates;
using RnnLint.Probing;

namespace RnnLint.CodeFixes.Verification;

/// <summary>
/// Decides on proposals, cheap questions first: does it compile, is the finding's cell right then, is everything right that was, and is
/// the forward pass what it was.
/// </summary>
/// <param name="before">The analysis of the code as it stands.</param>
/// <param name="reports">What is known of its types.</param>
internal sealed class Verifier(CellAnalysis before, Func<INamedTypeSymbol, CancellationToken, ImmutableArray<CellReport>> reports)
{
    private readonly Mentions _mentions = new(before.Compilation);
    private readonly Dictionary<SyntaxTree, HashSet<(string, string)>> _errors = [];

    /// <summary>The compilation with the change; null where it has errors that were not there.</summary>
    public Compilation? Compile(Proposal proposal, CancellationToken cancellation)
    {
        var changed = before.Compilation;
        foreach (var tree in proposal.Changes)
        {
            var replaced = tree.Changed();
            if (replaced.GetDiagnostics(cancellation).Any(IsError) && !tree.Tree.GetDiagnostics(cancellation).Any(IsError))
                return null;
            changed = changed.ReplaceSyntaxTree(tree.Tree, replaced);
            if (!Errors(changed, replaced, cancellation).IsSubsetOf(ErrorsBefore(tree.Tree, cancellation)))
                return null;
        }

        return changed;
    }

    /// <summary>The fix that the proposal is, or why it is none.</summary>
    /// <param name="changed">The compilation with the proposal.</param>
    public (CellFix? Fix, Objection Objection) Verify(Proposal proposal, Compilation changed, CellReport report, CellFinding finding, CancellationToken cancellation)
    {
        var analysis = before.After(changed);
        if (Same(report.Type, changed) is not { } type)
            return (null, Objection.StaysWrong);
        var now = analysis.Analyze(type, cancellation);
        if (!Statements.IsRight(now, finding))
            return (null, Objection.StaysWrong);
        if (!Statements.Hold(reports(report.Type, cancellation), now))
            return (null, Objection.SpoilsOther);
        var touched = ImmutableArray.CreateBuilder<(INamedTypeSymbol, ImmutableArray<CellReport>)>();
        touched.Add((type, now));
        foreach (var other in _mentions.TypesThatReach(proposal.Changes, cancellation).Where(other => NameOf(other) != NameOf(report.Type)))
        {
            if (Same(other, changed) is not { } same)
                return (null, Objection.SpoilsOther);
            var after = analysis.Analyze(same, cancellation);
            if (!Statements.Hold(reports(other, cancellation), after))
                return (null, Objection.SpoilsOther);
            touched.Add((same, after));
        }

        return now.FirstOrDefault(cell => cell.Findings.Any(found => found.Matrix == finding.Matrix && found.Verdict == Verdict.Verified) && IsSameForward(report, cell)) is { } verified
            ? (new CellFix { Title = proposal.Title, Changes = proposal.Changes, Fixed = changed, Reports = touched.ToImmutable(), Probes = 0, Verified = verified }, Objection.None)
            : (null, Objection.ChangesForward);
    }

    /// <summary>
    /// Exchanging the matrix in the forward pass would make the two passes agree as well, on another network than the one that was written.
    /// </summary>
    private static bool IsSameForward(CellReport before, CellReport after) => after.ForwardValues.Value.Keep(before.ForwardValues.Value);

    private HashSet<(string, string)> ErrorsBefore(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!_errors.TryGetValue(tree, out var errors))
            _errors.Add(tree, errors = Errors(before.Compilation, tree, cancellation));
        return errors;
    }

    private static HashSet<(string, string)> Errors(Compilation compilation, SyntaxTree tree, CancellationToken cancellation) =>
        [.. compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellation).Where(IsError).Select(error => (error.Id, error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))];

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    /// <summary>What a type is called in every version of a compilation.</summary>
    public static string NameOf(INamedTypeSymbol type) => DocumentationCommentId.CreateDeclarationId(type);

    /// <summary>The type of that name in another version of the compilation.</summary>
    public static INamedTypeSymbol? Same(INamedTypeSymbol type, Compilation changed) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(NameOf(type), changed) as INamedTypeSymbol;
}
