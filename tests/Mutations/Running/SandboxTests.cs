using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Running;

public class SandboxTests
{
    [Theory]
    [InlineData("return ([1, 2], [1, 2]);", Proof.Right)]
    [InlineData("return ([1, 2], [1, 3]);", Proof.Wrong)]
    [InlineData("return ([1, 2], [1, 2.0001]);", Proof.Undecided)]
    [InlineData("return ([1, double.NaN], [1, 2]);", Proof.NoAnswer)]
    [InlineData("throw new Exception();", Proof.NoAnswer)]
    [InlineData("while (true) { }", Proof.NoAnswer)]
    [InlineData("Environment.Exit(0); return ([1], [1]);", Proof.NoAnswer)]
    [InlineData("return Gradient(seed);", Proof.NoAnswer)]
    [InlineData("var hoard = new List<double[]>(); while (true) hoard.Add(new double[1 << 20]);", Proof.NoAnswer)]
    [InlineData("System.IO.File.WriteAllText(\"file\", \"text\"); return ([1], [1]);", Proof.NoAnswer)]
    [InlineData("return nothing;", Proof.NoProgram)]
    public void A_program_is_proved_and_another_after_it(string body, Proof proof)
    {
        using var prover = new Prover();

        prover.Prove(Program(body)).ShouldBe(proof);
        prover.Prove(Program("return ([1], [1]);")).ShouldBe(Proof.Right);
    }

    [Fact]
    public void What_is_right_where_matrices_are_symmetric_is_transposed()
    {
        using var prover = new Prover();

        prover.Prove(Program("var w = new double[3, 3]; Numeric.Fill(seed, w); return ([w[1, 2]], [w[2, 1]]);")).ShouldBe(Proof.Transposed);
        prover.Prove(Program("var w = new double[3, 3]; Numeric.Fill(seed, w); return ([w[1, 2]], [2 * w[2, 1]]);")).ShouldBe(Proof.Wrong);
    }

    [Fact]
    public void The_same_gradient_of_another_loss_is_told_from_a_wrong_one()
    {
        using var prover = new Prover();

        prover.Prove(Program("return ([1], [2]);"), Program("return ([1], [1]);")).ShouldBe(Proof.OtherLoss);
    }

    private static Subject Program(string body) => new(
        "Program", [new ProgramFile("Program.cs", "class Empty { }")],
        [ProgramRunner.HarnessFile($"static class Harness {{ public static (double[] implemented, double[] numeric) Gradient(int seed) {{ {body} }} }}")], null, false, CanMirror: true);
}
