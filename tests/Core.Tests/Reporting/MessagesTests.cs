using RnnLint.Core.Tests.Probing;
using RnnLint.Core.Tests.Programs;
using RnnLint.Reporting;
using RnnLint.Tracing;

namespace RnnLint.Core.Tests.Reporting;

/// <summary>What a reader is told, word by word: a changed sentence is a change that users see.</summary>
public class MessagesTests
{
    [Fact]
    public void A_transposed_matrix_is_told_by_its_indices() =>
        Message(Verdict.TransposedRecurrentMatrix, outPosition: 1, errors: [("as written", 0.917), ("recurrent matrix transposed", 1e-16)]).ShouldBe(
            "'W' is transposed here. In the forward pass W[k,j] leads from unit k to unit j, so what comes back to unit k is summed over j with the same W[k,j]; this code takes W[j,k]. "
            + "Relative error against the forward pass's derivative: 0.92 as written, 0 with W transposed there.");

    [Fact]
    public void Where_the_indices_are_the_codes_own_rows_and_columns_tell() =>
        Message(Verdict.TransposedRecurrentMatrix, errors: [("as written", 0.917), ("recurrent matrix transposed", 0)]).ShouldBe(
            "'W' is transposed here. What comes back to unit k must be summed over the weights that lead from k to the units j in the forward pass; this code takes those that lead from j to k: "
            + "a row of W where a column belongs, or the reverse. Relative error against the forward pass's derivative: 0.92 as written, 0 with W transposed there.");

    [Theory]
    [InlineData(0, "what belongs to W[j,k], which leads from unit k to unit j in the forward pass, is stored for W[k,j]")]
    [InlineData(1, "what belongs to W[k,j], which leads from unit k to unit j in the forward pass, is stored for W[j,k]")]
    [InlineData(null, "what belongs to the weight from unit k to unit j is stored for the one from j to k, rows for columns")]
    public void A_transposed_gradient_quotes_its_own_error_alone(int? outPosition, string said) =>
        Message(Verdict.ReversedWeightGradient, outPosition, errors: [("as written", 0), ("weight gradient as written", 1.2), ("weight gradient reversed", 0)])
            .ShouldBe($"The gradient of 'W' is transposed: {said}. Relative error of the weight gradient: 1.2 as written, 0 transposed.");

    [Fact]
    public void A_norm_of_the_transpose_is_harmless_because_of_the_bound() =>
        Message(Verdict.HarmlessTranspose).ShouldEndWith("a bound by ‖W‖ holds all the same, because ‖Wᵀ‖ = ‖W‖.");

    [Fact]
    public void A_hypothesis_that_could_not_be_tried_is_left_out() =>
        Message(Verdict.UnexplainedGradient, errors: [("as written", 2), ("recurrent matrix transposed", double.NaN)]).ShouldBe(
            "The gradient of 'W', or what goes back through it, is not the forward pass's: no single mistake explains it. Relative error against the forward pass's derivative: 2 as written.");

    [Fact]
    public void Right_code_is_told_of_both_gradients() =>
        Message(Verdict.Verified, errors: [("as written", 1e-15), ("weight gradient as written", 1e-15)]).ShouldBe(
            "What is carried from step to step through 'W' is the forward pass's exact derivative (relative error 0), and so is its weight gradient (0).");

    [Fact]
    public void A_right_matrix_does_not_answer_for_another_ones_error()
    {
        var findings = Run.Probe(GatedCells.Lstm(Bug.Transposed, fused: false)).Findings.Select(ReportWriter.OwnErrors).ToList();

        var right = findings.FindAll(finding => finding.Verdict == Verdict.Verified);
        right.Count.ShouldBe(3);
        right.ShouldAllBe(finding => Messages.Of(finding).EndsWith("the error of this cell is at another matrix.", StringComparison.Ordinal) && finding.Errors.IsEmpty);
        Messages.Of(findings.Find(finding => finding.Verdict == Verdict.TransposedRecurrentMatrix)!).ShouldContain("0 with Uf transposed there");
    }

    /// <summary>An index that only chooses a matrix among several is none of the matrix's own two.</summary>
    [Theory]
    [InlineData("double[][,]", "w[0][j, k]", "[to, from]")]
    [InlineData("double[][,]", "w[0][k, j]", "[from, to]")]
    [InlineData("double[,,]", "w[0, j, k]", "[to, from]")]
    [InlineData("double[,,]", "w[j, k, 0]", "[to, from]")]
    [InlineData("double[,,]", "w[k, 0, j]", "[from, to]")]
    public void The_convention_is_that_of_the_matrix_itself(string type, string element, string convention) =>
        Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Rnn.cs", Layered.Replace("TYPE", type, StringComparison.Ordinal).Replace("ELEMENT", element, StringComparison.Ordinal))]))
            .ShouldHaveSingleItem().Evidence["convention"].ShouldBe(convention);

    private const string Layered = """
        public class Rnn(TYPE w, int n)
        {
            public double[] Cotangent(double[][] u, double[] last)
            {
                var x = new double[u.Length + 1][];
                x[0] = new double[n];
                for (int t = 1; t <= u.Length; t++)
                {
                    x[t] = (double[])u[t - 1].Clone();
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++)
                            x[t][j] += ELEMENT * System.Math.Tanh(x[t - 1][k]);
                }

                for (int t = u.Length; t > 0; t--)
                {
                    var before = new double[n];
                    for (int k = 0; k < n; k++)
                    {
                        for (int j = 0; j < n; j++)
                            before[k] += ELEMENT * last[j];
                        var a = System.Math.Tanh(x[t - 1][k]);
                        before[k] *= 1 - a * a;
                    }

                    last = before;
                }

                return last;
            }
        }
        """;

    private static string Message(Verdict verdict, int? outPosition = null, params (string Hypothesis, double Error)[] errors) => Messages.Of(new ProbeFinding(verdict)
    {
        Matrix = new LeafGroup("W", LeafGroupKind.Storage),
        OutPosition = outPosition,
        Errors = [.. errors.Select(error => new HypothesisError(error.Hypothesis, error.Error))],
    });
}
