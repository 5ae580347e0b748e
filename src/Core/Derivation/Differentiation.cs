using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>
/// Differentiates the equations of a cell in index form: chain rule, and a Kronecker delta for every element that is met, which then ends the sum that it
/// stands in. Pre-activations other than the one that is differentiated by are held fixed, as in the identity that the prober checks.
/// </summary>
internal sealed class Differentiation
{
    private const int MostParts = 4_000;

    private readonly Func<Quantity, Equation?> _lineOf;
    private readonly Func<Quantity, bool> _isHeld;
    private int _parts;
    private bool _keepsDeltas;

    private Differentiation(Func<Quantity, Equation?> lineOf, Func<Quantity, bool> isHeld)
    {
        (_lineOf, _isHeld) = (lineOf, isHeld);
    }

    /// <summary>For derivatives by what is made before.</summary>
    public static Differentiation OfForwardPass(CellEquations equations) =>
        new(quantity => equations.FamilyOf(quantity) >= 0 ? equations.LineOf(quantity) : null, quantity => quantity.Kind == QuantityKind.Preactivation);

    /// <summary>For derivatives of cotangents and tangents by each other. What the forward pass has made is given.</summary>
    /// <param name="lineOf">The lines of the backward pass, null for what has none.</param>
    /// <param name="isHeld">True for cotangents and tangents of pre-activations.</param>
    public static Differentiation OfBackwardPass(Func<Quantity, Equation?> lineOf, Func<Quantity, bool> isHeld) => new(lineOf, isHeld);

    /// <summary>
    /// ∂(the left side of <paramref name="line"/>)/∂(element <see cref="Free.From"/> of <paramref name="by"/>, <paramref name="lag"/> steps before), with all else that its right side
    /// names held fixed.
    /// </summary>
    /// <param name="keepsDeltas">True to leave every sum as it is, with the deltas that end it.</param>
    /// <exception cref="NotLiftedException">where it takes something from a fixed step.</exception>
    public static Formula Direct(Equation line, Quantity by, int lag, bool keepsDeltas) => new Differentiation(_ => null, quantity => quantity.Kind is QuantityKind.Preactivation or QuantityKind.State) { _keepsDeltas = keepsDeltas }.Of(line, by, lag);

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
            case Element element when _lineOf(element.Of) is not null || _isHeld(element.Of):
                return OfMember(element, by, lag);
            case Total total:
                return _keepsDeltas ? Make.Sum(total.Over, Of(total.Body, by, lag)) : Sum(total.Over, Of(total.Body, by, lag));
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

        // What lies beyond the step of what is differentiated by is not made of it.
        if (_isHeld(element.Of) || (lag < 0 ? own < lag : own > lag))
            return Formula.Zero;
        return Of(Shifted(_lineOf(element.Of)!, own, element.Indices[2]), by, lag);
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
