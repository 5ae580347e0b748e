using System;
using System.Collections.Generic;

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
    private Dictionary<IndexVariable, int> _at = new();

    /// <summary>The value of each free index.</summary>
    public static Dictionary<IndexVariable, int> Point(int step, int item, int to, int from) => new() { [Free.Time] = step, [Free.Item] = item, [Free.To] = to, [Free.From] = from };

    /// <returns>NaN where something that the formula has is not there.</returns>
    public double At(Formula formula, Dictionary<IndexVariable, int> point)
    {
        _at = point;
        return Value(formula);
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
        for (var i = 0; i < total.Over.Count.At(elements.Size); i++)
        {
            _at[total.Over] = i;
            sum += Value(total.Body);
        }

        _at.Remove(total.Over);
        return sum;
    }

    private int[] Indices(Element element)
    {
        var indices = new int[element.Indices.Count];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = element.Indices[i].At(_at, elements.Size);
        return indices;
    }
}
