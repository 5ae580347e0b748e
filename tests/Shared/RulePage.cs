using System.Text.RegularExpressions;

namespace RnnLint.Tests;

/// <summary>A rule's page under docs/rules: its heading, its table and its samples.</summary>
internal sealed partial record RulePage(string Text)
{
    public string Heading => Text.Split('\n')[0];

    public IReadOnlyList<string> Wrong => Samples("wrong");

    public IReadOnlyList<string> Right => Samples("right");

    public static RulePage Of(string id) => new(File.ReadAllText(Repository.PathTo("docs", "rules", $"{id}.md")));

    private string[] Samples(string mark) =>
        [.. Sample().Matches(Text).Where(match => match.Groups["mark"].Value == mark).Select(match => match.Groups["code"].Value)];

    [GeneratedRegex(@"<!-- (?<mark>\w+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();
}
