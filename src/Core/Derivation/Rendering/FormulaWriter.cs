using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

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
internal abstract class FormulaWriter
{
    private static readonly string[] UnitLetters = ["j", "k", "l", "p", "q", "r"], OtherLetters = ["m", "i", "s", "d", "e", "f"];

    private readonly Dictionary<IndexVariable, string> _letters = new();

    /// <summary>Gives an index the letter that it has from now on.</summary>
    public void Name(IndexVariable variable, string letter) => _letters[variable] = letter;

    public string Write(Formula formula) => Write(formula, Binding.Sum);

    /// <summary>Gives the free indices the letters that they have everywhere, so that no bound index of these formulas gets them.</summary>
    protected void NameFree(IEnumerable<Formula> formulas)
    {
        Name(Free.To, UnitLetters[0]);
        if (formulas.Any(formula => Formulas.Mentions(formula, Free.From)))
            Name(Free.From, UnitLetters[1]);
    }

    protected abstract string Minus { get; }

    protected abstract string Times { get; }

    protected abstract string Parentheses(string inner);

    protected abstract string Fraction(string over, string under);

    protected abstract string Figure(double value);

    protected abstract string Square(string name, string argument);

    protected abstract string Raise(string basis, string exponent);

    protected abstract string Call(Function function, string argument, bool isDerivative);

    protected abstract string Sigma(string letter);

    protected abstract string Derivative(string of, string by);

    protected abstract string DeltaOf(string first, string second);

    /// <param name="lag">Steps before the one that the formula is written for; null for what has no time.</param>
    protected abstract string ElementOf(Quantity quantity, int? lag, IReadOnlyList<string> indices);

    /// <summary>A stride, an offset: a whole number that may grow with n.</summary>
    protected abstract string ExtentOf(Extent extent);

    protected string Write(Formula formula, Binding within)
    {
        var (text, binding) = formula switch
        {
            Number number => (Figure(number.Value), number.Value < 0 ? Binding.Sum : Binding.Atom),
            Element element => (Write(element), Binding.Atom),
            Total total => (Write(total), Binding.Sum),
            Plus plus => (Write(plus), Binding.Sum),
            RnnLint.Derivation.Times times => (Write(times), Make.Scaled(times).Scale < 0 ? Binding.Sum : Binding.Product),
            Quotient quotient => (Fraction(Write(quotient.Over, Binding.Product), Write(quotient.Under, Binding.Power)), Binding.Product),
            Raised { Base: Applied applied, Exponent: Number { Value: 2 } } => (Square(Call(applied.Function, "", false), Write(applied.Argument, Binding.Sum)), Binding.Atom),
            Raised raised => (Raise(Write(raised.Base, Binding.Atom), Write(raised.Exponent, Binding.Sum)), Binding.Power),
            Applied applied => (Call(applied.Function, Write(applied.Argument, Binding.Sum), false), Binding.Atom),
            Slope slope => (Call(slope.Function, Write(slope.Argument, Binding.Sum), true), Binding.Atom),
            Partial partial => (Derivative(Write(partial.Of, Binding.Atom), Write(partial.By, Binding.Atom)), Binding.Product),
            Delta delta => (DeltaOf(Write(delta.First), Write(delta.Second)), Binding.Atom),
            _ => throw new ArgumentException("an unknown kind of formula", nameof(formula)),
        };
        return binding < within ? Parentheses(text) : text;
    }

    private string Write(Total total)
    {
        var letter = Letter(total.Over);
        return Sigma(letter) + Write(total.Body, Binding.Product);
    }

    private string Write(Plus plus)
    {
        var text = new StringBuilder();
        foreach (var term in plus.Terms)
        {
            var (scale, rest) = term is Number number ? (number.Value, Formula.One) : Make.Scaled(term);
            var size = term is Number ? new Number(Math.Abs(scale)) : Make.Product(new Number(Math.Abs(scale)), rest);
            text.Append(scale < 0 ? text.Length == 0 ? Minus : " " + Minus + " " : text.Length == 0 ? "" : " + ");
            text.Append(Write(size, scale < 0 ? Binding.Product : Binding.Sum));
        }

        return text.ToString();
    }

    private string Write(RnnLint.Derivation.Times times)
    {
        var (scale, rest) = Make.Scaled(times);
        if (scale == -1)
            return Minus + Write(rest, Binding.Product);

        // A sum that ends the product needs no parentheses.
        var last = times.Factors[times.Factors.Count - 1];
        return string.Join(Times, times.Factors.Select(factor => Write(factor, ReferenceEquals(factor, last) && factor is Total ? Binding.Sum : Binding.Product)));
    }

    private string Write(Element element)
    {
        var time = element.Of.TimePosition;
        int? lag = null;
        var indices = new List<string>();
        for (var position = 0; position < element.Indices.Count; position++)
        {
            var index = element.Indices[position];
            if (position == time)
                lag = element.Of.TimeReference - index.Offset.Constant;
            else if (position != element.Of.ItemPosition)
                indices.Add(Write(index));
        }

        if (element.Of.Name.Length == 0)
            return indices[0];
        return ElementOf(element.Of, lag, indices);
    }

    private string Write(IndexForm index)
    {
        var parts = index.Terms.Select(term => term.Stride == new Extent(1) ? Letter(term.Variable) : Letter(term.Variable) + Times + ExtentOf(term.Stride)).ToList();
        if (index.Alone is null && (!index.Offset.IsZero || parts.Count == 0))
            parts.Add(ExtentOf(index.Offset));
        return string.Join(" + ", parts);
    }

    private string Letter(IndexVariable variable)
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
