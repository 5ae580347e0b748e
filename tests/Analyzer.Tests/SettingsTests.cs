using System.Globalization;
using Microsoft.CodeAnalysis;
using RnnLint.Configuration;

namespace RnnLint.Analyzer.Tests;

public class SettingsTests
{
    private static readonly string Wrong = RulePage.Of("RNN0001").Wrong[0];

    [Theory]
    [InlineData("T:Models.Rnn")]
    [InlineData("N:Models")]
    [InlineData("N:Mod*")]
    [InlineData("Rnn")]
    [InlineData("T:Other | M:Models.Rnn.*")]
    [InlineData("F:Models.Rnn.w")]
    public async Task Nothing_is_said_of_what_is_left_out(string symbols) =>
        (await Said($"[*.cs]\nrnnlint.excluded_symbols = {symbols}\n")).ShouldBeEmpty();

    [Theory]
    [InlineData("T:Rnn")]
    [InlineData("N:Model")]
    [InlineData("T:Models.rnn")]
    [InlineData("F:Models.Rnn.b")]
    [InlineData("")]
    public async Task Other_names_leave_nothing_out(string symbols) =>
        (await Said($"[*.cs]\nrnnlint.excluded_symbols = {symbols}\n")).Select(diagnostic => diagnostic.Id).ShouldBe(["RNN0001"]);

    [Fact]
    public async Task What_is_left_out_is_left_out_where_the_section_says()
    {
        (await Said("[Other.cs]\nrnnlint.excluded_symbols = N:Models\n")).ShouldHaveSingleItem();
        (await Said("[Rnn.cs]\nrnnlint.excluded_symbols = N:Models\n")).ShouldBeEmpty();
        (await Said("root = true\n", "is_global = true\nrnnlint.excluded_symbols = N:Models\n")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cells_are_probed_at_the_sizes_and_seeds_that_are_set()
    {
        var plain = (await Said("root = true\n")).ShouldHaveSingleItem();
        var set = (await Said("[*.cs]\nrnnlint.probe_sizes = 7, 4\nrnnlint.seeds = 2, 5\n")).ShouldHaveSingleItem();

        set.Id.ShouldBe("RNN0001");
        Sizes(plain).ShouldBe(["3", "4"]);
        Sizes(set).ShouldBe(["4", "7"]);
        Numbers(plain, "seeds").ShouldAllBe(seed => seed < 1000);
        Numbers(set, "seeds").Select(seed => seed / 1000).Distinct().Order().ShouldBe([1, 4]);
        set.GetMessage(CultureInfo.InvariantCulture).ShouldContain("transposed");

        static IEnumerable<string> Sizes(Diagnostic diagnostic) => Numbers(diagnostic, "sizes").Distinct().Order().Select(size => size.ToString(CultureInfo.InvariantCulture));
        static IEnumerable<int> Numbers(Diagnostic diagnostic, string name) => diagnostic.Properties[name]!.Split([' ', ',', '=', 'n'], StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
    }

    [Fact]
    public async Task The_defaults_that_are_documented_are_those_that_count()
    {
        var written = "[*.cs]\n" + string.Concat(Setting.All.Select(setting => $"{setting.Key} = {setting.Default}\n"));

        Shown(await Said(written)).ShouldBe(Shown(await Said("root = true\n")));
        Shown(await Said("[*.cs]\n" + string.Concat(Setting.All.Select(setting => $"{setting.Key} = unset\n")))).ShouldBe(Shown(await Said("root = true\n")));

        static IEnumerable<string> Shown(IEnumerable<Diagnostic> diagnostics) => diagnostics.Select(diagnostic => diagnostic + string.Concat(diagnostic.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Without_fuel_code_is_not_probed()
    {
        var training = RulePage.Of("RNN0001").Wrong[0].Replace("        for (int t = ", "        for (int i = 0, z = 0; i < 5000; i++) z += i;\n        for (int t = ", StringComparison.Ordinal);

        (await Compiled.From(("/src/Rnn.cs", training)).AnalysedBy(new(), "[*.cs]\nrnnlint.fuel = 1000000\n")).Select(diagnostic => diagnostic.Id).ShouldBe(["RNN0001"]);
        (await Compiled.From(("/src/Rnn.cs", training)).AnalysedBy(new(), "[*.cs]\nrnnlint.fuel = 10000\n")).Select(diagnostic => diagnostic.Id).ShouldNotContain("RNN0001");
    }

    [Theory]
    [InlineData("rnnlint.probe_sizes = 3")]
    [InlineData("rnnlint.probe_sizes = 3, 3")]
    [InlineData("rnnlint.probe_sizes = 2, 3")]
    [InlineData("rnnlint.probe_sizes = 3 4")]
    [InlineData("rnnlint.probe_sizes = 3, 4, 5, 6, 7")]
    [InlineData("rnnlint.probe_sizes = 3, 99999999999999")]
    [InlineData("rnnlint.fuel = lots")]
    [InlineData("rnnlint.fuel = -400000")]
    [InlineData("rnnlint.fuel = 4e5")]
    [InlineData("rnnlint.fuel =")]
    [InlineData("rnnlint.seeds = 0")]
    [InlineData("rnnlint.seeds = ١")]
    [InlineData("rnnlint.excluded_symbols = X:Rnn")]
    [InlineData("rnnlint.excluded_symbols = T:Models.*.Rnn")]
    [InlineData("rnnlint.excluded_symbols = *")]
    [InlineData("rnnlint.excluded_symbols = Models, Rnn")]
    [InlineData("rnnlint.probe_size = 3, 5")]
    public async Task What_is_not_understood_is_reported_once_and_the_default_is_used(string line)
    {
        var said = await Compiled.From(("/src/Rnn.cs", $"namespace Models\n{{\n{Wrong}\n}}"), ("/src/Other.cs", "class Other;")).AnalysedBy(new(), $"[*.cs]\n{line}\n[Other.cs]\nindent_size = 2\n");

        said.Select(diagnostic => diagnostic.Id).Order().ShouldBe(["RNN0001", "RNN0091"]);
        var problem = said.Single(diagnostic => diagnostic.Id == "RNN0091");
        problem.Location.ShouldBe(Location.None);
        problem.GetMessage(CultureInfo.InvariantCulture).ShouldContain(line.Split(' ')[0]);
    }

    [Fact]
    public async Task Its_place_is_told_where_the_compiler_has_the_file()
    {
        var place = (await Compiled.From(("/src/Rnn.cs", "class Rnn;")).AnalysedBy(new(), "[*.cs]\n# rnnlint.fuel = lots\n  rnnlint.fuel = lots ; of it\n", additional: true)).ShouldHaveSingleItem().Location.GetLineSpan();

        place.Path.ShouldBe("/src/.editorconfig");
        (place.StartLinePosition, place.EndLinePosition).ShouldBe((new(2, 2), new(2, 21)));
    }

    [Fact]
    public async Task It_is_switched_off_for_the_whole_project() =>
        (await Compiled.From(("/src/Rnn.cs", "class Rnn;")).AnalysedBy(new(), "[*.cs]\nrnnlint.fuel = lots\n", "is_global = true\ndotnet_diagnostic.RNN0091.severity = none\n")).ShouldBeEmpty();

    /// <summary>With UPDATE_SETTINGS=1 in the environment the test writes the table instead of comparing it.</summary>
    [Fact]
    public void The_documented_settings_are_those_there_are()
    {
        const string begin = "<!-- generated: begin -->\n", end = "<!-- generated: end -->";
        var path = Repository.PathTo("docs", "settings.md");
        var page = File.ReadAllText(path);
        var (from, to) = (page.IndexOf(begin, StringComparison.Ordinal) + begin.Length, page.IndexOf(end, StringComparison.Ordinal));
        var table = "| Setting | Default | Takes | |\n|---|---|---|---|\n"
            + string.Concat(Rules.All.Select(rule => $"| `dotnet_diagnostic.{rule.Id}.severity` | `{Level(rule.DefaultSeverity)}` | a severity | {rule.Title} |\n"))
            + string.Concat(Rules.All.GroupBy(rule => rule.Category).Select(rules => $"| `dotnet_analyzer_diagnostic.category-{rules.Key}.severity` | | a severity | All of {string.Join(", ", rules.Select(rule => rule.Id))} |\n"))
            + string.Concat(Setting.All.Select(setting => $"| `{setting.Key}` | {(setting.Default.Length == 0 ? "" : $"`{setting.Default}`")} | {setting.Values.Replace("`|`", "`\\|`", StringComparison.Ordinal)} | {setting.Meaning} |\n"));

        if (Environment.GetEnvironmentVariable("UPDATE_SETTINGS") == "1")
            File.WriteAllText(path, page[..from] + table + page[to..]);
        else
            page[from..to].ShouldBe(table);
    }

    private static string Level(DiagnosticSeverity severity) => severity switch { DiagnosticSeverity.Hidden => "silent", DiagnosticSeverity.Info => "suggestion", _ => severity.ToString().ToLowerInvariant() };

    private static async Task<IEnumerable<Diagnostic>> Said(string editorConfig, string globalConfig = "is_global = true\n") =>
        await Compiled.From(("/src/Rnn.cs", $"namespace Models\n{{\n{Wrong}\n}}")).AnalysedBy(new(), editorConfig, globalConfig);
}
