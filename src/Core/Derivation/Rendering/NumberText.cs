using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>The numbers of Jacobians as text.</summary>
public static class NumberText
{
    private const int Digits = 3;

    /// <summary>With as many decimal places as all matrices of the block have; nothing is less than zero that rounds to it.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(JacobianNumbers numbers, IReadOnlyList<IReadOnlyList<double>> rows) =>
        rows.Select(row => (IReadOnlyList<string>)row.Select(number => Fixed(number, numbers.Decimals(Digits))).ToList()).ToList();

    private static string Fixed(double value, int decimals)
    {
        var rounded = Math.Round(value, decimals);
        return (rounded < 0 ? "−" : "") + Math.Abs(rounded).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
