using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace RnnLint.Derivation;

/// <summary>Formulas as LaTeX, for amsmath and for what typesets it in a browser.</summary>
internal sealed class LatexFormulas : FormulaWriter
{
    private const string Special = @"#$%&_{}";

    protected override string Minus => "-";

    protected override string Times => @" \cdot ";

    /// <summary>Writes formulas that belong together, with the same letters.</summary>
    public static IReadOnlyList<string> Write(IReadOnlyList<Formula> formulas)
    {
        var writer = new LatexFormulas();
        writer.NameFree(formulas);
        return formulas.Select(writer.Write).ToList();
    }

    public static string WriteOne(Formula formula) => Write([formula])[0];

    /// <summary>A name of the code as it may stand in a formula.</summary>
    public static string Identifier(string name)
    {
        if (name.Length == 1 && name[0] < 128 && char.IsLetter(name[0]))
            return name;
        var hat = name.EndsWith(Hat, System.StringComparison.Ordinal);
        var text = new StringBuilder();
        foreach (var letter in hat ? name.Substring(0, name.Length - Hat.Length) : name)
        {
            if (letter == '\\')
                text.Append(@"\backslash{}");
            else if (letter is '^' or '~')
                text.Append('\\').Append(letter).Append("{}");
            else if (Special.IndexOf(letter) >= 0)
                text.Append('\\').Append(letter);
            else
                text.Append(letter);
        }

        var plain = text.Length == 1 && text[0] < 128 && char.IsLetter(text[0]) ? text.ToString() : @"\text{" + text + "}";
        return hat ? @"\hat{" + plain + "}" : plain;
    }

    private const string Hat = "\u0302";

    protected override string Parentheses(string inner) => @"\left(" + inner + @"\right)";

    protected override string Fraction(string over, string under) => @"\frac{" + over + "}{" + under + "}";

    protected override string Figure(double value)
    {
        var text = value.ToString("G6", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E');
        return exponent < 0 ? text : text.Substring(0, exponent) + @" \cdot 10^{" + int.Parse(text.Substring(exponent + 1), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) + "}";
    }

    protected override string Square(string name, string argument) => name + @"^2\left(" + argument + @"\right)";

    protected override string Raise(string basis, string exponent) => "{" + basis + "}^{" + exponent + "}";

    protected override string Call(Function function, string argument, bool isDerivative) => function.Latex + (isDerivative ? "'" : "") + (argument.Length == 0 ? "" : @"\left(" + argument + @"\right)");

    protected override string Sigma(string letter) => @"\sum_{" + letter + "} ";

    protected override string Derivative(string of, string by) => @"\frac{\partial " + of + @"}{\partial " + by + "}";

    protected override string DeltaOf(string first, string second) => @"\delta_{" + first + "," + second + "}";

    protected override string ElementOf(Quantity quantity, int? lag, IReadOnlyList<string> indices) => Identifier(quantity.Name)
        + (indices.Count == 0 ? "" : "_{" + string.Join(",", indices) + "}")
        + (lag is not { } steps ? "" : steps == 0 ? "^{(t)}" : "^{(t" + (steps > 0 ? "-" : "+") + System.Math.Abs(steps).ToString(CultureInfo.InvariantCulture) + ")}");

    protected override string ExtentOf(Extent extent)
    {
        var parts = new List<string>();
        if (extent.Square != 0)
            parts.Add((extent.Square == 1 ? "" : extent.Square.ToString(CultureInfo.InvariantCulture)) + "n^2");
        if (extent.Linear != 0)
            parts.Add((extent.Linear == 1 ? "" : extent.Linear.ToString(CultureInfo.InvariantCulture)) + "n");
        if (extent.Constant != 0 || parts.Count == 0)
            parts.Add(extent.Constant.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 1 ? parts[0] : "(" + string.Join("+", parts) + ")";
    }
}
