using RnnLint.Core.Tests.Probing;
using RnnLint.Derivation;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Derivation;

/// <summary>What is true of a cell is let through, and the same with one thing wrong in it is not.</summary>
public class VerifierTests
{
    private static readonly CellEquations Equations = CellEquations.Of(CellAt(3), CellAt(4));

    private readonly Verifier _verifier = new(Equations.Elements);

    private static Equation Line => Equations.Lines.Single(line => line.Of.Kind == QuantityKind.Preactivation);

    private static Equation State => Equations.Lines.Single(line => line.Of.Kind == QuantityKind.State);

    private static Partial Left => new(Line.Left, Free.Member(Line.Of, 1, Free.From));

    private static Formula Entry => Differentiation.OfForwardPass(Equations).Of(Line, Line.Of, 1);

    [Fact]
    public void What_is_true_is_let_through()
    {
        _verifier.Holds([Line.Left, Line.Body]).ShouldBeTrue();
        _verifier.Holds([Left, Entry]).ShouldBeTrue();
        _verifier.Holds([Left, Differentiation.WrittenOut(Entry)]).ShouldBeTrue();
        _verifier.Holds([new Partial(Line.Left, Free.Member(State.Of, 1, Free.From)), Differentiation.Direct(Line, State.Of, 1, keepsDeltas: true), Differentiation.Direct(Line, State.Of, 1, keepsDeltas: false)]).ShouldBeTrue();
        _verifier.Instance([Left, Entry], 2, 0, 1).Sides.Count.ShouldBe(2);
        _verifier.Matrix(Left, Left, Entry, 3).Rows.Count.ShouldBe(3);
    }

    public static TheoryData<string> Mistakes => ["indices of the weight", "unit of the slope", "step of the slope", "slope missing", "slope of another function", "weight missing", "twice"];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_derivative_with_one_mistake_is_not(string mistake)
    {
        var wrong = Wrong(mistake);

        wrong.ShouldNotBe(Entry);
        _verifier.Holds([Left, wrong]).ShouldBeFalse();
        Should.Throw<NotLiftedException>(() => _verifier.Check(new Relation([Left, wrong])));
        Should.Throw<NotLiftedException>(() => _verifier.Instance([Left, wrong], 2, 0, 1));
        Should.Throw<NotLiftedException>(() => _verifier.Matrix(Left, Left, wrong, 2));
    }

    [Fact]
    public void A_sum_with_a_term_too_few_is_not() =>
        _verifier.Holds([Line.Left, Make.Sum(((Plus)Line.Body).Terms.Skip(1))]).ShouldBeFalse();

    [Fact]
    public void A_delta_of_the_wrong_indices_is_not()
    {
        var inner = Differentiation.Direct(Line, State.Of, 1, keepsDeltas: true);
        Formula Exchanged(Formula formula) => formula is Delta delta ? delta with { Second = IndexForm.Of(Free.To) } : Formulas.With(formula, Exchanged);

        _verifier.Holds([new Partial(Line.Left, Free.Member(State.Of, 1, Free.From)), Exchanged(inner)]).ShouldBeFalse();
    }

    /// <summary>Where no point has all of it, nothing was evaluated.</summary>
    [Fact]
    public void What_no_trace_has_is_not() => _verifier.Holds([Free.Member(Line.Of, 99, Free.To), Free.Member(Line.Of, 99, Free.To)]).ShouldBeFalse();

    [Fact]
    public void A_matrix_that_was_made_without_being_evaluated_is_not() =>
        Should.Throw<NotLiftedException>(() => _verifier.Check(new FormulaMatrix(Left, [[Entry]])));

    private static Formula Wrong(string mistake)
    {
        var (weight, slope) = (((Times)Entry).Factors.OfType<Element>().Single(), ((Times)Entry).Factors.OfType<Slope>().Single());
        return mistake switch
        {
            "indices of the weight" => Make.Product(weight with { Indices = [.. weight.Indices.Reverse()] }, slope),
            "unit of the slope" => Make.Product(weight, Formulas.At(slope, Free.From, IndexForm.Of(Free.To))),
            "step of the slope" => Make.Product(weight, Formulas.At(slope, Free.Time, IndexForm.Of([(Free.Time, new Extent(1))], new Extent(1)))),
            "slope missing" => weight,
            "slope of another function" => Make.Product(weight, slope with { Function = Function.Logistic }),
            "weight missing" => slope,
            _ => Make.Product(new Number(2), Entry),
        };
    }

    private static (Cell Cell, Draw Draw) CellAt(int size) => new Draw(size, 6, 1, 0.5) is var draw ? (DrawJudge.CellOf(Run.Trace(new Elman().Run, draw))!, draw) : default;
}
