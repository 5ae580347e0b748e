using System.Text.RegularExpressions;

namespace RnnLint.Cli.Tests;

/// <summary>The README shows a real run. With UPDATE_README=1 in the environment the test writes the excerpt instead of comparing it.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task The_excerpt_is_what_a_run_prints()
    {
        var path = Repository.PathTo("README.md");
        var readme = await File.ReadAllTextAsync(path);
        var shown = Excerpt().Match(readme);
        var command = shown.Groups["command"].Value;

        var run = await Tool.RunAsync(Repository.Root, command.Split(' ')[1..]);

        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
            await File.WriteAllTextAsync(path, readme.Replace(shown.Groups["output"].Value, run.Output));
        else
            shown.Groups["output"].Value.ShouldBe(run.Output);
    }

    [GeneratedRegex(@"<!-- excerpt -->\n```text\n\$ (?<command>rnnlint [^\n]+)\n(?<output>.*?)```\n<!-- /excerpt -->", RegexOptions.Singleline)]
    private static partial Regex Excerpt();
}
