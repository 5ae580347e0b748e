using RnnLint.Core.Tests.Programs;
using RnnLint.Derivation;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Derivation;

/// <summary>All formulas of a derivation were evaluated against the trace when it was made; these tests hold that there is one, and what it says.</summary>
public class ExplanationTests
{
    private static readonly Lazy<IReadOnlyList<CellReport>> Samples = new(() => Reports(SampleLibrary.All.Select(sample => sample.File)));

    public static TheoryData<string> SampleNames => SampleLibrary.Names(_ => true);

    public static TheoryData<string> TransposedSamples => SampleLibrary.Names(expected => expected.Rule == "RNN0001");

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Every_sample_has_all_ten_steps(string name)
    {
        var explanation = Of(name);

        explanation.Obstacle.ShouldBeNull();
        explanation.Steps.Select(step => step.Kind).ShouldBe(Enum.GetValues<StepKind>());
        explanation.Steps.ShouldAllBe(step => step.Blocks.Count > 0);
        explanation.Steps[0].Sites.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(TransposedSamples))]
    public void A_transposed_matrix_shows_in_the_lifted_backward_pass(string name)
    {
        var step = Of(name).Steps.Single(step => step.Kind == StepKind.Code);

        step.Blocks.OfType<Relation>().ShouldNotBeEmpty();
        step.Sites.ShouldNotBeEmpty();
        PlainText.Write(new([step], null)).ShouldContain("have changed places");
    }

    /// <summary>What the discussion of equation 5 says, claim by claim.</summary>
    [Theory]
    [InlineData(StepKind.Forward, "x⁽ᵗ⁾[j] = Σₖ W[j,k]·h⁽ᵗ⁻¹⁾[k] + B[j]")]
    [InlineData(StepKind.Forward, "row j of W holds the weights of all connections into that unit")]
    [InlineData(StepKind.Activation, "∂h⁽ᵗ⁾[k]/∂x⁽ᵗ⁾[k] = σ′(x⁽ᵗ⁾[k]) = σ(x⁽ᵗ⁾[k])·(1 − σ(x⁽ᵗ⁾[k]))")]
    [InlineData(StepKind.Inner, "∂x⁽ᵗ⁾[j]/∂h⁽ᵗ⁻¹⁾[k] = Σₗ W[j,l]·δ[l,k] = W[j,k]")]
    [InlineData(StepKind.Chain, "∂x⁽ᵗ⁾[j]/∂x⁽ᵗ⁻¹⁾[k] = W[j,k]·σ′(x⁽ᵗ⁻¹⁾[k])")]
    [InlineData(StepKind.Jacobian, "⎛ W[0,0]·σ′(x⁽ᵗ⁻¹⁾[0]) W[0,1]·σ′(x⁽ᵗ⁻¹⁾[1]) ⎞")]
    [InlineData(StepKind.Entry, "How unit 0 now depends on unit 1 one step ago is set by W[0,1]")]
    [InlineData(StepKind.Entry, "That is sensible")]
    [InlineData(StepKind.Code, "the code takes W[k,j] where the forward pass demands W[j,k]")]
    [InlineData(StepKind.Layout, "∂x⁽ᵗ⁾[k]/∂x⁽ᵗ⁻¹⁾[j] = W[k,j]·σ′(x⁽ᵗ⁻¹⁾[j])")]
    [InlineData(StepKind.Layout, "is an entry of neither")]
    [InlineData(StepKind.Backward, "x̂⁽ᵗ⁻¹⁾[k] = σ′(x⁽ᵗ⁻¹⁾[k])·Σₗ W[l,k]·x̂⁽ᵗ⁾[l]")]
    [InlineData(StepKind.Backward, "into the product with a cotangent, not into the Jacobian itself")]
    [InlineData(StepKind.Consequences, "‖W‖ = ‖Wᵀ‖")]
    public void Equation_5_is_taken_apart_as_in_the_discussion_of_it(StepKind kind, string claim)
    {
        var step = Of("SeedJacobianAsPrinted").Steps.Single(step => step.Kind == kind);

        OnOneLine(PlainText.Write(new([step], null))).ShouldContain(claim);
    }

    /// <summary>A sum that several statements add to has all of them for its places, in the order in which they add.</summary>
    [Theory]
    [InlineData("SeedRnnTransposed", "sum += W[j, k] * Sigma(x[t - 1][k])", "sum += Win[j, k] * u[t - 1][k]")]
    [InlineData("SeedJacobianAsPrinted", "x[j] += W[j, k] * Sigma(previous[k])")]
    public void Every_statement_of_a_sum_is_shown(string sample, params string[] statements)
    {
        var shown = Of(sample).Steps.Single(step => step.Kind == StepKind.Forward).Sites.Select(site => site.Syntax.ToString().TrimEnd(';')).ToList();

        shown.Where(statements.Contains).ShouldBe(statements);
    }

    /// <summary>Other faults than a transposed matrix are told of index by index, too.</summary>
    [Theory]
    [InlineData("SigmaMissing", "∂dx⁽ᵗ⁻¹⁾[k]/∂dx⁽ᵗ⁾[j] = W[j,k]")]
    [InlineData("SigmaMissing", "∂x⁽ᵗ⁾[j]/∂x⁽ᵗ⁻¹⁾[k] = W[j,k]·tanh′(x⁽ᵗ⁻¹⁾[k])")]
    [InlineData("SigmaMissing", "The code lacks the factor tanh′(x⁽ᵗ⁻¹⁾[k])")]
    [InlineData("SigmaAtTheWrongStep", "which is the same one step later")]
    [InlineData("OuterProductReversed", "∂x⁽ᵗ⁾[j]/∂W[j,k] = h⁽ᵗ⁻¹⁾[k]")]
    [InlineData("OuterProductReversed", "for the opposite weight, W[k,j]")]
    [InlineData("OneStepOnly", "in the forward pass, and nowhere else")]
    public void A_fault_is_told_of_index_by_index(string sample, string claim) =>
        OnOneLine(PlainText.Write(new([Of(sample).Steps.Single(step => step.Kind == StepKind.Code)], null))).ShouldContain(claim);

    [Theory]
    [InlineData("SeedRnnTransposed")]
    [InlineData("SeedJacobianAsPrinted")]
    [InlineData("SigmaMissing")]
    public void The_angle_between_the_gradients_is_measured_over_many_steps(string sample)
    {
        var table = Of(sample).Steps.Single(step => step.Kind == StepKind.Consequences).Blocks.OfType<DriftTable>().Single();

        table.Rows.Select(row => row.Steps).ShouldBe([1, 2, 5, 10, 20]);
        table.Rows.ShouldAllBe(row => row.Angle > 0.1 && row.Angle <= 180);
        table.Figures.Rows.Select(row => row[0]).ShouldBe(["1", "2", "5", "10", "20"]);
    }

    [Theory]
    [InlineData("SeedRnnRight")]
    [InlineData("SeedJacobianRight")]
    public void There_is_no_angle_in_right_code(string sample)
    {
        var table = Of(sample).Steps.Single(step => step.Kind == StepKind.Consequences).Blocks.OfType<DriftTable>().Single().Figures;

        table.Rows.Count.ShouldBeGreaterThan(1);
        table.Rows.ShouldAllBe(row => row[1] == "0°" && row[2] == "1");
    }

    /// <summary>Each gate has an equation of its own, and so has the cell state, which no matrix multiplies.</summary>
    [Fact]
    public void An_lstm_has_a_line_for_each_gate_and_each_state()
    {
        var explanation = Reports(ProgramLibrary.Get("Gated/LstmSeparate", ProgramCase.AsWritten).Files).Select(report => report.Explanation.Value).First(one => one.Obstacle is null);

        var lines = explanation.Steps[0].Blocks.OfType<Relation>().ToList();
        lines.Count.ShouldBe(6);
        explanation.Steps.Single(step => step.Kind == StepKind.Chain).Blocks.OfType<Relation>().Count().ShouldBe(4);
    }

    /// <summary>What goes back through a cell state, a leak or an update gate passes no matrix. It has a line of its own, and the cotangents are written in it.</summary>
    [Theory]
    [InlineData("Gated/LstmSeparate", "dc")]
    [InlineData("Gated/LstmMathNet", "dc")]
    [InlineData("Gated/GruAccumulates", "before")]
    public void What_goes_back_past_the_matrices_has_a_line_too(string program, string name)
    {
        var explanation = Reports(ProgramLibrary.Get(program, ProgramCase.AsWritten).Files).Select(report => report.Explanation.Value).First(one => one.Obstacle is null);

        var lines = explanation.Steps.Single(step => step.Kind == StepKind.Code).Blocks.OfType<Relation>().ToList();
        var line = lines.Single(relation => ((Element)relation.Sides[0]).Of.Name.StartsWith(name, StringComparison.Ordinal));
        var carried = ((Element)line.Sides[0]).Of;
        Formulas.Elements(line.Sides[1]).Count(element => element.Of == carried && Free.Lag(element) == 0).ShouldBe(1);
        lines.ShouldContain(relation => relation != line && Formulas.Elements(relation.Sides[1]).Any(element => element.Of == carried));
    }

    [Fact]
    public void Names_of_the_code_cannot_become_markup()
    {
        const string Source = """
            using System;
            class Größe_Netz
            {
                double[,] W_hh = new double[4, 4];
                double[,] dW_hh = new double[4, 4];
                double[][] zustände;
                public void Forward(double[][] eingabe)
                {
                    zustände = new double[eingabe.Length + 1][];
                    zustände[0] = new double[4];
                    for (int t = 0; t < eingabe.Length; t++)
                    {
                        zustände[t + 1] = new double[4];
                        for (int i = 0; i < 4; i++)
                        {
                            double _s_ = eingabe[t][i];
                            for (int j = 0; j < 4; j++) _s_ += W_hh[i, j] * zustände[t][j];
                            zustände[t + 1][i] = Math.Tanh(_s_);
                        }
                    }
                }
                public void Backward(double[][] fehler)
                {
                    double[] d = new double[4];
                    for (int t = fehler.Length - 1; t >= 0; t--)
                    {
                        double[] next = new double[4];
                        for (int i = 0; i < 4; i++)
                        {
                            double δ = (d[i] + fehler[t][i]) * (1 - zustände[t + 1][i] * zustände[t + 1][i]);
                            for (int j = 0; j < 4; j++) { dW_hh[i, j] += δ * zustände[t][j]; next[j] += W_hh[i, j] * δ; }
                        }
                        d = next;
                    }
                }
            }
            """;
        var explanation = Reports([new ProgramFile("Größe.cs", Source)]).Select(report => report.Explanation.Value).First(one => one.Obstacle is null);

        var markdown = MarkdownText.Write(explanation);
        markdown.ShouldContain(@"\text{W\_hh}_{j,k}");
        markdown.ShouldContain("`W_hh`");
        markdown.ShouldContain(@"\text{\_s\_}");
        markdown.ShouldContain(@"\text{zustände}");
        PlainText.Write(explanation).ShouldContain("_s_⁽ᵗ⁾[j] = ");
    }

    internal static Explanation Of(string sample) => ReportOf(sample).Explanation.Value;

    internal static CellReport ReportOf(string sample) => Samples.Value
        .First(report => report.Findings.Any(finding => Path.GetFileNameWithoutExtension(finding.Location.SourceTree!.FilePath) == sample && finding.Verdict != Verdict.NotProbed));

    private static string OnOneLine(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    internal static IReadOnlyList<CellReport> Reports(IEnumerable<ProgramFile> files)
    {
        var compilation = ProgramRunner.Compile(files);
        var analysis = new CellAnalysis(compilation);
        return [.. Verdicts.Types(compilation.Assembly.GlobalNamespace).SelectMany(type => analysis.Analyze(type, CancellationToken.None))];
    }
}

internal static class ExplanationBlocks
{
    public static IReadOnlyList<T> Blocks<T>(this Explanation explanation) => [.. explanation.Steps.SelectMany(step => step.Blocks).OfType<T>()];
}
