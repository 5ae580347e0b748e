using System.Text.RegularExpressions;

namespace RnnLint.Packages.Tests;

[Collection(nameof(PackedFixture))]
public sealed class ToolTests(PackedFixture packed) : IDisposable
{
    private readonly Consumer _consumer = new(packed);

    public void Dispose() => _consumer.Dispose();

    [Fact]
    public async Task The_tool_is_installed_by_its_name_and_checks_files_and_projects()
    {
        await Succeeds("tool", "install", "rnnlint", "--tool-path", _consumer.PathTo("tools"));
        var rnnlint = _consumer.PathTo("tools", "rnnlint");

        (await _consumer.Run(rnnlint, "--version")).Output.ShouldStartWith(packed.Version);
        Finds(await _consumer.Run(rnnlint, "check", Consumer.Sample));

        _consumer.WriteProject([]);
        await Succeeds("restore");
        Finds(await _consumer.Run(rnnlint, "check", "Project.csproj"));
    }

    [Fact]
    public async Task A_manifest_pins_the_tool_for_a_repository()
    {
        await Succeeds("new", "tool-manifest");
        await Succeeds("tool", "install", "rnnlint", "--version", packed.Version);

        await Succeeds("tool", "restore");

        Finds(await _consumer.Dotnet("tool", "run", "rnnlint", "check", Consumer.Sample));
        Finds(await _consumer.Dotnet("rnnlint", "check", Consumer.Sample));
    }

    [Fact]
    public async Task It_is_run_without_being_installed() =>
        Finds(await _consumer.Dotnet("dnx", "rnnlint", "--yes", "--add-source", packed.Source.Folder, "check", Consumer.Sample));

    [Fact]
    public async Task The_language_server_is_a_tool_that_answers()
    {
        await Succeeds("tool", "install", "RnnLint.LanguageServer", "--tool-path", _consumer.PathTo("tools"));
        var server = _consumer.PathTo("tools", "rnnlint-server");

        (await _consumer.Run(server, "--version")).Output.ShouldStartWith(packed.Version);
        var diagnosed = await _consumer.Run(server, "--diagnose");
        diagnosed.ExitCode.ShouldBe(0, diagnosed.Output);
        diagnosed.Output.ShouldStartWith($"rnnlint-server {packed.Version}");
        Regex.IsMatch(diagnosed.Output, "MSBuild: .*[0-9]").ShouldBeTrue(diagnosed.Output);
    }

    private async Task Succeeds(params string[] arguments)
    {
        var run = await _consumer.Dotnet(arguments);
        run.ExitCode.ShouldBe(0, run.Output);
    }

    private static void Finds(Finished check)
    {
        check.ExitCode.ShouldBe(1, check.Output);
        check.Output.ShouldContain($"{Consumer.Sample}:{Consumer.WrongLine}:");
        check.Output.ShouldContain("warning RNN0001: 'W' is transposed here.");
    }
}
