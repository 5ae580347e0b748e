namespace RnnLint.CodeFixes.Tests;

/// <summary>Wrong programs of many styles, and what becomes of them: RnnLint verifies them, and central differences of their own losses do.</summary>
public class ProgramFixTests
{
    private static readonly int[] Seeds = [1, 2];

    /// <summary>One of every way to keep a matrix and to multiply by it.</summary>
    public static TheoryData<string, string> Transposed => Rows(
        "transposed",
        "Cells/IdentityReluRnn", "Cells/LeakyIntegrator", "Cells/ScaledTanh", "Cells/StackedLayers", "Feedback/Antisymmetric", "Feedback/JordanNetwork", "Feedback/ResidualOverTime",
        "Gated/ChosenCell", "Gated/GruAccumulates", "Gated/GruResetBefore", "Gated/LstmBidirectionalMathNet", "Gated/LstmCoupledFloat", "Gated/LstmMatrixOperators", "Gated/LstmNotebookPort",
        "Jacobians/DenominatorLayout", "Jacobians/InfluenceMatrix", "Jacobians/StepJacobian", "Jacobians/TangentVector", "Jacobians/MathNetProduct",
        "Language/GenericMath", "Language/Iterators", "Language/LinqAggregate", "Language/ParallelFor", "Language/RecordsWith", "Language/RefLocals", "Language/SimdVector",
        "Layers/EncoderDecoder", "Layers/ParameterList", "Libraries/IlgpuTwoDimensions", "Libraries/NumSharpElman", "Libraries/NumericsMatrix4", "Libraries/NumericsPlane", "Libraries/NumericsRows", "Libraries/UnityFloat4",
        "MathNet/GruColumns", "MathNet/InPlaceOverloads", "MathNet/FlatSequenceLayer", "MathNet/NoOperators", "Matrix/ExtensionMethods", "Matrix/GemmFlags", "Matrix/MatrixInterface", "Matrix/OperatorMatrix",
        "Matrix/OutParameters", "Matrix/StaticHelpers", "Matrix/VectorTimesMatrix", "Storage/ColumnMajorBlas", "Storage/EdgeList", "Storage/InputFirst", "Storage/ListsOfLists", "Storage/MemorySlices", "Storage/OneBased",
        "Storage/PackedWithOffsets", "Storage/PointerLeaky", "Storage/SpanKernels", "Storage/StaleTranspose", "Storage/TransposedCopy", "Storage/UnsafePointers",
        "Time/NeuronObjects", "Time/LinkedStates", "Time/SingleStepFields", "Training/Dropout", "Training/ClippedRecurrence");

    public static TheoryData<string, string> Reversed => Rows(
        "reversed",
        "Cells/LeakyIntegrator", "Cells/ScaledTanh", "Feedback/JordanNetwork", "Gated/UpdateGateLocals", "Language/LinqAggregate", "Language/ScanAndFoldBack", "Libraries/NumericsNormals",
        "Matrix/StaticHelpers", "Storage/EdgeList", "Storage/ListsOfLists", "Storage/MemorySlices", "Storage/OneBased", "Traps/RowBatchWithoutTranspose");

    public static TheoryData<string, string> Derivatives => new()
    {
        { "Storage/EdgeList", "sigma-missing" }, { "Storage/ListsOfLists", "sigma-missing" }, { "Storage/MemorySlices", "sigma-missing" }, { "Storage/OneBased", "sigma-missing" },
        { "Time/Recursion", "sigma-missing" }, { "Training/ClippedRecurrence", "sigma-missing" },
        { "Jacobians/AdjointOnly", "sigma-wrong-step" }, { "Gated/UpdateGateLocals", "sigma-wrong-step" }, { "Language/GenericMath", "sigma-wrong-step" },
    };

    [Theory]
    [MemberData(nameof(Transposed))]
    public void A_transposed_matrix_is_set_right(string name, string variant) => Check(ProgramLibrary.Get(name, variant));

    [Theory]
    [MemberData(nameof(Reversed))]
    public void A_reversed_outer_product_is_set_right(string name, string variant) => Check(ProgramLibrary.Get(name, variant));

    [Theory]
    [MemberData(nameof(Derivatives))]
    public void A_fault_of_the_activation_derivative_is_set_right(string name, string variant) => Check(ProgramLibrary.Get(name, variant));

    private static TheoryData<string, string> Rows(string variant, params string[] names)
    {
        var rows = new TheoryData<string, string>();
        foreach (var name in names)
            rows.Add(name, variant);
        return rows;
    }

    private static void Check(ProgramCase program)
    {
        var result = FixedProgram.Of(program);

        var applied = result.Run.Applied.ShouldHaveSingleItem();
        result.Run.Left.ShouldBeEmpty();
        result.Findings.ShouldNotContain(finding => Verdicts.IsShown(finding.Verdict));
        result.Findings.ShouldContain(finding => finding.Verdict == Verdict.Verified && finding.Matrix == applied.Finding.Matrix);
        if (program.Harness is not null && program.Needs is null)
            foreach (var (implemented, numeric) in ProgramRunner.Gradients(program with { Files = result.Files }, Seeds))
                Numeric.RelativeError(implemented, numeric).ShouldBeLessThan(program.SinglePrecision ? 1e-2 : 1e-6, applied.Fix.Title);
        ChangesItsStatementAlone(program, result, applied);
    }

    /// <summary>Only the lines of the edits differ, and of those nothing but what the edits say.</summary>
    private static void ChangesItsStatementAlone(ProgramCase program, FixedProgram result, AppliedFix applied)
    {
        var change = applied.Fix.Changes.ShouldHaveSingleItem();
        var text = change.Tree.GetText();
        var lines = change.Changes.Select(edit => text.Lines.GetLineFromPosition(edit.Span.Start).LineNumber + 1).Distinct().ToArray();
        foreach (var edit in change.Changes)
            text.Lines.GetLineFromPosition(edit.Span.End).LineNumber.ShouldBe(text.Lines.GetLineFromPosition(edit.Span.Start).LineNumber);
        if (change.Changes.All(edit => !edit.NewText!.Contains('\n')))
            result.ChangedLines(change.Tree.FilePath).ShouldBe(lines);
        foreach (var other in program.Files.Where(file => file.Name != change.Tree.FilePath))
            result.TextOf(other.Name).ShouldBe(other.Text);
    }
}
