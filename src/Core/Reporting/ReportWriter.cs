using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnLint.Probing;
using RnnLint.Recognition;
using RnnLint.Tracing;
using Location = Microsoft.CodeAnalysis.Location;

namespace RnnLint.Reporting;

/// <summary>Turns what probing found on a route into what a reader of the code is told.</summary>
internal static class ReportWriter
{
    /// <summary>What probing calls equal lies below, what it calls wrong far above.</summary>
    private const double Rounding = 1e-6;

    /// <summary>
    /// Null where nothing found stands in <paramref name="type"/>, or in the driver that it was shown through: another type's analysis
    /// reports it.
    /// </summary>
    public static CellReport? Write(INamedTypeSymbol type, RouteResult result)
    {
        var findings = result.Probe.Findings
            .Select(finding => (Found: finding, Written: Write(OwnErrors(finding), type, result)))
            .Where(pair => Stands(pair.Written.Location, type) || result.Route.Shown is not null && (Stands(pair.Written.Location, result.Route.Type) || IsMadeIn(type, pair.Found)))
            .Select(pair => InProject(pair.Written, type))
            .OrderBy(finding => Severity(finding.Verdict)).ThenBy(finding => finding.Location.SourceTree?.FilePath, System.StringComparer.Ordinal).ThenBy(finding => finding.Location.SourceSpan.Start)
            .ToImmutableArray();
        return findings.IsEmpty ? null : new CellReport { Type = type, Route = result.Route.ToString(), Members = result.Route.Steps.Select(step => step.Method).ToImmutableArray(), Unknowns = result.Unknowns, Findings = findings };
    }

    /// <summary>What is said of a hint that came to nothing, at the hint.</summary>
    public static CellReport Write(INamedTypeSymbol type, VainHint vain)
    {
        var (hint, cause) = (vain.Hint, vain.Cause);
        var name = hint.On?.Name ?? "";
        return new CellReport
        {
            Type = type,
            IsHint = true,
            Route = name.Length == 0 ? type.Name : type.Name + "." + name,
            Findings = ImmutableArray.Create(new CellFinding
            {
                Verdict = Verdict.NotProbed,
                Location = hint.Syntax.GetLocation(),
                Matrix = hint.Kind == HintKind.Weight ? name : "",
                Message = $"[{Hints.NameOf(hint.Kind)}]{(name.Length == 0 ? "" : " on " + Messages.Quote(name))} led to nothing that was probed: {cause}.",
                Cause = cause,
            }),
        };
    }

    private static CellFinding Write(ProbeFinding found, INamedTypeSymbol type, RouteResult result)
    {
        var finding = found.Matrix is { Name.Length: 0 } ? found with { Matrix = null } : found;
        var matrix = finding.Matrix?.Name ?? "";
        var shown = finding.Verdict is Verdict.NotProbed or Verdict.Verified ? OwnOfInherited(finding, type) ?? finding.ForwardUse ?? finding.Place : finding.Place ?? finding.ForwardUse;
        var location = shown is null ? type.Locations[0]
            : finding is { Verdict: Verdict.WrongActivationDerivative, Cause: RowScaling.Missing } && Places.OfCopy(shown, finding.Matrix) is { } copy ? copy
            : finding.Fault is not null ? (finding.IsMissing ? Vanished.Near(finding.Fault) : null) ?? Places.Of(Places.OutOfHelpers(finding.Fault), null)
            : finding.Verdict == Verdict.ReversedWeightGradient ? Places.Of(Places.OutOfHelpers(shown), null)
            : finding.Verdict == Verdict.TruncatedToOneStep && Vanished.Near(shown) is { } vanished ? vanished
            : finding.Verdict == Verdict.WrongActivationDerivative ? OperandPlaces.Of(shown, finding.Definition, finding.Matrix)
            : finding.Verdict == Verdict.HarmlessTranspose ? Places.OfFirstUse(shown, finding.Matrix)
            : finding.Verdict == Verdict.TransposedRecurrentMatrix ? Places.OfTransposed(shown, finding.Matrix, finding.IsInHelper)
            : Places.Of(shown, finding.Matrix);
        var forward = finding.ForwardUse is null ? null : Places.Of(finding.ForwardUse, finding.Matrix);
        return new CellFinding
        {
            Verdict = finding.Verdict,
            Location = location,
            Matrix = matrix,
            Message = Messages.Of(finding),
            Cause = finding.Cause,
            Related = forward is null || forward == location
                ? ImmutableArray<RelatedPlace>.Empty
                : ImmutableArray.Create(new RelatedPlace(forward, "the forward pass uses " + Messages.Quote(matrix) + " here")),
            Evidence = Evidence(finding, result),
        };
    }

    /// <summary>
    /// What drives the type may stand in a project that its own refers to, where no analysis knows the type: then the finding stands at the type's name.
    /// </summary>
    private static CellFinding InProject(CellFinding finding, INamedTypeSymbol type) =>
        finding.Location.SourceTree is { } tree && type.ContainingAssembly is ISourceAssemblySymbol { Compilation: var project } && CodeBase.ProjectsOf(project).Skip(1).Any(used => used.ContainsSyntaxTree(tree))
            ? finding with { Location = type.Locations[0], Related = finding.Related.Insert(0, new RelatedPlace(finding.Location, "the place, in another project")) }
            : finding;

    private static ImmutableSortedDictionary<string, string> Evidence(ProbeFinding finding, RouteResult result)
    {
        var evidence = ImmutableSortedDictionary.CreateBuilder<string, string>(System.StringComparer.Ordinal);
        evidence["matrix"] = finding.Matrix?.Name ?? "";
        evidence["route"] = result.Route.ToString();
        if (finding.OutPosition is { } position)
            evidence["convention"] = position == 0 ? "[to, from]" : "[from, to]";
        foreach (var error in finding.Errors)
            evidence["error: " + error.Hypothesis] = Messages.Figure(error.Error);
        if (!finding.Gradients.IsEmpty)
            evidence["gradients"] = string.Join(", ", finding.Gradients);
        if (!result.Probe.Draws.IsEmpty)
        {
            evidence["sizes"] = "n = " + List(result.Probe.Draws.Select(draw => draw.Size));
            evidence["steps"] = "T = " + List(result.Probe.Draws.Select(draw => draw.Steps));
            evidence["seeds"] = List(result.Probe.Draws.Select(draw => draw.Seed));
        }

        if (finding.Verdict == Verdict.NotProbed && !result.Unknowns.IsEmpty)
            evidence["unknown"] = string.Join(", ", result.Unknowns);
        return evidence.ToImmutable();
    }

    private static string List(IEnumerable<int> numbers) => string.Join(", ", numbers.Distinct().Select(number => number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>
    /// What is measured is measured over all matrices that share a backward pass. An error that a verified matrix comes with is another one's.
    /// </summary>
    internal static ProbeFinding OwnErrors(ProbeFinding finding) => finding.Verdict == Verdict.Verified
        ? finding with { Errors = finding.Errors.Any(error => error.Hypothesis == "as written" && error.Error > Rounding) ? finding.Errors.Clear() : finding.Errors.RemoveAll(error => error.Error > Rounding) }
        : finding;

    /// <summary>Where a class inherits the forward pass, the place in its own code from which the gradient goes back through a matrix that has a name; else null.</summary>
    private static Site? OwnOfInherited(ProbeFinding finding, INamedTypeSymbol type)
    {
        for (var current = type.BaseType; finding is { ForwardUse: { } forward, Matrix: not null } && current is { DeclaringSyntaxReferences.IsEmpty: false }; current = current.BaseType)
        {
            if (Stands(Places.Of(forward, finding.Matrix), current))
                return finding.Place?.Frames().FirstOrDefault(frame => Stands(frame.Syntax.GetLocation(), type));
        }

        return null;
    }

    /// <summary>True where the type multiplies, though the matrix has its name in a type that calls it.</summary>
    private static bool IsMadeIn(INamedTypeSymbol type, ProbeFinding finding) =>
        (finding.ForwardUse ?? finding.Place)?.Frames().Any(frame => Stands(frame.Syntax.GetLocation(), type)) == true;

    private static bool Stands(Location location, INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == location.SourceTree && reference.Span.Contains(location.SourceSpan)
            && !NestedSpans(type).Any(span => span.Tree == location.SourceTree && span.Span.Contains(location.SourceSpan)));

    private static IEnumerable<(SyntaxTree Tree, Microsoft.CodeAnalysis.Text.TextSpan Span)> NestedSpans(INamedTypeSymbol type) =>
        type.Name == "Program" && type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax)
            ? type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax>()
                .SelectMany(unit => unit.Members.Where(member => member is not Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax)).Select(member => (member.SyntaxTree, member.Span))
            : type.GetTypeMembers().SelectMany(nested => nested.DeclaringSyntaxReferences).Select(reference => (reference.SyntaxTree, reference.Span));

    private static int Severity(Verdict verdict) => verdict switch
    {
        Verdict.TransposedRecurrentMatrix => 0,
        Verdict.WrongActivationDerivative => 1,
        Verdict.ReversedWeightGradient => 2,
        Verdict.UnexplainedGradient => 3,
        Verdict.HarmlessTranspose => 4,
        Verdict.TruncatedToOneStep => 5,
        Verdict.NotProbed => 6,
        _ => 7,
    };
}
