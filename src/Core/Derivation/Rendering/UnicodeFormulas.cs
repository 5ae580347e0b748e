using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>Formulas as plain text: <c>x⁽ᵗ⁾[j] = Σₖ Whh[j,k]·h⁽ᵗ⁻¹⁾[k]</c>.</summary>
internal sealed class UnicodeFormulas : TextFormulas
{
    private const string Letters = "aehijklmnoprstuvx", Subscripts = "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";
    private const string Digits = "0123456789", Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Writes formulas that belong together, with the same letters.</summary>
    public static IReadOnlyList<string> Write(IReadOnlyList<Formula> formulas) => new UnicodeFormulas().Together(formulas);

    public static string WriteOne(Formula formula) => Write([formula])[0];

    protected override string Derivative(string of, string by) => "∂" + of + "/∂" + by;

    protected override string Minus => "−";

    protected override string Times => "·";

    protected override string Squared => "²";

    /// <summary>⁽ᵗ⁾, ⁽ᵗ⁻¹⁾.</summary>
    public static string Step(int lag) => "⁽ᵗ" + (lag == 0 ? "" : (lag > 0 ? "⁻" : "⁺") + Superscript(System.Math.Abs(lag))) + "⁾";

    protected override string Parentheses(string inner) => "(" + inner + ")";

    protected override string Fraction(string over, string under) => over + "/" + under;

    protected override string Figure(double value) => value.ToString("G6", CultureInfo.InvariantCulture).Replace("-", Minus);

    protected override string Square(Function function, string argument) => function.Name + "²(" + argument + ")";

    protected override string Raise(string basis, string exponent) => exponent.All(digit => Digits.Contains(digit.ToString())) ? basis + Superscript(exponent) : basis + "^(" + exponent + ")";

    protected override string Call(Function function, string argument, bool isDerivative) => function.Name + (isDerivative ? "′" : "") + "(" + argument + ")";

    protected override string Sigma(string letter, string body) => "Σ" + Subscript(letter) + " " + body;

    protected override string DeltaOf(string first, string second) => "δ[" + first + "," + second + "]";

    protected override string ElementOf(string name, int? lag, IReadOnlyList<string> indices) =>
        name + (lag is { } steps ? Step(steps) : "") + (indices.Count == 0 ? "" : "[" + string.Join(",", indices) + "]");

    private static string Subscript(string letter) => letter.Length == 1 && Letters.IndexOf(letter[0]) is >= 0 and var at ? Subscripts.Substring(at, 1) : "_" + letter;

    private static string Superscript(int number) => Superscript(Whole(number));

    private static string Superscript(string digits) => string.Concat(digits.Select(digit => Superscripts[Digits.IndexOf(digit)]));
}
