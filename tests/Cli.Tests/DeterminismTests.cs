using System.Text.Json.Nodes;

namespace RnnLint.Cli.Tests;

public sealed class DeterminismTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("text")]
    [InlineData("sarif")]
    [InlineData("json")]
    public async Task The_bytes_are_the_same_whatever_the_culture_and_the_threads(string format)
    {
        foreach (var id in (string[])["RNN0001", "RNN0002", "RNN0003", "RNN0004", "RNN0005", "RNN0006", "RNN0090", "RNN0099"])
            foreach (var (sample, kind) in RulePage.Of(id).Wrong.Select(sample => (sample, "Wrong")).Concat(RulePage.Of(id).Right.Select(sample => (sample, "Right"))))
                _scratch.Write($"{id}/{kind}.cs", $"namespace {id}.{kind};\n{sample}");
        var program = ProgramWithCultures();

        var runs = new List<Run>();
        foreach (var (language, cores) in ((string, string)[])[("C", "1"), ("tr_TR.UTF-8", "4"), ("ar_SA.UTF-8", "1"), ("de_DE.UTF-8", "2")])
            runs.Add(await Tool.RunAsync(_scratch.Folder, program, Machine(language, cores), "check", ".", "--format", format, "--include-hidden"));

        runs.Distinct().ShouldHaveSingleItem();
        runs[0].ExitCode.ShouldBe(1, runs[0].Errors);
        runs[0].Output.ShouldContain("RNN0001");
        runs[0].Output.ShouldContain("RNN0005");
    }

    private static Dictionary<string, string?> Machine(string language, string cores) => new()
    {
        ["LC_ALL"] = language,
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
