using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>What the elements of quantities are in numbers.</summary>
internal interface IElementValues
{
    /// <summary>n.</summary>
    int Size { get; }

    /// <returns>NaN for what there is not.</returns>
    double Of(Quantity quantity, IReadOnlyList<int> indices);

    /// <summary>∂(an element of <paramref name="of"/>)/∂(an element of <paramref name="by"/>).</summary>
    /// <returns>NaN where there is none of either.</returns>
    double Derivative(Quantity of, IReadOnlyList<int> indices, Quantity by, IReadOnlyList<int> byIndices);
}

/// <summary>The value of a formula at one point: for one unit, item and step.</summary>
internal sealed class Evaluator(IElementValues elements)
{
    private IndexPoint _at = new(0, 0, 0, 0);

    /// <returns>NaN where something that the formula has is not there.</returns>
    public double At(Formula formula, IndexPoint point)
    {
        _at = point;
        return Value(formula);
    }

    /// <summary>Tells of each element in the formula, as often as it stands there, and of the formula's derivative by it there; the rest of the formula is held fixed.</summary>
    /// <param name="isAsked">The quantities that are told of.</param>
    /// <param name="tell">Gets the quantity, the element's indices and the derivative.</param>
    public void Differentiate(Formula formula, IndexPoint point, Func<Quantity, bool> isAsked, Action<Quantity, int[], double> tell)
    {
        _at = point;
        Derivatives(formula, 1, isAsked, tell);
    }

    /// <param name="outer">The derivative of the whole by <paramref name="formula"/>.</param>
    private void Derivatives(Formula formula, double outer, Func<Quantity, bool> isAsked, Action<Quantity, int[], double> tell)
    {
        switch (formula)
        {
            case Element element when isAsked(element.Of):
                tell(element.Of, Indices(element), outer);
                break;
            case Total total when Has(total.Body, isAsked):
                _at.Enter(total.Over);
                for (var i = 0; i < total.Over.Count.At(elements.Size); i++)
                {
                    _at.Set(i);
                    Derivatives(total.Body, outer, isAsked, tell);
                }

                _at.Leave();
                break;
            case Plus plus:
                foreach (var term in plus.Terms)
                    Derivatives(term, outer, isAsked, tell);
                break;
            case Times times:
                for (var i = 0; i < times.Factors.Count; i++)
                {
                    if (!Has(times.Factors[i], isAsked))
                        continue;
                    var product = outer;
                    for (var j = 0; j < times.Factors.Count; j++)
                        product *= j == i ? 1 : Value(times.Factors[j]);
                    Derivatives(times.Factors[i], product, isAsked, tell);
                }

                break;
            case Quotient quotient:
                var under = Value(quotient.Under);
                Derivatives(quotient.Over, outer / under, isAsked, tell);
                Derivatives(quotient.Under, -outer * Value(quotient.Over) / (under * under), isAsked, tell);
                break;
            case Raised raised:
                double basis = Value(raised.Base), exponent = Value(raised.Exponent);
                Derivatives(raised.Base, outer * exponent * Math.Pow(basis, exponent - 1), isAsked, tell);
                Derivatives(raised.Exponent, outer * Math.Pow(basis, exponent) * Math.Log(basis), isAsked, tell);
                break;
            case Applied applied:
                Derivatives(applied.Argument, outer * applied.Function.SlopeAt(Value(applied.Argument)), isAsked, tell);
                break;
            case Slope slope:
                // Nothing here knows second derivatives.
                Derivatives(slope.Argument, double.NaN, isAsked, tell);
                break;
        }
    }

    private double Value(Formula formula)
    {
        switch (formula)
        {
            case Number number:
                return number.Value;
            case Element element:
                return elements.Of(element.Of, Indices(element));
            case Partial partial:
                return elements.Derivative(partial.Of.Of, Indices(partial.Of), partial.By.Of, Indices(partial.By));
            case Total total:
                return Sum(total);
            case Plus plus:
                var sum = 0.0;
                foreach (var term in plus.Terms)
                    sum += Value(term);
                return sum;
            case Times times:
                var product = 1.0;
                foreach (var factor in times.Factors)
                    product *= Value(factor);
                return product;
            case Quotient quotient:
                return Value(quotient.Over) / Value(quotient.Under);
            case Raised raised:
                return Math.Pow(Value(raised.Base), Value(raised.Exponent));
            case Applied applied:
                return applied.Function.At(Value(applied.Argument));
            case Slope slope:
                return slope.Function.SlopeAt(Value(slope.Argument));
            case Delta delta:
                return delta.First.At(_at, elements.Size) == delta.Second.At(_at, elements.Size) ? 1 : 0;
            default:
                throw new ArgumentException("an unknown kind of formula", nameof(formula));
        }
    }

    private double Sum(Total total)
    {
        var sum = 0.0;
        var count = total.Over.Count.At(elements.Size);
        _at.Enter(total.Over);
        for (var i = 0; i < count; i++)
        {
            _at.Set(i);
            sum += Value(total.Body);
        }

        _at.Leave();
        return sum;
    }

    private static bool Has(Formula formula, Func<Quantity, bool> isAsked) => formula switch
    {
        Element element => isAsked(element.Of),
        Number or Delta or Partial => false,
        _ => Formulas.Parts(formula).Any(part => Has(part, isAsked)),
    };

    private int[] Indices(Element element)
    {
        var indices = new int[element.Indices.Count];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = element.Indices[i].At(_at, elements.Size);
        return indices;
    }
}
