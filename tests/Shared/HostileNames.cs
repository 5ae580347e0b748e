namespace RnnLint.Tests;

/// <summary>Names that would become markup, commands or something invisible where they are not escaped.</summary>
internal static class HostileNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a&b\"'>]]>--> &lt;", "$x$ % #{}~^\\_&", "\\input{/etc/passwd}", "\\end{document}", "**b** `c` ``d`` [e](javascript:f) | g",
        "a\u202Eb\u2066c\u200Bd", "größe_ñ", "δW", "ΩΦ", "重み", "שלום", "\U0001F9E0", "\uD800x", "\0\u0001\r\n\t", "x\u0302", "--- ?` !` << >> ,,",
        "www.example.com", "(WWW.example.com)", "http://example.com/x", "https://example.com", "ftp://example.com", "mailto:a@example.com", "tel:123", "a.b@example.com",
    ];
}
