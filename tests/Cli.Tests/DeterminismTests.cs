using System.Text.Json.Nodes;

namespace RnnLint.Cli.Tests;

public sealed class DeterminismTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_bytes_are_the_same_whatever_the_culture_the_time_zone_the_threads_and_the_folder()
    {
        var program = ProgramWithCultures();

        var runs = new List<Run>();
        var reports = new List<string>();
        foreach (var (language, zone, cores) in ((string, string, string)[])[("C", "UTC", "1"), ("tr_TR.UTF-8", "Pacific/Apia", "4"), ("ar_SA.UTF-8", "Asia/Riyadh", "1"), ("de_DE.UTF-8", "America/St_Johns", "2")])
        {
            using var copy = new Scratch();
            foreach (var id in (string[])["RNN0001", "RNN0002", "RNN0003", "RNN0004", "RNN0005", "RNN0006", "RNN0090", "RNN0099"])
                foreach (var (sample, kind) in RulePage.Of(id).Wrong.Select(sample => (sample, "Wrong")).Concat(RulePage.Of(id).Right.Select(sample => (sample, "Right"))))
                    copy.Write($"{id}/{kind}.cs", $"namespace {id}.{kind};\n{sample}");
            runs.Add(await Tool.RunAsync(copy.Folder, program, Machine(language, zone, cores),
                ["check", ".", "--include-hidden", "--format", "text", .. Files.SelectMany(format => (string[])["--format", $"{format}=report.{format}"])]));
            reports.Add(string.Join("\n", Files.Select(format => File.ReadAllText(Path.Combine(copy.Folder, $"report.{format}")))));
            reports[^1].ShouldNotContain(copy.Folder);
        }

        runs.Distinct().ShouldHaveSingleItem();
        reports.Distinct().Count().ShouldBe(1, "what is the same in one report is so in all");
        runs[0].ExitCode.ShouldBe(1, runs[0].Errors);
        runs[0].Output.ShouldContain("RNN0001");
        runs[0].Output.ShouldContain("RNN0005");
        reports[0].ShouldContain("insertedContent");
    }

    private static string[] Files { get; } = ["json", "sarif", "github", "gitlab", "junit", "html"];

    private static Dictionary<string, string?> Machine(string language, string zone, string cores) => new()
    {
        ["LC_ALL"] = language,
        ["TZ"] = zone,
        ["DOTNET_PROCESSOR_COUNT"] = cores,
    };

    /// <summary>The program as it would be if it minded cultures; itself where the machine has none (no ICU).</summary>
    private string ProgramWithCultures()
    {
        if (!Directory.EnumerateFiles("/usr/lib", "libicuuc.so*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Any())
            return Tool.Path;
        var copy = Directory.CreateDirectory(Path.Combine(_scratch.Folder, "bin")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Tool.Path)!))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        var settings = Path.Combine(copy, "rnnlint.runtimeconfig.json");
        var json = JsonNode.Parse(File.ReadAllText(settings))!;
        json["runtimeOptions"]!["configProperties"]!["System.Globalization.Invariant"] = false;
        File.WriteAllText(settings, json.ToJsonString());
        return Path.Combine(copy, "rnnlint.dll");
    }

    [Fact]
    public void The_order_does_not_depend_on_the_threads()
    {
        for (var file = 0; file < 40; file++)
            _scratch.Write($"{file}.cs", $"class Rnn{file} {{ object[] X() => [RNN0001, RNN0002]; object Y() => RNN0003; }}");

        var first = _scratch.Report().Text();

        Enumerable.Range(0, 5).Select(_ => _scratch.Report().Text()).ShouldAllBe(text => text == first);
    }
}
