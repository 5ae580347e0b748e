using System.Reflection;

namespace RnnLint.Core.Tests.MathNet;

/// <summary>The modelled members that are not compared with the library, each with its reason.</summary>
internal static class MathNetExemptions
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["Random"] = "random",
        ["RandomPositiveDefinite"] = "random",
        ["CreateRandom"] = "random",
        ["GetHashCode"] = "a number without a meaning",
        ["ToString"] = "text is left empty",
        ["ToTypeString"] = "text is left empty",
        ["ToVectorString"] = "text is left empty",
        ["ToMatrixString"] = "text is left empty",
    };

    /// <summary>
    /// Where the library's sparse or diagonal storage gives other numbers than the mathematics: searches that see stored numbers only, results
    /// written without clearing, 0/0 left out or not.
    /// </summary>
    private static readonly HashSet<string> StorageQuirks =
    [
        "MaximumIndex", "MinimumIndex", "AbsoluteMaximumIndex", "AbsoluteMinimumIndex", "Maximum", "Minimum", "AbsoluteMaximum", "AbsoluteMinimum",
        "Find2", "At", "MapIndexed", "MapIndexedInplace", "DivideByThis", "PointwiseMultiply", "PointwiseDivide", "PointwisePower", "op_DotDivide", "op_DotHat",
        "Multiply", "LeftMultiply", "TransposeThisAndMultiply", "TransposeAndMultiply", "ConjugateTransposeThisAndMultiply", "ConjugateTransposeAndMultiply",
        "UpperTriangle", "LowerTriangle", "StrictlyUpperTriangle", "StrictlyLowerTriangle", "IsSymmetric", "IsHermitian",
        "SparseDiagonal", "SparseIdentity", "CreateDiagonal",
    ];

    /// <summary>Elimination pivots and rounds in another order than the library's factorizations.</summary>
    private static readonly HashSet<string> Elimination = ["Determinant", "Inverse", "Solve"];

    public static IReadOnlyCollection<string> Names => Reasons.Keys;

    /// <param name="dense">False where sparse and diagonal storage is in play.</param>
    public static string? Reason(MethodBase method, bool dense) =>
        !dense && StorageQuirks.Contains(method.Name) ? "the library's storage shows" : Reasons.GetValueOrDefault(method.Name);

    public static double? Tolerance(MethodBase method) =>
        Elimination.Contains(method.Name) ? 1e-4 : method.Name is "Expm1" or "ExponentialMinusOne" ? 1e-7 : null;
}
