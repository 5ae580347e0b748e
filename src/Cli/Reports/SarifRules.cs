using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using RnnLint.Analyzer;
using RnnLint.Probing;

namespace RnnLint.Cli.Reports;

/// <summary>What SARIF says of a rule besides its descriptor: names, help, and what review tools sort by.</summary>
internal static partial class SarifRules
{
    /// <summary>Where the project lives.</summary>
    public static string Home { get; } = Rules.Verified.HelpLinkUri[..Rules.Verified.HelpLinkUri.IndexOf("/blob/", StringComparison.Ordinal)];

    /// <summary>One word, as SARIF wants it.</summary>
    public static string Name(DiagnosticDescriptor rule) =>
        rule == Rules.SettingNotUnderstood ? nameof(Rules.SettingNotUnderstood) : Enum.GetValues<Verdict>().First(verdict => Rules.For(verdict) == rule).ToString();

    public static string[] Tags(DiagnosticDescriptor rule) =>
        rule == Rules.SettingNotUnderstood ? ["configuration", "recurrent-network"]
        : rule == Rules.NotProbed || rule == Rules.Verified ? ["recurrent-network", "gradient"]
        : ["correctness", "recurrent-network", "gradient"];

    /// <summary>How sure a finding is: one that a repair explains is proven at every draw; what has no single cause, or may be meant so, is a little less.</summary>
    public static string Precision(DiagnosticDescriptor rule) =>
        rule == Rules.UnexplainedGradient || rule == Rules.HarmlessTranspose || rule == Rules.TruncatedToOneStep ? "high" : "very-high";

    /// <summary>In the words of code scanning.</summary>
    public static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "recommendation",
    };

    /// <summary>The rule's page, which a review tool shows beside a finding.</summary>
    public static string Page(DiagnosticDescriptor rule)
    {
        using var stream = typeof(SarifRules).Assembly.GetManifestResourceStream(rule.Id + ".md")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var page = Remark().Replace(reader.ReadToEnd().Replace("\r", "", StringComparison.Ordinal), "");
        var folder = new Uri(rule.HelpLinkUri);
        return Link().Replace(page, link => $"]({new Uri(folder, link.Groups["to"].Value).AbsoluteUri})");
    }

    /// <summary>What tells tests which samples are wrong.</summary>
    [GeneratedRegex("<!--.*?-->\n?")]
    private static partial Regex Remark();

    [GeneratedRegex(@"\]\((?<to>[^):\s]+\.md[^)\s]*)\)")]
    private static partial Regex Link();
}
