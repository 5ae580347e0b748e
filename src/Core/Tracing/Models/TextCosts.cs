using System;
using System.Globalization;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>The elements that text is paid for like, before it is made: doubling it in a loop comes to an end, and so does a format that asks for a billion digits.</summary>
internal static class TextCosts
{
    private const int CharactersPerElement = 8;

    /// <summary>More than any number has digits without a format that asks for them.</summary>
    private const int MostOfNumber = 400;

    /// <summary>Text of this length. Even an empty one costs something: there may be billions of them.</summary>
    public static long Of(long length) => (length / CharactersPerElement) + 1;

    /// <summary>A number in this format: <c>D9</c> asks for nine digits.</summary>
    public static long OfFormat(string? format) =>
        format is { Length: > 1 } && char.IsLetter(format[0]) && format.Skip(1).All(char.IsDigit) ? Of(Number(format.Substring(1))) : Of(format?.Length ?? 0);

    /// <summary>What <c>string.Format</c> makes of <c>{0,12:D9}</c> and the like, at most.</summary>
    /// <param name="format">Text with holes.</param>
    /// <param name="longest">The length of the longest argument.</param>
    public static long OfComposite(string format, int longest) =>
        format.Split('{').Skip(1).Sum(hole => Of(longest + MostOfNumber) + hole.Split('}')[0].Split(',', ':', '-').Skip(1).Sum(part => Of(Number(new string(part.Where(char.IsDigit).ToArray()))))) + Of(format.Length);

    private static long Number(string digits) => digits.Length == 0 ? 0 : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, int.MaxValue) : int.MaxValue;
}
