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
        foreach (var id in (string[])["RNN0001", "RNN0002", "RNN0003", "RNN0004", "RNN0005", "RNN0006"])
            _scratch.Write($"{id}.cs", $"namespace {id};\n{RulePage.Of(id).Wrong.First()}");

        var runs = new List<Run>();
        foreach (var (language, cores) in ((string, string)[])[("C", "1"), ("tr_TR.UTF-8", "4"), ("de_DE.UTF-8", "2")])
            runs.Add(await Tool.RunAsync(_scratch, Machine(language, cores), "check", ".", "--format", format, "--include-hidden"));

        runs.Distinct().ShouldHaveSingleItem();
    }

    private static Dictionary<string, string?> Machine(string language, string cores) => new()
    {
        ["LC_ALL"] = language,
        ["DOTNET_PROCESSOR_COUNT"] = cores,
    };

    [Fact]
    public void The_order_does_not_depend_on_the_threads()
    {
        for (var file = 0; file < 40; file++)
            _scratch.Write($"{file}.cs", $"class Rnn{file} {{ object[] X() => [RNN0001, RNN0002]; object Y() => RNN0003; }}");

        var first = _scratch.Report().Text();

        Enumerable.Range(0, 5).Select(_ => _scratch.Report().Text()).ShouldAllBe(text => text == first);
    }
}
