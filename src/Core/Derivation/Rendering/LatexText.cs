using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace RnnLint.Derivation;

/// <summary>
/// Text as it may stand in a LaTeX document: in ASCII alone, so that pdflatex compiles it with the fonts that it always has. Letters with accents, Greek and the signs
/// of the derivation have commands of their own; anything else stands as its code point.
/// </summary>
public static class LatexText
{
    private static readonly Dictionary<char, string> Commands = new()
    {
        ['\\'] = @"\textbackslash{}", ['{'] = @"\{", ['}'] = @"\}", ['#'] = @"\#", ['$'] = @"\$", ['%'] = @"\%", ['&'] = @"\&", ['_'] = @"\_",
        ['^'] = @"\textasciicircum{}", ['~'] = @"\textasciitilde{}", ['<'] = @"\textless{}", ['>'] = @"\textgreater{}", ['|'] = @"\textbar{}", ['"'] = "''", ['`'] = @"\textasciigrave{}",
        ['ß'] = @"{\ss}", ['æ'] = @"{\ae}", ['Æ'] = @"{\AE}", ['œ'] = @"{\oe}", ['Œ'] = @"{\OE}", ['ø'] = @"{\o}", ['Ø'] = @"{\O}", ['ł'] = @"{\l}", ['Ł'] = @"{\L}", ['ı'] = @"{\i}",
        ['‖'] = Math(@"\|"), ['ᵀ'] = Math(@"^{\mathsf T}"), ['·'] = Math(@"\cdot"), ['×'] = Math(@"\times"), ['′'] = Math("'"), ['−'] = Math("-"), ['°'] = Math(@"^{\circ}"), ['∂'] = Math(@"\partial"),
        ['≤'] = Math(@"\le"), ['≥'] = Math(@"\ge"), ['≠'] = Math(@"\ne"), ['≈'] = Math(@"\approx"), ['→'] = Math(@"\to"), ['←'] = Math(@"\leftarrow"), ['√'] = Math(@"\surd"), ['∞'] = Math(@"\infty"),
        ['²'] = Math("^2"), ['³'] = Math("^3"), ['–'] = "--", ['—'] = "---", ['…'] = @"\dots{}", ['‘'] = "`", ['’'] = "'", ['“'] = "``", ['”'] = "''", ['\u00a0'] = "~",
    };

    private static readonly Dictionary<char, string> Accents = new()
    {
        ['\u0300'] = "`", ['\u0301'] = "'", ['\u0302'] = "^", ['\u0303'] = "~", ['\u0304'] = "=", ['\u0306'] = "u", ['\u0307'] = ".", ['\u0308'] = "\"", ['\u030a'] = "r", ['\u030b'] = "H",
        ['\u030c'] = "v", ['\u0323'] = "d", ['\u0327'] = "c", ['\u0331'] = "b",
    };

    /// <summary>The runtime takes no letters apart where it has no data of cultures.</summary>
    private static readonly (string Accent, string Letters, string Bases)[] Accented =
    [
        ("\"", "äëïöüÿÄËÏÖÜŸ", "aeiouyAEIOUY"), ("'", "áéíóúýćńśźĺŕÁÉÍÓÚÝĆŃŚŹĹŔ", "aeiouycnszlrAEIOUYCNSZLR"), ("`", "àèìòùÀÈÌÒÙ", "aeiouAEIOU"),
        ("^", "âêîôûĉĝĥĵŝŵŷÂÊÎÔÛĈĜĤĴŜŴŶ", "aeioucghjswyAEIOUCGHJSWY"), ("~", "ãõñĩũÃÕÑĨŨ", "aoniuAONIU"), ("=", "āēīōūĀĒĪŌŪ", "aeiouAEIOU"), ("u", "ăĕğĭŏŭĂĔĞĬŎŬ", "aegiouAEGIOU"),
        (".", "ċėġżĊĖĠŻİ", "cegzCEGZI"), ("r", "åůÅŮ", "auAU"), ("H", "őűŐŰ", "ouOU"), ("v", "čďěňřšťžČĎĚŇŘŠŤŽ", "cdenrstzCDENRSTZ"), ("c", "çşţÇŞŢ", "cstCST"),
    ];

    private static readonly string[] Greek =
    [
        "alpha", "beta", "gamma", "delta", "varepsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "mathrm{o}", "pi", "rho", "varsigma", "sigma", "tau", "upsilon", "varphi", "chi",
        "psi", "omega",
    ];

    /// <summary>Capitals that LaTeX has, for they look like no Latin ones.</summary>
    private static readonly HashSet<string> Capitals = ["gamma", "delta", "theta", "lambda", "xi", "pi", "sigma", "upsilon", "varphi", "psi", "omega"];

    private const string LatinCapitals = "ABGDEZHQIKLMNXOPRSSTUFXYW";

    public static string Of(string text)
    {
        var signs = new List<string>();
        var visible = VisibleText.Of(text);
        for (var i = 0; i < visible.Length; i++)
        {
            var isPair = char.IsSurrogatePair(visible, i);
            if (!isPair && signs.Count > 0 && Accents.TryGetValue(visible[i], out var accent))
                signs[signs.Count - 1] = @"\" + accent + "{" + signs[signs.Count - 1] + "}";
            else if (i > 0 && visible[i] == visible[i - 1] && (visible[i] is '-' or '\''))
                signs.Add("{}" + visible[i]);
            else
                signs.Add((isPair ? null : Known(visible[i])) ?? @"\texttt{<U+" + char.ConvertToUtf32(visible, i).ToString("X4", CultureInfo.InvariantCulture) + ">}");
            if (isPair)
                i++;
        }

        return string.Concat(signs);
    }

    private static string? Known(char letter)
    {
        if (Commands.TryGetValue(letter, out var command))
            return command;
        if (letter is >= ' ' and <= '~')
            return letter.ToString();
        if (letter is >= 'α' and <= 'ω')
            return Math(@"\" + Greek[letter - 'α']);
        if (letter is >= 'Α' and <= 'Ω')
            return Capital(letter - 'Α');
        foreach (var (accent, letters, bases) in Accented)
        {
            if (letters.IndexOf(letter) is >= 0 and var at)
                return @"\" + accent + "{" + bases[at] + "}";
        }

        return null;
    }

    private static string Capital(int place)
    {
        var name = Greek[place] == "varphi" ? "phi" : Greek[place];
        return Capitals.Contains(Greek[place]) ? Math(@"\" + char.ToUpperInvariant(name[0]) + name.Substring(1)) : LatinCapitals[place].ToString();
    }

    private static string Math(string command) => @"\ensuremath{" + command + "}";
}
