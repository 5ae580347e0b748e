using RnnLint.Derivation;

namespace RnnLint.Core.Tests.Derivation;

public class IndexLifterTests
{
    [Theory]
    [InlineData(3, 3, 4, 4, 0, 1, 0)]
    [InlineData(3, 9, 4, 16, 0, 0, 1)]
    [InlineData(3, 7, 4, 9, 1, 2, 0)]
    [InlineData(3, 5, 4, 5, 5, 0, 0)]
    [InlineData(3, 24, 4, 40, 0, 2, 2)]
    public void The_plainest_extent_through_two_values_is_found(int n, int value, int otherN, int otherValue, int constant, int linear, int square)
    {
        var extent = Extent.Through(n, value, otherN, otherValue);

        extent.ShouldBe(new Extent(constant, linear, square));
        extent!.Value.At(n).ShouldBe(value);
        extent.Value.At(otherN).ShouldBe(otherValue);
    }

    /// <summary>Σ over a bound index of a flat matrix times a vector, whatever the strides, is found again from the numbers of its terms.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 3)]
    [InlineData(true, 2)]
    public void A_sum_over_a_flat_matrix_is_lifted(bool byColumn, int offset)
    {
        Quantity w = new("w", QuantityKind.Matrix), h = new("h", QuantityKind.Given);
        var samples = new List<IndexLifter.Sample>();
        foreach (var n in new[] { 3, 4 })
        {
            for (var j = 0; j < n; j++)
            {
                var terms = Enumerable.Range(0, n).Reverse().Select(k => ConcreteExpression.Product([
                    ConcreteExpression.Leaf("w", [(byColumn ? (k * n) + j : (j * n) + k) + offset]), ConcreteExpression.Leaf("h", [k])]));
                samples.Add(new(n, [j], ConcreteExpression.Sum(terms)));
            }
        }

        var lifted = new IndexLifter(name => name == "w" ? w : h, _ => throw new InvalidOperationException()).Lift([Free.To], samples);

        var total = lifted.ShouldBeOfType<Total>();
        total.Over.Count.ShouldBe(new Extent(0, 1));
        var weight = Formulas.Elements(total).Single(element => element.Of == w).Indices.ShouldHaveSingleItem();
        weight.Offset.ShouldBe(new Extent(offset));
        weight.Terms.Single(term => term.Variable == Free.To).Stride.ShouldBe(byColumn ? new Extent(1) : new Extent(0, 1));
        weight.Terms.Single(term => term.Variable == total.Over).Stride.ShouldBe(byColumn ? new Extent(0, 1) : new Extent(1));
        Formulas.Elements(total).Single(element => element.Of == h).Indices.ShouldHaveSingleItem().Alone.ShouldBe(total.Over);
    }

    [Fact]
    public void Indices_without_a_rule_are_not_lifted()
    {
        int[] scattered = [0, 5, 1];
        var samples = Enumerable.Range(0, 3).Select(j => new IndexLifter.Sample(3, [j], ConcreteExpression.Leaf("w", [scattered[j]]))).ToList();

        Should.Throw<NotLiftedException>(() => new IndexLifter(name => new Quantity(name, QuantityKind.Given), _ => throw new InvalidOperationException()).Lift([Free.To], samples));
    }

    /// <summary>The token of a character model: without a rule, but the same for all units of a step.</summary>
    [Fact]
    public void An_index_that_the_data_choose_at_each_step_is_told_apart()
    {
        int[] tokens = [2, 0, 2, 1];
        var samples = Enumerable.Range(0, 4).SelectMany(t => Enumerable.Range(0, 3).Select(j => new IndexLifter.Sample(3, [t, 0, j], ConcreteExpression.Leaf("U", [j, tokens[t]])))).ToList();

        var lifted = new IndexLifter(name => new Quantity(name, QuantityKind.Given), _ => throw new InvalidOperationException()).Lift([Free.Time, Free.Item, Free.To], samples).ShouldBeOfType<Element>();

        lifted.Indices[0].Alone.ShouldBe(Free.To);
        for (var t = 0; t < 4; t++)
            lifted.Indices[1].At(new IndexPoint(t, 0, 0, 0), 3).ShouldBe(tokens[t]);
    }

    [Fact]
    public void A_delta_leaves_one_term_of_its_sum()
    {
        var over = new IndexVariable(IndexKind.Bound, new Extent(0, 1));
        var w = new Element(new Quantity("w", QuantityKind.Matrix), [IndexForm.Of(Free.To), IndexForm.Of(over)]);

        var kept = Differentiation.Sum(over, Make.Product(w, new Delta(IndexForm.Of(over), IndexForm.Of(Free.From))));

        kept.ShouldBe(new Element(w.Of, [IndexForm.Of(Free.To), IndexForm.Of(Free.From)]));
    }

    [Fact]
    public void The_derivative_of_every_function_is_its_slope()
    {
        foreach (var function in new[] { Function.Logistic, Function.Tanh, Function.Exp, Function.Log, Function.Sqrt, Function.Cbrt, Function.Sinh, Function.Cosh, Function.Sin, Function.Cos, Function.Tan, Function.Asin, Function.Acos, Function.Atan })
        {
            const double At = 0.3, Step = 1e-5;
            var numeric = (function.At(At + Step) - function.At(At - Step)) / (2 * Step);

            function.SlopeAt(At).ShouldBe(numeric, 1e-8, function.Name);
            Value(function.Derivative(new Number(At))).ShouldBe(function.SlopeAt(At), 1e-12, function.Name);
        }
    }

    private static double Value(Formula formula) => formula switch
    {
        Number number => number.Value,
        Plus plus => plus.Terms.Sum(Value),
        Times times => times.Factors.Aggregate(1.0, (product, factor) => product * Value(factor)),
        Quotient quotient => Value(quotient.Over) / Value(quotient.Under),
        Raised raised => Math.Pow(Value(raised.Base), Value(raised.Exponent)),
        Applied applied => applied.Function.At(Value(applied.Argument)),
        _ => throw new ArgumentException("no number", nameof(formula)),
    };
}
