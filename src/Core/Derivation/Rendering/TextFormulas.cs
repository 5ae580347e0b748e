using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace RnnLint.Derivation;

/// <summary>Formulas as a line of text.</summary>
internal abstract class TextFormulas : FormulaWriter<string>
{
    protected abstract string Minus { get; }

    protected abstract string Times { get; }

    protected abstract string Squared { get; }

    protected override string Sum(IReadOnlyList<(bool IsNegative, string Term)> terms)
    {
        var text = new StringBuilder();
        foreach (var (isNegative, term) in terms)
            text.Append(text.Length == 0 ? isNegative ? Minus : "" : isNegative ? " " + Minus + " " : " + ").Append(term);
        return text.ToString();
    }

    protected override string Negative(string inner) => Minus + inner;

    protected override string Product(IReadOnlyList<string> factors) => string.Join(Times, factors);

    protected override string Letter(string letter) => letter;

    protected override string Units(int count, int power) => power == 0 ? Whole(count) : (count == 1 ? "" : Whole(count)) + (power == 1 ? "n" : "n" + Squared);

    protected static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
