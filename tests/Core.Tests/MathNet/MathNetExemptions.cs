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
        ["Uniform"] = "random",
        ["Standard"] = "random",
        ["Normal"] = "random",
        ["GetHashCode"] = "a number without a meaning",
        ["ToString"] = "text is left empty",
        ["ToTypeString"] = "text is left empty",
        ["ToVectorString"] = "text is left empty",
        ["ToMatrixString"] = "text is left empty",
        ["Cholesky"] = "opaque",
        ["LU"] = "opaque",
        ["QR"] = "opaque",
        ["GramSchmidt"] = "opaque",
        ["Svd"] = "opaque",
        ["Evd"] = "opaque",
        ["PseudoInverse"] = "opaque",
        ["ConditionNumber"] = "opaque",
        ["Rank"] = "opaque",
        ["Nullity"] = "opaque",
        ["Kernel"] = "opaque",
        ["Range"] = "opaque",
        ["SolveIterative"] = "opaque",
        ["TrySolveIterative"] = "opaque",
        ["PermuteRows"] = "opaque",
        ["PermuteColumns"] = "opaque",
    };

    /// <summary>
    /// Where the library's sparse or diagonal storage gives other numbers than the mathematics: searches that see stored numbers only, results
    /// written without clearing, 0/0 left out or not. Dense storage is compared.
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

    /// <summary>Members of vectors, matrices and builders that nothing is known of.</summary>
    public static readonly string[] Unmodelled =
    [
        "DenseVector.Parse", "DenseVector.TryParse", "MatrixBuilder`1.IterativeSolverStopCriteria", "MatrixBuilder`1.OfStorage",
        "MatrixBuilder`1.SparseFromCompressedSparseColumnFormat", "MatrixBuilder`1.SparseFromCompressedSparseRowFormat",
        "MatrixBuilder`1.SparseFromCoordinateFormat", "Matrix`1.ToMatrixStringArray", "Matrix`1.get_Storage", "SparseVector.Parse",
        "SparseVector.TryParse", "VectorBuilder`1.OfStorage", "Vector`1.ToVectorStringArray", "Vector`1.get_Storage",
    ];

    /// <param name="dense">False where sparse and diagonal storage is in play.</param>
    public static string? Reason(MethodBase method, bool dense) =>
        !dense && StorageQuirks.Contains(method.Name) ? "the library's storage shows" : Reasons.GetValueOrDefault(method.Name);

    /// <summary>Why a modelled member of this type has no comparison.</summary>
    public static string? Reason(string type, string member) =>
        type.Contains(".Distributions.") || type.Contains(".Random.") ? "random"
        : type.EndsWith(".Control", StringComparison.Ordinal) ? "settings"
        : (type + "." + member).Contains("Matrix.L2Norm") || (type + "." + member).Contains("Matrix`1.L2Norm") ? "opaque"
        : type.EndsWith("DiagonalMatrix", StringComparison.Ordinal) && member == "OfArray" ? "no random array is diagonal"
        : type.EndsWith("SparseMatrix", StringComparison.Ordinal) && member == "KroneckerProduct" ? "no random result has the size of a Kronecker product"
        : (type.Contains(".Sparse") || type.Contains(".Diagonal")) && StorageQuirks.Contains(member) ? "the library's storage shows"
        : member is "SparseDiagonal" or "SparseIdentity" ? "the library fills them wrongly where they are not square"
        : Reasons.GetValueOrDefault(member);

    /// <summary>Modelled names that reflection does not show: of interfaces, of System.Random, and the products of storages and ways to fill them.</summary>
    public static bool IsHidden(string type, string member) =>
        member is "GetEnumerator" or "Contains" or "IndexOf" or "System.ICloneable.Clone" or "NextDouble" or "OfMatrixArray"
        || type.EndsWith("Builder`1", StringComparison.Ordinal) || type.EndsWith(".CreateMatrix", StringComparison.Ordinal) || type.EndsWith(".CreateVector", StringComparison.Ordinal);

    public static double? Tolerance(MethodBase method) =>
        Elimination.Contains(method.Name) ? 1e-4 : method.Name is "Expm1" or "ExponentialMinusOne" ? 1e-7 : null;
}
