using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>
/// A copy of a matrix (its transpose, kept for speed) that is not made again is right on the first pass and wrong on every later one, for the pass
/// updates the matrix and not the copy. A second pass on the same object shows it: the gradient does not hold as it is, and holds where the copy
/// follows the update.
/// </summary>
internal static class StaleCopies
{
    /// <summary>The copies of verified matrices that a pass leaves behind as they were.</summary>
    public static List<StaleCopy> Of(ProbeResult result, RouteTrace run) =>
        run.Stale.Where(copy => result.Findings.Any(finding => IsVerified(finding, copy))).ToList();

    /// <summary>True where a matrix is verified although there are copies of it.</summary>
    public static bool Holds(ProbeResult result, StaleCopy copy) => result.Findings.Any(finding => IsVerified(finding, copy));

    /// <param name="first">What the first pass shows.</param>
    /// <param name="second">What the second one shows.</param>
    /// <param name="renewed">What the second one would show if the copies followed the update.</param>
    /// <param name="copies">The copies that something is multiplied by.</param>
    /// <param name="canBeRenewed">True for a copy that someone else may make anew between two passes.</param>
    public static ProbeResult Judge(ProbeResult first, ProbeResult second, ProbeResult renewed, List<StaleCopy> copies, Func<StaleCopy, bool> canBeRenewed)
    {
        return first with { Findings = first.Findings.Select(Judged).ToImmutableArray() };

        ProbeFinding Judged(ProbeFinding finding)
        {
            if (copies.Find(copy => IsVerified(finding, copy)) is not { } copy || Holds(second, copy) || !Holds(renewed, copy))
                return finding;
            return canBeRenewed(copy)
                ? finding with { Verdict = Verdict.NotProbed, Cause = $"'{copy.Path}' is a copy of it that stays as it was when the matrix is updated; whether someone renews it before the next pass cannot be seen from here" }
                : finding with { Verdict = Verdict.UnexplainedGradient, Cause = $"'{copy.Path}' is a copy of it that goes stale, for the matrix is updated and nothing renews the copy before the next pass", Errors = ImmutableArray<HypothesisError>.Empty };
        }
    }

    /// <summary>Of several copies those that something is multiplied by.</summary>
    public static List<StaleCopy> Used(List<StaleCopy> copies, Tape tape)
    {
        var factors = new HashSet<string>(Enumerable.Range(0, tape.Count).Where(node => tape.Op(node) == TapeOp.Multiply)
            .SelectMany(node => new[] { tape.Origin(tape.Left(node)), tape.Origin(tape.Right(node)) }).Where(origin => origin is not null).Select(origin => origin!.Group.Name));
        return copies.FindAll(copy => factors.Contains(copy.Path));
    }

    /// <summary>True where a member that is neither part of the route nor there for constructors alone mentions what holds the copy.</summary>
    public static bool CanBeRenewed(StaleCopy copy, Route route)
    {
        if (copy.Symbol is not { DeclaredAccessibility: Accessibility.Private })
            return true;
        var members = copy.Symbol.ContainingType.GetMembers().OfType<IMethodSymbol>().ToDictionary<IMethodSymbol, IMethodSymbol, HashSet<string>>(member => member, NamesIn, SymbolEqualityComparer.Default);
        var inRoute = ReachedFrom(route.Steps.Select(step => step.Method.Name), members);
        var others = members.Keys.Where(member => member.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor) && !inRoute.Contains(NameOf(member))).ToList();
        return others.Exists(member => members[member].Contains(copy.Symbol.Name)
            && (member.DeclaredAccessibility != Accessibility.Private || others.Exists(caller => members[caller].Contains(NameOf(member)))));
    }

    private static bool IsVerified(ProbeFinding finding, StaleCopy copy) => finding.Verdict == Verdict.Verified && finding.Matrix?.Name == copy.Of;

    /// <summary>What the code calls a member: an accessor by its property.</summary>
    private static string NameOf(IMethodSymbol member) => member.AssociatedSymbol?.Name ?? member.Name;

    private static HashSet<string> NamesIn(IMethodSymbol member) => new(
        member.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes()).OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText));

    private static HashSet<string> ReachedFrom(IEnumerable<string> starts, Dictionary<IMethodSymbol, HashSet<string>> members)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(starts);
        while (open.Count > 0)
        {
            var name = open.Pop();
            if (!reached.Add(name))
                continue;
            foreach (var callee in members.Where(member => NameOf(member.Key) == name).SelectMany(member => member.Value))
                open.Push(callee);
        }

        return reached;
    }
}
