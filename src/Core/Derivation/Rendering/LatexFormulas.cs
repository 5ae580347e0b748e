using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>Formulas as LaTeX, for amsmath and for what typesets it in a browser.</summary>
internal class LatexFormulas : TextFormulas
{
    private const string Special = @"#$%&_{}", Hat = "\u0302";

    protected override string Minus => "-";

    protected override string Times => @" \cdot ";

    protected override string Squared => "^2";

    /// <summary>Writes formulas that belong together, with the same letters.</summary>
    public static IReadOnlyList<string> Write(IReadOnlyList<Formula> formulas) => new LatexFormulas().Together(formulas);

    public static string WriteOne(Formula formula) => Write([formula])[0];

    /// <summary>Upright text within a formula. Signs that text mode has no command for in MathJax stand between pieces of text, as the signs of mathematics that they look like.</summary>
    protected virtual string Upright(string text)
    {
        var pieces = new List<string>();
        var begin = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var sign = i == text.Length ? null : SignFor(text[i]);
            if (i < text.Length && sign is null)
                continue;
            if (i > begin || text.Length == 0)
                pieces.Add(@"\text{" + string.Concat(text.Substring(begin, i - begin).Select(letter => Special.IndexOf(letter) >= 0 ? "\\" + letter : letter.ToString())) + "}");
            if (sign is not null)
                pieces.Add(sign);
            begin = i + 1;
        }

        return pieces.Count == 1 ? pieces[0] : "{" + string.Concat(pieces) + "}";
    }

    private static string? SignFor(char letter) => letter switch
    {
        '\\' => @"\backslash{}",
        '^' => @"{\wedge}",
        '~' => @"{\sim}",
        _ => null,
    };

    /// <summary>A name of the code as it may stand in a formula.</summary>
    private string Identifier(string name)
    {
        var hat = name.EndsWith(Hat, System.StringComparison.Ordinal);
        var own = hat ? name.Substring(0, name.Length - Hat.Length) : name;
        var plain = own.Length == 1 && own[0] < 128 && char.IsLetter(own[0]) ? own : Upright(own);
        return hat ? @"\hat{" + plain + "}" : plain;
    }

    protected override string Parentheses(string inner) => @"\left(" + inner + @"\right)";

    protected override string Fraction(string over, string under) => @"\frac{" + over + "}{" + under + "}";

    protected override string Figure(double value)
    {
        var text = value.ToString("G6", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E');
        return exponent < 0 ? text : text.Substring(0, exponent) + @" \cdot 10^{" + int.Parse(text.Substring(exponent + 1), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) + "}";
    }

    protected override string Square(Function function, string argument) => function.Latex + @"^2\left(" + argument + @"\right)";

    protected override string Raise(string basis, string exponent) => "{" + basis + "}^{" + exponent + "}";

    protected override string Call(Function function, string argument, bool isDerivative) => function.Latex + (isDerivative ? "'" : "") + Parentheses(argument);

    protected override string Sigma(string letter, string body) => @"\sum_{" + letter + "} " + body;

    protected override string Derivative(string of, string by) => @"\frac{\partial " + of + @"}{\partial " + by + "}";

    protected override string DeltaOf(string first, string second) => @"\delta_{" + first + "," + second + "}";

    protected override string ElementOf(string name, int? lag, IReadOnlyList<string> indices) => Identifier(name)
        + (indices.Count == 0 ? "" : "_{" + string.Join(",", indices) + "}")
        + (lag is not { } steps ? "" : steps == 0 ? "^{(t)}" : "^{(t" + (steps > 0 ? "-" : "+") + Whole(System.Math.Abs(steps)) + ")}");
}
