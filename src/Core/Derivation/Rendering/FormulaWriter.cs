using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>How tightly the parts of a formula hold together: what binds less than its place asks for stands in parentheses.</summary>
internal enum Binding
{
    Sum,
    Product,
    Power,
    Atom,
}

/// <summary>Writes formulas for one medium. What is the same for all of them is here: order, signs, parentheses, names of indices.</summary>
/// <typeparam name="T">What a written formula is.</typeparam>
internal abstract class FormulaWriter<T>
{
    private static readonly string[] UnitLetters = ["j", "k", "l", "p", "q", "r"], OtherLetters = ["m", "i", "s", "d", "e", "f"];

    private readonly Dictionary<IndexVariable, string> _letters = new();

    /// <summary>Writes formulas that belong together, with the same letters. The free indices have theirs everywhere, so that no bound index gets them.</summary>
    protected IReadOnlyList<T> Together(IReadOnlyList<Formula> formulas)
    {
        _letters[Free.To] = UnitLetters[0];
        if (formulas.Any(formula => Formulas.Mentions(formula, Free.From)))
            _letters[Free.From] = UnitLetters[1];
        return formulas.Select(formula => Write(formula, Binding.Sum)).ToList();
    }

    protected abstract T Parentheses(T inner);

    protected abstract T Sum(IReadOnlyList<(bool IsNegative, T Term)> terms);

    protected abstract T Negative(T inner);

    protected abstract T Product(IReadOnlyList<T> factors);

    protected abstract T Fraction(T over, T under);

    protected abstract T Figure(double value);

    protected abstract T Square(Function function, T argument);

    protected abstract T Raise(T basis, T exponent);

    protected abstract T Call(Function function, T argument, bool isDerivative);

    protected abstract T Sigma(T letter, T body);

    protected abstract T Derivative(T of, T by);

    protected abstract T DeltaOf(T first, T second);

    /// <param name="name">With nothing in it that cannot be seen.</param>
    /// <param name="lag">Steps before the one that the formula is written for; null for what has no time.</param>
    protected abstract T ElementOf(string name, int? lag, IReadOnlyList<T> indices);

    /// <summary>An index.</summary>
    protected abstract T Letter(string letter);

    /// <summary>So many times a power of the number of units.</summary>
    /// <param name="count">Greater than zero.</param>
    /// <param name="power">0, 1 or 2.</param>
    protected abstract T Units(int count, int power);

    private T Write(Formula formula, Binding within)
    {
        var (text, binding) = formula switch
        {
            Number number => (Figure(number.Value), number.Value < 0 ? Binding.Sum : Binding.Atom),
            Element element => (Write(element), Binding.Atom),
            Total total => (Write(total), Binding.Sum),
            Plus plus => (Write(plus), Binding.Sum),
            Times times => (Write(times), Make.Scaled(times).Scale < 0 ? Binding.Sum : Binding.Product),
            Quotient quotient => (Fraction(Write(quotient.Over, Binding.Product), Write(quotient.Under, Binding.Power)), Binding.Product),
            Raised { Base: Applied applied, Exponent: Number { Value: 2 } } => (Square(applied.Function, Write(applied.Argument, Binding.Sum)), Binding.Atom),
            Raised raised => (Raise(Write(raised.Base, Binding.Atom), Write(raised.Exponent, Binding.Sum)), Binding.Power),
            Applied applied => (Call(applied.Function, Write(applied.Argument, Binding.Sum), false), Binding.Atom),
            Slope slope => (Call(slope.Function, Write(slope.Argument, Binding.Sum), true), Binding.Atom),
            Partial partial => (Derivative(Write(partial.Of, Binding.Atom), Write(partial.By, Binding.Atom)), Binding.Product),
            Delta delta => (DeltaOf(Write(delta.First), Write(delta.Second)), Binding.Atom),
            _ => throw new ArgumentException("an unknown kind of formula", nameof(formula)),
        };
        return binding < within ? Parentheses(text) : text;
    }

    private T Write(Total total)
    {
        var letter = Letter(LetterOf(total.Over));
        return Sigma(letter, Write(total.Body, Binding.Product));
    }

    private T Write(Plus plus) => Sum(plus.Terms.Select(term =>
    {
        var (scale, rest) = term is Number number ? (number.Value, Formula.One) : Make.Scaled(term);
        var size = term is Number ? new Number(Math.Abs(scale)) : Make.Product(new Number(Math.Abs(scale)), rest);
        return (scale < 0, Write(size, scale < 0 ? Binding.Product : Binding.Sum));
    }).ToList());

    private T Write(Times times)
    {
        var (scale, rest) = Make.Scaled(times);
        if (scale == -1)
            return Negative(Write(rest, Binding.Product));

        // A sum that ends the product needs no parentheses.
        var last = times.Factors[times.Factors.Count - 1];
        return Product(times.Factors.Select(factor => Write(factor, ReferenceEquals(factor, last) && factor is Total ? Binding.Sum : Binding.Product)).ToList());
    }

    private T Write(Element element)
    {
        var time = element.Of.TimePosition;
        int? lag = null;
        var indices = new List<T>();
        for (var position = 0; position < element.Indices.Count; position++)
        {
            var index = element.Indices[position];
            if (position == time)
                lag = element.Of.TimeReference - index.Offset.Constant;
            else if (position != element.Of.ItemPosition)
                indices.Add(Write(index));
        }

        return element.Of.Name.Length == 0 ? indices[0] : ElementOf(VisibleText.Of(element.Of.Name), lag, indices);
    }

    private T Write(IndexForm index)
    {
        var parts = index.Terms.Select(term => (false, term.Stride == new Extent(1) ? Letter(LetterOf(term.Variable)) : Product([Letter(LetterOf(term.Variable)), Write(term.Stride)]))).ToList();
        if (index.Offset is { Constant: < 0, Linear: 0, Square: 0 } && parts.Count > 0)
            parts.Add((true, Units(-index.Offset.Constant, 0)));
        else if (!index.Offset.IsZero || parts.Count == 0)
            parts.Add((false, Write(index.Offset)));
        return parts.Count == 1 ? parts[0].Item2 : Sum(parts);
    }

    /// <summary>A stride, an offset: a whole number that may grow with n.</summary>
    private T Write(Extent extent)
    {
        var parts = new[] { (Count: extent.Square, Power: 2), (Count: extent.Linear, Power: 1), (Count: extent.Constant, Power: 0) }
            .Where(part => part.Count != 0).Select(part => (part.Count < 0, Units(Math.Abs(part.Count), part.Power))).ToList();
        return parts.Count switch
        {
            0 => Figure(0),
            1 => parts[0].Item1 ? Negative(parts[0].Item2) : parts[0].Item2,
            _ => Parentheses(Sum(parts)),
        };
    }

    private string LetterOf(IndexVariable variable)
    {
        if (_letters.TryGetValue(variable, out var known))
            return known;
        var letters = variable.Kind switch
        {
            IndexKind.Time => ["t"],
            IndexKind.Item => ["b"],
            IndexKind.Data => ["i(t)"],
            IndexKind.Bound when variable.Count.Linear == 0 => OtherLetters,
            _ => UnitLetters,
        };
        var letter = letters.FirstOrDefault(one => variable.Kind is IndexKind.Time or IndexKind.Item or IndexKind.Data || !_letters.ContainsValue(one)) ?? letters[0] + "_" + _letters.Count.ToString(CultureInfo.InvariantCulture);
        _letters.Add(variable, letter);
        return letter;
    }
}
