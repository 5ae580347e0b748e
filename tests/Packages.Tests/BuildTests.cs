namespace RnnLint.Packages.Tests;

/// <summary>An ordinary project, with a reference to the package and nothing else, in an ordinary build.</summary>
[Collection(nameof(PackedFixture))]
public sealed class BuildTests(PackedFixture packed) : IDisposable
{
    private readonly Consumer _consumer = new(packed);

    public void Dispose() => _consumer.Dispose();

    [Fact]
    public async Task A_transposed_matrix_is_warned_of_and_nothing_else_and_nothing_goes_into_what_is_built()
    {
        _consumer.WriteProject(["RnnLint.Analyzers"]);
        _consumer.Write("SeedRnnRight.cs", File.ReadAllText(Repository.PathTo("samples", "SeedRnn", "SeedRnnRight.cs")));
        _consumer.Write("Unrelated.cs", "public static class Unrelated { public static double[,] Turn(double[,] m) { var t = new double[m.GetLength(1), m.GetLength(0)]; for (int i = 0; i < m.GetLength(0); i++) for (int j = 0; j < m.GetLength(1); j++) t[j, i] = m[i, j]; return t; } }");

        var built = await _consumer.Dotnet("build", "-nologo", "-o", _consumer.PathTo("out"));

        built.ExitCode.ShouldBe(0, built.Output);
        Consumer.Messages(built.Output).ShouldBe([(Consumer.Sample, Consumer.WrongLine, "RNN0001")], built.Output);
        Directory.GetFiles(_consumer.PathTo("out")).Select(Path.GetFileName).Where(name => name!.Contains("RnnLint") || name.Contains("MathNet")).ShouldBeEmpty();
        File.ReadAllText(_consumer.PathTo("out", "Project.deps.json")).ShouldNotContain("RnnLint");
    }

    [Fact]
    public async Task A_build_can_be_made_to_fail_for_it()
    {
        _consumer.WriteProject(["RnnLint.Analyzers"]);

        var built = await _consumer.Dotnet("build", "-nologo", "-warnaserror:RNN0001");

        built.ExitCode.ShouldBe(1, built.Output);
        Consumer.Messages(built.Output, "error").ShouldBe([(Consumer.Sample, Consumer.WrongLine, "RNN0001")], built.Output);
    }

    [Fact]
    public async Task Settings_count_and_what_is_not_understood_is_warned_of_once()
    {
        _consumer.WriteProject(["RnnLint.Analyzers"]);
        _consumer.Write("Other.cs", File.ReadAllText(Consumer.SamplePath).Replace("SeedRnnTransposed", "Other", StringComparison.Ordinal));
        _consumer.Write(".editorconfig", "root = true\n[*.cs]\nrnnlint.excluded_symbols = T:Samples.SeedRnn.SeedRnnTransposed\nrnnlint.fuel = lots\n");

        var built = await _consumer.Dotnet("build", "-nologo");

        Consumer.Messages(built.Output).Select(message => (message.File.Trim(), message.Id)).Order().ToArray().ShouldBe([("CSC", "RNN0091"), ("Other.cs", "RNN0001")], built.Output);
    }
}
