using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>
/// Differentiates the equations of a cell in index form: chain rule, and a Kronecker delta for every element that is met, which then ends the sum that it
/// stands in. Pre-activations other than the one that is differentiated by are held fixed, as in the identity that the prober checks.
/// </summary>
internal sealed class Differentiation(CellEquations equations)
{
    private const int MostParts = 4_000;

    private int _parts;

    /// <summary>∂(the left side of <paramref name="line"/>)/∂(element <see cref="Free.From"/> of <paramref name="by"/>, <paramref name="lag"/> steps before).</summary>
    /// <exception cref="NotLiftedException">where it gets too large, or goes by way of a fixed step.</exception>
    public Formula Of(Equation line, Quantity by, int lag)
    {
        _parts = 0;
        return Of(line.Body, by, lag);
    }

    private Formula Of(Formula formula, Quantity by, int lag)
    {
        if (++_parts > MostParts)
            throw new NotLiftedException("its derivative has too many terms");
        switch (formula)
        {
            case Element element when equations.FamilyOf(element.Of) >= 0:
                return OfMember(element, by, lag);
            case Total total:
                return Sum(total.Over, Of(total.Body, by, lag));
            case Plus plus:
                return Make.Sum(plus.Terms.Select(term => Of(term, by, lag)));
            case Times times:
                return Make.Sum(times.Factors.Select((factor, i) => Of(factor, by, lag) is { IsZero: false } own ? Make.Product(times.Factors.Select((other, j) => j == i ? own : other)) : Formula.Zero));
            case Quotient quotient:
                Formula over = Of(quotient.Over, by, lag), under = Of(quotient.Under, by, lag);
                return Make.Sum(
                    Make.Divide(over, quotient.Under),
                    Make.Negate(Make.Divide(Make.Product(quotient.Over, under), new Raised(quotient.Under, new Number(2)))));
            case Raised { Exponent: Number exponent } raised:
                var basis = Of(raised.Base, by, lag);
                return basis.IsZero ? basis : Make.Product(exponent, exponent.Value == 2 ? raised.Base : new Raised(raised.Base, new Number(exponent.Value - 1)), basis);
            case Raised raised:
                return Of(raised.Base, by, lag).IsZero && Of(raised.Exponent, by, lag).IsZero ? Formula.Zero : throw new NotLiftedException("it raises one number to the power of another");
            case Applied applied:
                return Of(applied.Argument, by, lag) is { IsZero: false } inner ? Make.Product(new Slope(applied.Function, applied.Argument), inner) : Formula.Zero;
            default:
                return Formula.Zero;
        }
    }

    private Formula OfMember(Element element, Quantity by, int lag)
    {
        var own = Free.Lag(element) ?? throw new NotLiftedException("it takes something from a fixed step");
        if (element.Indices[1].Alone != Free.Item)
            throw new NotLiftedException("it mixes the items of a batch");
        if (element.Of == by && own == lag)
            return new Delta(element.Indices[2], IndexForm.Of(Free.From));
        if (element.Of.Kind == QuantityKind.Preactivation || own > lag)
            return Formula.Zero;
        var line = equations.LineOf(element.Of);
        return Of(Shifted(line, own, element.Indices[2]), by, lag);
    }

    /// <summary>The right side of a line some steps before, for another unit.</summary>
    private static Formula Shifted(Equation line, int lag, IndexForm unit) =>
        Formulas.At(Formulas.At(Fresh(line.Body), Free.Time, IndexForm.Of([(Free.Time, new Extent(1))], new Extent(-lag))), Free.To, unit);

    /// <summary>With bound indices of its own.</summary>
    private static Formula Fresh(Formula formula)
    {
        if (formula is not Total total)
            return Formulas.With(formula, Fresh);
        var over = new IndexVariable(IndexKind.Bound, total.Over.Count);
        return Make.Sum(over, Formulas.At(Fresh(total.Body), total.Over, IndexForm.Of(over)));
    }

    /// <summary>A sum, in which a delta of its index leaves one term.</summary>
    public static Formula Sum(IndexVariable over, Formula body)
    {
        if (body is Plus plus)
            return Make.Sum(plus.Terms.Select(term => Sum(over, term)));
        var factors = body is Times times ? times.Factors : new List<Formula> { body };
        foreach (var delta in factors.OfType<Delta>())
        {
            var other = delta.First.Alone == over ? delta.Second : delta.Second.Alone == over ? delta.First : null;
            if (other is not null && !other.Mentions(over))
                return Formulas.At(Make.Product(factors.Where(factor => factor != delta)), over, other);
        }

        return Make.Sum(over, body);
    }

    /// <summary>With every σ′ written out.</summary>
    public static Formula WrittenOut(Formula formula) => formula is Slope slope ? slope.Function.Derivative(slope.Argument) : Formulas.With(formula, WrittenOut);
}
