using System;
using System.Globalization;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Reporting;

/// <summary>The sentences of a finding, in the code's own names.</summary>
internal static class Messages
{
    public static string Of(ProbeFinding finding)
    {
        var w = finding.Matrix is null ? "the recurrent matrix" : Places.NameOf(finding.Matrix);
        var matrix = finding.Matrix is null ? w : Quote(w);
        return finding.Verdict switch
        {
            Verdict.TransposedRecurrentMatrix => $"{matrix} is transposed here{Where(finding)}. {Transposed(finding, w)}{Errors(finding, w)}",
            Verdict.WrongActivationDerivative => $"In the gradient that goes back through {matrix}, {finding.Cause}.{Errors(finding, w)}",
            Verdict.ReversedWeightGradient => $"The gradient of {matrix} is transposed: {Reversed(finding, w)}.{WeightErrors(finding)}",
            Verdict.UnexplainedGradient => $"The gradient of {matrix}, or what goes back through it, is not the forward pass's: {(finding.Cause.Length > 0 ? finding.Cause : finding.Fault is null ? "no single mistake explains it" : "this is the first that is wrong on the way back, or lacks a part")}.{Errors(finding, w)}{WeightErrors(finding)}",
            Verdict.HarmlessTranspose => $"{matrix} is transposed here, but only a norm is taken of the product, and a bound by ‖{w}‖ holds all the same, because ‖{w}ᵀ‖ = ‖{w}‖.",
            Verdict.TruncatedToOneStep => $"The gradient never goes back through {matrix}: it ends after one step{Because(finding)}, so that nothing is learnt from the steps before.",
            Verdict.NotProbed => $"A recurrent cell{(finding.Matrix is null ? "" : " with " + matrix)}, not probed: {(finding.Cause.Length > 0 ? finding.Cause : "no reason was recorded")}.",
            _ => Verified(finding, w),
        };
    }

    public static string Quote(string name) => "'" + name + "'";

    /// <summary>Rounding noise is 0: its last bits are the machine's, not the code's.</summary>
    public static string Figure(double error) => error < 1e-12 ? "0" : error.ToString(error is >= 0.01 and < 1000 ? "0.##" : "0.#E-0", CultureInfo.InvariantCulture);

    private static string Transposed(ProbeFinding finding, string w) => finding.OutPosition is { } position
        ? $"In the forward pass {Element(w, position, swapped: false)} leads from unit k to unit j, so what comes back to unit k is summed over j with the same {Element(w, position, swapped: false)}; this code takes {Element(w, position, swapped: true)}."
        : $"What comes back to unit k must be summed over the weights that lead from k to the units j in the forward pass; this code takes those that lead from j to k: a row of {w} where a column belongs, or the reverse.";

    private static string Reversed(ProbeFinding finding, string w) => finding.OutPosition is { } position
        ? $"what belongs to {Element(w, position, swapped: false)}, which leads from unit k to unit j in the forward pass, is stored for {Element(w, position, swapped: true)}"
        : "what belongs to the weight from unit k to unit j is stored for the one from j to k, rows for columns";

    private static string Element(string w, int outPosition, bool swapped) => outPosition == 0 == !swapped ? w + "[j,k]" : w + "[k,j]";

    private static string Because(ProbeFinding finding) => finding.Cause.Length > 0 ? ": " + finding.Cause : "";

    private static string Verified(ProbeFinding finding, string w)
    {
        if (ErrorOf(finding, "as written") is not { } error)
            return $"What is carried from step to step through {Quote(w)} is right; the error of this cell is at another matrix.{Unseen(finding)}";
        var weights = ErrorOf(finding, "weight gradient as written") is { } own ? $", and so is its weight gradient ({Figure(own)})" : "";
        return $"What is carried from step to step through {Quote(w)} is the forward pass's exact derivative (relative error {Figure(error)}){weights}.{Gradients(finding)}{Factors(finding, w)}{Unseen(finding)}";
    }

    private static string Where(ProbeFinding finding) => finding.Condition is { } condition ? ", in code for " + Outcome(condition) : "";

    private static string Unseen(ProbeFinding finding) => Unprobed(finding) + (finding.Unseen.IsEmpty ? ""
        : $" Not looked at, for nothing led there: code with {Quote(Places.NameOf(finding.Matrix!))} for {string.Join(", ", finding.Unseen.Select(branch => $"{Outcome(branch)} (line {branch.Condition.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1})"))}.");

    private static string Unprobed(ProbeFinding finding) => finding.Unprobed.IsEmpty ? "" : $" That is so with {string.Join(", ", finding.Unprobed.Select(Quote))} false; set, nothing could be told.";

    private static string Outcome(UntakenBranch branch) => Quote(OnOneLine(branch.Condition.Syntax.ToString())) + (branch.Outcome ? "" : " being false");

    private static string OnOneLine(string text) => string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Gradients(ProbeFinding finding) => finding.Gradients.Length switch
    {
        0 => "",
        1 => $" The gradient of {Quote(finding.Gradients[0])} is right as well.",
        _ => $" The gradients of {string.Join(", ", finding.Gradients.Take(finding.Gradients.Length - 1).Select(Quote))} and {Quote(finding.Gradients.Last())} are right as well.",
    };

    private static string Factors(ProbeFinding finding, string w) => string.Concat(finding.Factors.Select(factor =>
        $" That of {Quote(factor.Name)} is {factor.Factor.ToString("0.######", CultureInfo.InvariantCulture)} times as large as that of {Quote(w)} makes it, which is right only where it is to learn at a rate of its own."));

    private static string Errors(ProbeFinding finding, string w) =>
        Errors(finding, "Relative error against the forward pass's derivative", ("as written", "as written"), ("recurrent matrix transposed", $"with {w} transposed there"));

    private static string WeightErrors(ProbeFinding finding) =>
        Errors(finding, "Relative error of the weight gradient", ("weight gradient as written", "as written"), ("weight gradient reversed", "transposed"));

    private static string Errors(ProbeFinding finding, string of, params (string Hypothesis, string Words)[] shown)
    {
        var figures = shown.Select(one => (one.Words, Error: ErrorOf(finding, one.Hypothesis))).Where(one => one.Error is not null).Select(one => Figure(one.Error!.Value) + " " + one.Words).ToList();
        return figures.Count == 0 ? "" : $" {of}: {string.Join(", ", figures)}.";
    }

    private static double? ErrorOf(ProbeFinding finding, string hypothesis) =>
        finding.Errors.Where(error => error.Hypothesis == hypothesis && !double.IsNaN(error.Error)).Select(error => (double?)error.Error).FirstOrDefault();
}
