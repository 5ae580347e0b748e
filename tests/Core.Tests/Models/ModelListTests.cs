using RnnLint.Core.Tests.Programs;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Models;

/// <summary>docs/models.md lists what the interpreter knows. With UPDATE_MODELS=1 in the environment the test writes it instead of comparing it.</summary>
public sealed class ModelListTests
{
    private const string Head = """
        # Library members that RnnLint understands

        Code that calls anything else of a library still is traced: what comes back is unknown, and a verdict that would depend on it is not given
        (RNN0090 names the member). Generated from the models in `src/Core/Tracing/Models`. Overloads are not told apart; operators are written
        `op_Addition`, constructors `new`.


        """;

    [Fact]
    public void The_documented_list_is_the_one_there_is()
    {
        var path = Path.Combine(ProgramLibrary.Root, "docs", "models.md");
        var list = Head + string.Concat(LibraryModels.Create().Entries().GroupBy(entry => Split(entry.Member).Type, entry => Split(entry.Member).Member)
            .OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => $"- **{Readable(type.Key)}**: {string.Join(", ", type.Select(Plain).Distinct().Order(StringComparer.Ordinal))}\n"));

        if (Environment.GetEnvironmentVariable("UPDATE_MODELS") == "1")
            File.WriteAllText(path, list);
        else
            File.ReadAllText(path).ShouldBe(list);
    }

    private static (string Type, string Member) Split(string entry)
    {
        var signature = entry.IndexOf('(');
        var name = entry.EndsWith(".ctor", StringComparison.Ordinal) || entry.Contains(".ctor(") ? entry.LastIndexOf("..ctor", StringComparison.Ordinal) : entry.LastIndexOf('.', signature < 0 ? entry.Length - 1 : signature);
        return (entry[..name], entry[(name + 1)..]);
    }

    private static string Plain(string member) => "`" + member.Split('(')[0].Replace("get_", "").Replace("set_", "").Replace(".ctor", "new") + "`";

    /// <summary><c>List&lt;T&gt;.Enumerator</c> for <c>List`1+Enumerator</c>.</summary>
    private static string Readable(string type) =>
        string.Join("", type.Replace('+', '.').Split('`').Select((part, i) => i == 0 ? part : "<" + string.Join(", ", Enumerable.Range(1, part[0] - '0').Select(n => part[0] == '1' ? "T" : "T" + n)) + ">" + part[1..]));
}
