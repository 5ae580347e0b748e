namespace RnnLint.Core.Tests.Probing;

public class ElmanTests
{
    private static readonly Draw Smooth = new(3, 4, 7);

    public static TheoryData<string, string, string> Combinations()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var shape in Shapes.Keys)
        {
            foreach (var activation in Enum.GetNames<Activation>())
            {
                foreach (var bug in Enum.GetNames<Bug>())
                    data.Add(shape, activation, bug);
            }
        }
        return data;
    }

    private static readonly Dictionary<string, Elman> Shapes = new()
    {
        ["plain"] = new Elman(),
        ["leaf state"] = new Elman { LeafState = true },
        ["from first"] = new Elman { FromFirst = true },
        ["flat"] = new Elman { Storage = Storage.FlatByRow, LeafState = true },
        ["flat by column"] = new Elman { Storage = Storage.FlatByColumn },
        ["flat from first"] = new Elman { Storage = Storage.FlatByRow, FromFirst = true },
        ["batch"] = new Elman { Batch = 2, LeafState = true },
        ["helper"] = new Elman { SharedHelper = true },
        ["pre-activation"] = new Elman { PreactivationForm = true },
    };

    private static Verdict Expected(Bug bug) => bug switch
    {
        Bug.None => Verdict.Verified,
        Bug.Transposed => Verdict.TransposedRecurrentMatrix,
        Bug.DerivativeMissing or Bug.DerivativeAtWrongStep or Bug.Scaled or Bug.WrongSign => Verdict.WrongActivationDerivative,
        Bug.ReversedOuterProduct => Verdict.ReversedWeightGradient,
        Bug.OneStep => Verdict.TruncatedToOneStep,
        _ => Verdict.UnexplainedGradient,
    };

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Every_fault_is_named_in_every_form(string shape, string activation, string bug)
    {
        var cell = Shapes[shape] with { Activation = Enum.Parse<Activation>(activation), Bug = Enum.Parse<Bug>(bug) };

        var result = Run.Probe(cell.Run);

        result.Recognised.ShouldBeTrue();
        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Matrix?.Name.ShouldBe("W");
        finding.Verdict.ShouldBe(Expected(cell.Bug), finding.Cause + " " + string.Join(" ", finding.Errors));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Faults_are_faults_by_central_differences(string shape, string activation, string bug)
    {
        var cell = Shapes[shape] with { Activation = Enum.Parse<Activation>(activation), Bug = Enum.Parse<Bug>(bug) };

        var error = Run.GradientError(cell.Run, Smooth, "W", "dW");

        if (cell.Bug == Bug.None)
            error.ShouldBeLessThan(1e-6);
        else
            error.ShouldBeGreaterThan(1e-3);
    }
}
