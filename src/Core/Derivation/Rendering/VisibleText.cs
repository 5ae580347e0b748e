using System.Globalization;
using System.Text;

namespace RnnLint.Derivation;

/// <summary>Text of the code in which nothing is hidden: what has no shape of its own, or turns the letters round it, stands as its escape in C#.</summary>
public static class VisibleText
{
    public static string Of(string text)
    {
        var visible = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsSurrogatePair(text, i);
            if (CharUnicodeInfo.GetUnicodeCategory(text, i) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                visible.Append(isPair ? @"\U" + char.ConvertToUtf32(text, i).ToString("X8", CultureInfo.InvariantCulture) : @"\u" + ((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
            else
                visible.Append(text, i, isPair ? 2 : 1);
            if (isPair)
                i++;
        }

        return visible.ToString();
    }
}
