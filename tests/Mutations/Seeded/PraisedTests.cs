using RnnLint.Mutations.Running;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Seeded;

/// <summary>Mutants that are praised though their gradient is wrong: what is praised in them is right, and what is wrong is not what the message names.</summary>
public class PraisedTests
{
    private const string WithoutInputs = "Matrix/BroadcastAndReduce FactorDropped BroadcastAndReduce.cs:100: U * x[t]  ->  (U)";

    /// <summary>With the inputs gone from the forward pass the gradient of U is wrong; that of W, and all that goes back through it, is what it should be.</summary>
    [Fact]
    public void Where_the_input_product_loses_its_input_the_recurrent_matrix_still_gets_its_gradient()
    {
        var mutant = SubjectLibrary.Verified.Where(subject => subject.Name == "Matrix/BroadcastAndReduce").SelectMany(Edits.Of).Single(mutant => mutant.ToString() == WithoutInputs);
        using var prover = new Prover();

        var judged = SeededBugs.Judge(mutant, prover);

        judged.Proof.ShouldBe(Proof.Wrong);
        judged.Outcome.ShouldBe(Outcome.Praised);
        judged.Findings.ShouldAllBe(finding => finding.Matrix == "W" && !finding.Message.Contains("'U'"));
        prover.Prove(OfMatrixAlone(mutant.Program)).ShouldBe(Proof.Right);
    }

    /// <summary>The same program, whose harness asks for the gradient of W only.</summary>
    private static Subject OfMatrixAlone(Subject program) => program with
    {
        Harness = [.. program.Harness.Select(file => file with
        {
            Text = file.Text.Replace("Numeric.Flatten(net.DW, net.DU)", "Numeric.Flatten(net.DW)", StringComparison.Ordinal).Replace(", net.W, net.U))", ", net.W))", StringComparison.Ordinal),
        })],
    };
}
