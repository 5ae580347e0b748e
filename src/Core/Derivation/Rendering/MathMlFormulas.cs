using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace RnnLint.Derivation;

/// <summary>Formulas as MathML Core, which browsers typeset themselves. Each is one element.</summary>
internal sealed class MathMlFormulas : FormulaWriter<XElement>
{
    private const string Hat = "\u0302", Application = "\u2061", InvisibleTimes = "\u2062";

    /// <summary>The namespace of MathML.</summary>
    public static XNamespace Namespace { get; } = "http://www.w3.org/1998/Math/MathML";

    /// <summary>Writes formulas that belong together, with the same letters.</summary>
    public static IReadOnlyList<XElement> Write(IReadOnlyList<Formula> formulas) => new MathMlFormulas().Together(formulas);

    protected override XElement Parentheses(XElement inner) => Row(Operator("("), inner, Operator(")"));

    protected override XElement Sum(IReadOnlyList<(bool IsNegative, XElement Term)> terms) =>
        Row(terms.SelectMany((term, i) => term.IsNegative ? [Operator("−"), term.Term] : i == 0 ? [term.Term] : new[] { Operator("+"), term.Term }));

    protected override XElement Negative(XElement inner) => Row(Operator("−"), inner);

    protected override XElement Product(IReadOnlyList<XElement> factors) => Row(factors.SelectMany((factor, i) => i == 0 ? [factor] : new[] { Operator("⋅"), factor }));

    protected override XElement Fraction(XElement over, XElement under) => Of("mfrac", over, under);

    protected override XElement Figure(double value)
    {
        var text = value.ToString("G6", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E');
        var digits = exponent < 0 ? text : text.Substring(0, exponent);
        var number = digits[0] == '-' ? Row(Operator("−"), Digits(digits.Substring(1))) : Digits(digits);
        return exponent < 0 ? number : Row(number, Operator("⋅"), Of("msup", Digits("10"), Whole(int.Parse(text.Substring(exponent + 1), CultureInfo.InvariantCulture))));
    }

    protected override XElement Square(Function function, XElement argument) => Row(Of("msup", Name(function), Digits("2")), Operator(Application), Parentheses(argument));

    protected override XElement Raise(XElement basis, XElement exponent) => Of("msup", basis, exponent);

    protected override XElement Call(Function function, XElement argument, bool isDerivative) => function == Function.Sqrt && !isDerivative ? Of("msqrt", argument)
        : function == Function.Cbrt && !isDerivative ? Of("mroot", argument, Digits("3"))
        : Row(isDerivative ? Of("msup", Name(function), Operator("′")) : Name(function), Operator(Application), Parentheses(argument));

    protected override XElement Sigma(XElement letter, XElement body) => Row(Of("munder", Operator("∑"), letter), body);

    protected override XElement Derivative(XElement of, XElement by) => Of("mfrac", Row(Operator("∂"), of), Row(Operator("∂"), by));

    protected override XElement DeltaOf(XElement first, XElement second) => Of("msub", Letter("δ"), Separated([first, second]));

    protected override XElement ElementOf(string name, int? lag, IReadOnlyList<XElement> indices)
    {
        var basis = name.EndsWith(Hat, System.StringComparison.Ordinal)
            ? new XElement(Namespace + "mover", new XAttribute("accent", "true"), Letter(name.Substring(0, name.Length - Hat.Length)), Operator("^"))
            : Letter(name);
        return (lag, indices.Count) switch
        {
            (null, 0) => basis,
            (null, _) => Of("msub", basis, Separated(indices)),
            ({ } steps, 0) => Of("msup", basis, Step(steps)),
            ({ } steps, _) => Of("msubsup", basis, Separated(indices), Step(steps)),
        };
    }

    /// <summary>A name of one letter is slanted, and a longer one upright, by itself.</summary>
    protected override XElement Letter(string letter) => new(Namespace + "mi", letter);

    protected override XElement Units(int count, int power)
    {
        if (power == 0)
            return Whole(count);
        var units = power == 1 ? Letter("n") : Of("msup", Letter("n"), Whole(power));
        return count == 1 ? units : Row(Whole(count), Operator(InvisibleTimes), units);
    }

    /// <summary>(t), (t−1).</summary>
    private static XElement Step(int lag) => Row(lag == 0
        ? [Operator("("), new XElement(Namespace + "mi", "t"), Operator(")")]
        : [Operator("("), new XElement(Namespace + "mi", "t"), Operator(lag > 0 ? "−" : "+"), Whole(System.Math.Abs(lag)), Operator(")")]);

    private static XElement Separated(IEnumerable<XElement> items) => Row(items.SelectMany((item, i) => i == 0 ? [item] : new[] { Operator(","), item }));

    private static XElement Name(Function function) => new(Namespace + "mi", function.Name);

    private static XElement Whole(int number) => number < 0 ? Row(Operator("−"), Whole(-number)) : Digits(number.ToString(CultureInfo.InvariantCulture));

    private static XElement Digits(string digits) => new(Namespace + "mn", digits);

    private static XElement Operator(string text) => new(Namespace + "mo", text);

    private static XElement Row(params XElement[] parts) => Row((IEnumerable<XElement>)parts);

    private static XElement Row(IEnumerable<XElement> parts) => new(Namespace + "mrow", parts);

    private static XElement Of(string name, params XElement[] parts) => new(Namespace + name, parts);
}
