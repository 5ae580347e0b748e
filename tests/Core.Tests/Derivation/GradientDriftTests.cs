using RnnLint.Core.Tests.Programs;
using RnnLint.Derivation;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Core.Tests.Derivation;

/// <summary>What is carried over many steps by lines in index form is what a trace of so many steps carries.</summary>
public class GradientDriftTests
{
    private const double SameDegrees = 1e-4, Same = 1e-7;

    public static TheoryData<string> CarriedSamples => ["SeedRnnTransposed", "FlatTransposed", "SpanTransposed", "RectangularTransposed", "BatchRnnTransposed", "CharacterRnnTransposed", "MathNetRowTransposed", "SigmaMissing", "SigmaAtTheWrongStep"];

    [Theory]
    [MemberData(nameof(CarriedSamples))]
    public void Of_a_sample_lines_carry_what_a_long_trace_carries(string sample) => AgreesWithTrace(ExplanationTests.ReportOf(sample).Probe!.Retrace!);

    /// <summary>A cell state, a leak, a gate that lets the state through: what goes back past the matrices too.</summary>
    [Theory]
    [InlineData("Gated/LstmSeparate")]
    [InlineData("Gated/GruAccumulates")]
    [InlineData("Cells/LeakyIntegrator")]
    public void What_goes_past_the_matrices_is_carried_too(string program) => AgreesWithTrace(Retrace(ProgramLibrary.Get(program, "transposed").Files));

    private static Func<Draw, Trace?> Retrace(IEnumerable<ProgramFile> files) => ExplanationTests.Reports(files).Select(report => report.Probe).First(probe => probe is { Retrace: not null } && probe.Findings.Any(finding => finding.Verdict is not (Verdict.NotProbed or Verdict.Verified)))!.Retrace!;

    private static void AgreesWithTrace(Func<Draw, Trace?> retrace)
    {
        Draw smaller = new(3, 6, 1), larger = new(4, 6, 2);
        var equations = CellEquations.Of((CellAt(smaller), smaller), (CellAt(larger), larger));
        var backward = new BackwardEquations(equations, equations.Elements, new Verifier(equations.Elements));

        // Cells whose first steps have lines of their own are taken on for longer.
        var lengths = new[] { GradientDrift.ManySteps, GradientDrift.ManySteps + CellFamilies.FirstWhole };
        var carried = lengths.Select(length => (Length: length, Drift: GradientDrift.OfLines(equations, backward, length))).First(one => one.Drift is not null);
        var longer = CellAt(smaller with { Steps = carried.Length });
        var traced = GradientDrift.Of(longer, PassComparison.Of(longer).Identity);

        traced.Select(one => one.Steps).ShouldBe([1, 2, 5, 10, 20]);
        carried.Drift!.Select(one => one.Steps).ShouldBe(traced.Select(one => one.Steps));
        foreach (var (one, other) in carried.Drift!.Zip(traced))
        {
            one.Angle.ShouldBe(other.Angle, SameDegrees);
            one.Ratio.ShouldBe(other.Ratio, Same * other.Ratio);
        }

        traced[^1].Angle.ShouldBeGreaterThan(1);

        Cell CellAt(Draw draw) => DrawJudge.CellOf(retrace(draw)!)!;
    }
}
