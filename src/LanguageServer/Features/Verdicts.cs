using RnnLint.Probing;

namespace RnnLint.LanguageServer.Features;

/// <summary>Verdicts in a word or two.</summary>
internal static class Verdicts
{
    public static string Short(Verdict verdict) => verdict switch
    {
        Verdict.Verified => "Verified",
        Verdict.NotProbed => "Not probed",
        Verdict.HarmlessTranspose => "Transposed, but harmlessly",
        Verdict.TruncatedToOneStep => "Truncated",
        _ => "Wrong",
    };

    /// <summary>What a lens above a backward pass says.</summary>
    public static string Lens(CellFinding finding)
    {
        var matrix = finding.Matrix.Length == 0 ? "the recurrent matrix" : finding.Matrix;
        return finding.Verdict switch
        {
            Verdict.Verified => "∂h⁽ᵗ⁾/∂h⁽ᵗ⁻¹⁾ verified" + (finding.Evidence.TryGetValue("error: as written", out var error) ? ", error " + error : ""),
            Verdict.TransposedRecurrentMatrix => $"{matrix} is transposed",
            Verdict.WrongActivationDerivative => "σ′ is wrong: " + finding.Cause,
            Verdict.ReversedWeightGradient => $"the gradient of {matrix} is transposed",
            Verdict.UnexplainedGradient => $"the gradient through {matrix} is wrong",
            Verdict.HarmlessTranspose => $"{matrix} is transposed, but only a norm is taken",
            Verdict.TruncatedToOneStep => $"the gradient never goes back through {matrix}",
            _ => "not probed: " + finding.Cause,
        };
    }
}
