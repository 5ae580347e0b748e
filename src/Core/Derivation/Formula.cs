using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>An expression in index form. Equal expressions are equal values; bound indices are told apart by identity.</summary>
public abstract record Formula
{
    public static Formula Zero { get; } = new Number(0);

    public static Formula One { get; } = new Number(1);

    public bool IsZero => this is Number { Value: 0 };

    public bool IsOne => this is Number { Value: 1 };
}

public sealed record Number(double Value) : Formula;

/// <summary>What a quantity is to the cell.</summary>
public enum QuantityKind
{
    /// <summary>A recurrent matrix W.</summary>
    Matrix,

    /// <summary>Any other number that is given: an input, an input matrix, a bias.</summary>
    Given,

    /// <summary>A pre-activation x: what recurrent products are added up to.</summary>
    Preactivation,

    /// <summary>What is carried from one step to the next: h, the cell state of an LSTM.</summary>
    State,

    /// <summary>A quantity of the backward pass.</summary>
    Backward,
}

/// <summary>Something with a name that has elements. Two are the same where they are the same object.</summary>
public sealed class Quantity(string name, QuantityKind kind, bool isNamed = true)
{
    /// <summary>As in the code; where the code has none, the field's usual letter.</summary>
    public string Name { get; } = name;

    public QuantityKind Kind { get; } = kind;

    /// <summary>False where the code has no name for it.</summary>
    public bool IsNamed { get; } = isNamed;

    /// <summary>The index that is the step; null where none is, as in a matrix.</summary>
    public int? TimePosition { get; set; }

    /// <summary>What that index is, less the step, at the step that an equation is written for.</summary>
    public int TimeReference { get; set; }

    /// <summary>The index that is the item of a batch, where there is one item and it is not written; else null.</summary>
    public int? ItemPosition { get; set; }

    public override string ToString() => Name;
}

/// <summary>An element of a quantity. Pre-activations, states and cotangents have three indices: step, item of the batch, unit.</summary>
public sealed record Element(Quantity Of, IReadOnlyList<IndexForm> Indices) : Formula
{
    public bool Equals(Element? other) => other is not null && Of == other.Of && Indices.SequenceEqual(other.Indices);

    public override int GetHashCode() => Indices.Aggregate(Of.GetHashCode(), (hash, index) => unchecked((hash * 31) + index.GetHashCode()));
}

/// <summary>Σ over a bound index.</summary>
public sealed record Total(IndexVariable Over, Formula Body) : Formula;

public sealed record Plus(IReadOnlyList<Formula> Terms) : Formula
{
    public bool Equals(Plus? other) => other is not null && Terms.SequenceEqual(other.Terms);

    public override int GetHashCode() => Terms.Aggregate(1, (hash, term) => unchecked((hash * 31) + term.GetHashCode()));
}

public sealed record Times(IReadOnlyList<Formula> Factors) : Formula
{
    public bool Equals(Times? other) => other is not null && Factors.SequenceEqual(other.Factors);

    public override int GetHashCode() => Factors.Aggregate(2, (hash, factor) => unchecked((hash * 31) + factor.GetHashCode()));
}

public sealed record Quotient(Formula Over, Formula Under) : Formula;

public sealed record Raised(Formula Base, Formula Exponent) : Formula;

/// <summary>A function of one number.</summary>
public sealed record Applied(Function Function, Formula Argument) : Formula;

/// <summary>σ′: the derivative of a function, left as it is.</summary>
public sealed record Slope(Function Function, Formula Argument) : Formula;

/// <summary>Kronecker's delta: 1 where the indices are equal, else 0.</summary>
public sealed record Delta(IndexForm First, IndexForm Second) : Formula;

/// <summary>Makes formulas, with the little that anybody would simplify.</summary>
internal static class Make
{
    public static Formula Sum(params Formula[] terms) => Sum((IEnumerable<Formula>)terms);

    public static Formula Sum(IEnumerable<Formula> terms)
    {
        var constant = 0.0;
        var all = new List<(double Scale, Formula Term)>();
        foreach (var term in terms.SelectMany(term => term is Plus plus ? plus.Terms : (IEnumerable<Formula>)[term]))
        {
            if (term is Number number)
            {
                constant += number.Value;
                continue;
            }
            var (scale, rest) = Scaled(term);
            var at = all.FindIndex(other => other.Term.Equals(rest));
            if (at < 0)
                all.Add((scale, rest));
            else
                all[at] = (all[at].Scale + scale, rest);
        }

        var made = all.Where(term => term.Scale != 0).Select(term => Product(new Number(term.Scale), term.Term)).ToList();
        if (constant != 0)
            made.Insert(made.Count > 0 && Scaled(made[0]).Scale < 0 ? 0 : made.Count, new Number(constant));
        return made.Count switch { 0 => Formula.Zero, 1 => made[0], _ => new Plus(made.ToList()) };
    }

    public static Formula Product(params Formula[] factors) => Product((IEnumerable<Formula>)factors);

    public static Formula Product(IEnumerable<Formula> factors)
    {
        var constant = 1.0;
        var all = new List<(Formula Base, int Exponent)>();
        foreach (var factor in factors.SelectMany(factor => factor is Times times ? times.Factors : (IEnumerable<Formula>)[factor]))
        {
            if (factor is Number number)
            {
                constant *= number.Value;
                continue;
            }
            var (own, exponent) = factor is Raised { Exponent: Number { Value: 2 } } square ? (square.Base, 2) : (factor, 1);
            var at = all.FindIndex(other => other.Base.Equals(own));
            if (at < 0)
                all.Add((own, exponent));
            else
                all[at] = (own, all[at].Exponent + exponent);
        }

        if (constant == 0)
            return Formula.Zero;
        var made = all.ConvertAll(factor => factor.Exponent == 1 ? factor.Base : new Raised(factor.Base, new Number(factor.Exponent)));
        if (constant != 1)
            made.Insert(0, new Number(constant));
        return made.Count switch { 0 => Formula.One, 1 => made[0], _ => new Times(made.ToList()) };
    }

    public static Formula Negate(Formula formula) => Product(new Number(-1), formula);

    public static Formula Divide(Formula over, Formula under) => over.IsZero ? over : under is Number { Value: not 0 } number ? Product(new Number(1 / number.Value), over) : new Quotient(over, under);

    /// <summary>Σ, with what does not depend on its index in front of it.</summary>
    public static Formula Sum(IndexVariable over, Formula body)
    {
        if (body.IsZero)
            return body;
        if (body is not Times times || times.Factors.All(factor => Formulas.Mentions(factor, over)) || !times.Factors.Any(factor => Formulas.Mentions(factor, over)))
            return new Total(over, body);
        return Product(times.Factors.Where(factor => !Formulas.Mentions(factor, over)).Append(new Total(over, Product(times.Factors.Where(factor => Formulas.Mentions(factor, over))))));
    }

    /// <summary>The constant factor of a product, and the rest.</summary>
    public static (double Scale, Formula Of) Scaled(Formula formula) => formula is Times times && times.Factors[0] is Number number
        ? (number.Value, times.Factors.Count == 2 ? times.Factors[1] : new Times(times.Factors.Skip(1).ToList()))
        : (1, formula);
}

/// <summary>∂of/∂by, as a name for what an equation says of it.</summary>
public sealed record Partial(Element Of, Element By) : Formula;
