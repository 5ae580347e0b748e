using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace RnnLint.Packages.Tests;

/// <summary>What docs/ci.md and the files beside it tell a service to run.</summary>
internal static partial class Recipes
{
    /// <summary>The code below a mark in docs/ci.md.</summary>
    public static string Of(string name) => Marked().Matches(File.ReadAllText(Repository.PathTo("docs", "ci.md"))).Single(match => match.Groups["name"].Value == name).Groups["code"].Value;

    public static YamlNode Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Single().RootNode;
    }

    /// <summary>The steps of the action that a shell runs: each with its environment, where expressions are replaced by inputs, or their defaults.</summary>
    public static IEnumerable<(string Script, Dictionary<string, string> Environment)> Action(IReadOnlyDictionary<string, string> inputs)
    {
        var action = Yaml(File.ReadAllText(Repository.PathTo("action.yml")));
        inputs.Keys.Except(((YamlMappingNode)action["inputs"]).Children.Keys.Select(key => key.ToString())).ShouldBeEmpty();
        foreach (var step in ((YamlSequenceNode)action["runs"]["steps"]).Children.Cast<YamlMappingNode>().Where(step => step.Children.ContainsKey("run")))
        {
            step["shell"].ToString().ShouldBe("bash");
            yield return (step["run"].ToString(), ((YamlMappingNode)step["env"]).ToDictionary(
                pair => pair.Key.ToString(),
                pair => Expression().Replace(pair.Value.ToString(), match => inputs.TryGetValue(match.Groups["input"].Value, out var given) ? given : action["inputs"][match.Groups["input"].Value]["default"].ToString())));
        }
    }

    [GeneratedRegex(@"<!-- recipe (?<name>[\w-]+) -->\n```\w+\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\$\{\{ inputs\.(?<input>[\w-]+) \}\}")]
    private static partial Regex Expression();
}
