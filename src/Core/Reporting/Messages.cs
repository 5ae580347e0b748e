using System;
using System.Globalization;
using System.Linq;
using RnnLint.Probing;

namespace RnnLint.Reporting;

/// <summary>The sentences of a finding, in the code's own names.</summary>
internal static class Messages
{
    public static string Of(ProbeFinding finding)
    {
        var w = finding.Matrix is null ? "the recurrent matrix" : Places.NameOf(finding.Matrix);
        return finding.Verdict switch
        {
            Verdict.TransposedRecurrentMatrix => Transposed(finding, w),
            Verdict.WrongActivationDerivative => $"In the gradient that goes back through {Quote(w)}, {finding.Cause}. {Errors(finding)}",
            Verdict.ReversedWeightGradient => $"The gradient of {Quote(w)} is reversed: it is stored for {Element(w, OutPosition(finding), swapped: true)} where the forward pass uses {Element(w, OutPosition(finding), swapped: false)}, unit k to unit j. {Errors(finding)}",
            Verdict.UnexplainedGradient => $"The hidden gradient that goes back through {Quote(w)} is not the forward pass's{Because(finding)}. {Errors(finding)}",
            Verdict.HarmlessTranspose => $"{Quote(w)} is transposed here, but only a norm or spectrum is taken, and ‖{w}‖ = ‖{w}ᵀ‖: harmless.",
            Verdict.TruncatedToOneStep => $"The gradient never goes back through {Quote(w)}: it is truncated to one step{Because(finding)}.",
            Verdict.NotProbed => $"A recurrent cell with {Quote(w)}, not probed: {(finding.Cause.Length > 0 ? finding.Cause : "no reason was recorded")}.",
            _ => $"The gradient through {Quote(w)} is the forward pass's. {Errors(finding)}",
        };
    }

    public static string Quote(string name) => "'" + name + "'";

    /// <summary>Rounding noise is 0: its last bits are the machine's, not the code's.</summary>
    public static string Figure(double error) => error < 1e-12 ? "0" : error.ToString(error is >= 0.01 and < 1000 ? "0.##" : "0.#E-0", CultureInfo.InvariantCulture);

    /// <summary>The index position that runs over the units a matrix writes to, among its own: those of the lists on the way to it (<c>layers[].W</c>) come before.</summary>
    public static int? OutPosition(ProbeFinding finding) => finding.OutPosition - (finding.Matrix is null ? 0 : finding.Matrix.Name.Split(new[] { "[]." }, StringSplitOptions.None).Length - 1);

    private static string Transposed(ProbeFinding finding, string w) => OutPosition(finding) is { } position
        ? $"{Quote(w)} is transposed here. In the forward pass {Element(w, position, swapped: false)} leads from unit k to unit j, so what comes back to unit k is summed over j with the same {Element(w, position, swapped: false)}; this code takes {Element(w, position, swapped: true)}. {Errors(finding)}"
        : $"{Quote(w)} is transposed here: the forward pass demands the other orientation. {Errors(finding)}";

    private static string Element(string w, int? outPosition, bool swapped) => outPosition is null or 0 == !swapped ? w + "[j,k]" : w + "[k,j]";

    private static string Because(ProbeFinding finding) => finding.Cause.Length > 0 ? ": " + finding.Cause : "";

    private static string Errors(ProbeFinding finding) => finding.Errors.IsEmpty
        ? ""
        : "Relative error: " + string.Join(", ", finding.Errors.Select(error => Figure(error.Error) + " " + error.Hypothesis)) + ".";
}
