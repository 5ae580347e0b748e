using System.Text.Json;
using System.Xml.Linq;
using YamlDotNet.RepresentationModel;

namespace RnnLint.Packages.Tests;

/// <summary>Every recipe of docs/ci.md, as far as it goes without its service.</summary>
[Collection(nameof(PackedFixture))]
public sealed class RecipeTests : IDisposable
{
    private const string Backward = "src/Rnn.cs";

    private readonly Consumer _consumer;
    private readonly PackedFixture _packed;

    public RecipeTests(PackedFixture packed)
    {
        (_packed, _consumer) = (packed, new(packed));
        File.Delete(_consumer.PathTo(Consumer.Sample));
        _consumer.Write(Backward, File.ReadAllText(Consumer.SamplePath));
    }

    public void Dispose()
    {
        // git's objects are read-only.
        foreach (var file in Directory.EnumerateFiles(_consumer.PathTo(), "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        _consumer.Dispose();
    }

    [Fact]
    public async Task The_action_installs_annotates_reports_and_fails_for_what_the_change_has_caused()
    {
        // A path with a space, and one that is another argument's beginning for those who do not quote.
        _consumer.Write("more code/Other.cs", "class Other;");
        await Git("init", "--quiet");
        await Commit("wrong from the first");
        _consumer.Write(Backward, File.ReadAllText(Consumer.SamplePath).Replace("W[k, j] * next", "W[j, k] * next", StringComparison.Ordinal));
        await Commit("right");

        var right = await Act(new() { ["path"] = "src\nmore code\n" });
        right.ExitCode.ShouldBe(0, right.Output);

        _consumer.Write(Backward, File.ReadAllText(Consumer.SamplePath));
        var wrong = await Act(new() { ["changed-since"] = "HEAD" });
        wrong.ExitCode.ShouldBe(1, wrong.Output);
        wrong.Output.ShouldContain($"::warning file={Backward},line={Consumer.WrongLine},");
        using (var report = JsonDocument.Parse(File.ReadAllBytes(_consumer.PathTo("rnnlint.sarif"))))
            report.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(result => result.GetProperty("ruleId").GetString()).ShouldContain("RNN0001");

        (await Act(new() { ["changed-since"] = "HEAD~1" })).ExitCode.ShouldBe(0, "it was so before");
        (await Act(new() { ["fail-on"] = "never" })).ExitCode.ShouldBe(0);
        await _consumer.Run(_consumer.PathTo("runner", "rnnlint", "rnnlint"), "baseline", ".", "--output", "known.json");
        (await Act(new() { ["baseline"] = "known.json" })).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task GitLab()
    {
        var job = Recipes.Yaml(Recipes.Of("gitlab"))["rnnlint"];
        var script = ((YamlSequenceNode)job["script"]).Children.Select(line => line.ToString()).ToList();

        (await Bash(script[0])).ExitCode.ShouldBe(0);
        var check = await Bash(script[1]);

        check.ExitCode.ShouldBe(1, check.Output);
        check.Output.ShouldContain($"{Backward}:{Consumer.WrongLine}:");
        var reports = job["artifacts"]["reports"];
        using (var quality = JsonDocument.Parse(File.ReadAllBytes(_consumer.PathTo(reports["codequality"].ToString()))))
            quality.RootElement[0].GetProperty("location").GetProperty("path").GetString().ShouldBe(Backward);
        XDocument.Load(_consumer.PathTo(reports["junit"].ToString())).Descendants("failure").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Azure_Pipelines()
    {
        var steps = ((YamlSequenceNode)Recipes.Yaml(Recipes.Of("azure"))["steps"]).Children.Cast<YamlMappingNode>().ToList();
        var scripts = steps.Where(step => step.Children.ContainsKey("script")).Select(step => step["script"].ToString()).ToList();

        (await Bash(scripts[0])).ExitCode.ShouldBe(0);
        var check = await Bash(scripts[1]);

        check.ExitCode.ShouldBe(1, check.Output);
        File.Exists(_consumer.PathTo(steps.Single(step => step.Children.ContainsKey("publish"))["publish"].ToString(), "rnnlint.sarif")).ShouldBeTrue();
        File.Exists(_consumer.PathTo(steps.Single(step => step.Children.TryGetValue("task", out var task) && task.ToString().StartsWith("PublishTestResults"))["inputs"]["testResultsFiles"].ToString())).ShouldBeTrue();
    }

    [Fact]
    public async Task The_hook_refuses_the_commit_that_transposes_W_and_no_other()
    {
        var right = File.ReadAllText(Consumer.SamplePath).Replace("W[k, j] * next", "W[j, k] * next", StringComparison.Ordinal);
        _consumer.Write(Backward, right);
        await Git("init", "--quiet");
        await Commit("right");
        await _consumer.Dotnet("tool", "install", "rnnlint", "--tool-path", _consumer.PathTo("tools"));
        _consumer.Write(".git/hooks/pre-commit", Recipes.Of("pre-commit"));
        await _consumer.Run("chmod", "+x", _consumer.PathTo(".git/hooks/pre-commit"));

        _consumer.Write(Backward, "// Moved.\n" + right);
        (await Commit("moved")).ExitCode.ShouldBe(0);
        _consumer.Write(Backward, File.ReadAllText(Consumer.SamplePath));
        var refused = await Commit("transposed");
        refused.ExitCode.ShouldBe(1, refused.Output);
        refused.Output.ShouldContain("RNN0001");

        var hook = ((YamlSequenceNode)Recipes.Yaml(File.ReadAllText(Repository.PathTo(".pre-commit-hooks.yaml")))).Single();
        Recipes.Of("pre-commit").ShouldEndWith($"exec {hook["entry"]}\n", Case.Sensitive, "the other hook does the same");
    }

    [Fact]
    public async Task Reports_of_a_split_build_are_those_of_the_whole()
    {
        _consumer.Write("Directory.Build.targets", Recipes.Of("report"));
        foreach (var (name, reference) in new[] { ("A", ""), ("B", "A"), ("C", "A") })
        {
            _consumer.WriteProject(["RnnLint.Analyzers"], reference == "" ? "" : $"""</PropertyGroup><ItemGroup><ProjectReference Include="../{reference}/{reference}.csproj" /></ItemGroup><PropertyGroup>""");
            Directory.CreateDirectory(_consumer.PathTo(name));
            File.Move(_consumer.PathTo("Project.csproj"), _consumer.PathTo(name, $"{name}.csproj"));
            _consumer.Write($"{name}/Rnn.cs", File.ReadAllText(Consumer.SamplePath).Replace("SeedRnnTransposed", $"Rnn{name}", StringComparison.Ordinal));
        }

        File.Delete(_consumer.PathTo(Backward));
        _consumer.Write("All.slnx", """<Solution><Project Path="A/A.csproj" /><Project Path="B/B.csproj" /><Project Path="C/C.csproj" /></Solution>""");
        (await _consumer.Dotnet("restore", "All.slnx")).ExitCode.ShouldBe(0);

        // Each in a process of its own, which compiles nothing but its own project: what it refers to was built by another.
        foreach (var name in new[] { "A", "B", "C" })
        {
            var built = await _consumer.Dotnet("build", name, "-nologo", "--no-restore", "-p:BuildProjectReferences=false");
            built.ExitCode.ShouldBe(0, built.Output);
        }

        await _consumer.Dotnet("tool", "install", "rnnlint", "--tool-path", _consumer.PathTo("tools"));
        (await _consumer.Run(_consumer.PathTo("tools", "rnnlint"), "check", "All.slnx", "--format", "sarif", "--output", "whole.sarif")).ExitCode.ShouldBe(1);
        var whole = Results("whole.sarif");
        whole.Count.ShouldBe(3);
        Directory.EnumerateFiles(_consumer.PathTo("reports"), "*.sarif").SelectMany(Results).Order(StringComparer.Ordinal).ShouldBe(whole);
    }

    /// <summary>Rule, file, line, column and message of each result that is not hidden, sorted.</summary>
    private List<string> Results(string file)
    {
        using var report = JsonDocument.Parse(File.ReadAllBytes(_consumer.PathTo(file)));
        return [.. report.RootElement.GetProperty("runs").EnumerateArray().SelectMany(run => run.GetProperty("results").EnumerateArray())
            .Where(result => result.GetProperty("ruleId").GetString() is not ("RNN0090" or "RNN0099"))
            .Select(result =>
            {
                var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
                var region = place.GetProperty("region");
                return string.Join(' ', result.GetProperty("ruleId").GetString(), string.Join('/', place.GetProperty("artifactLocation").GetProperty("uri").GetString()!.Split('/')[^2..]),
                    region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32(), result.GetProperty("message").GetProperty("text").GetString());
            })
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Runs what the action's steps run, as far as they succeed.</summary>
    private async Task<Finished> Act(Dictionary<string, string> inputs)
    {
        var runner = _consumer.PathTo("runner");
        if (Directory.Exists(runner))
            Directory.Delete(runner, recursive: true);
        var output = "";
        foreach (var (script, environment) in Recipes.Action(inputs))
        {
            environment["RUNNER_TEMP"] = runner;
            var run = await _consumer.Run("env", [.. environment.Select(pair => $"{pair.Key}={pair.Value}"), "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
            output += run.Output;
            if (run.ExitCode != 0)
                return new(run.ExitCode, output);
        }

        return new(0, output);
    }

    private Task<Finished> Bash(string script) => _consumer.Run("bash", "-ec", script);

    private Task<Finished> Git(params string[] arguments) => _consumer.Run("env",
        ["GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1", $"PATH={_consumer.PathTo("tools")}:{Environment.GetEnvironmentVariable("PATH")}", "git", "-c", "user.name=A", "-c", "user.email=a@example.org", .. arguments]);

    private async Task<Finished> Commit(string message)
    {
        await Git("add", "src");
        return await Git("commit", "--quiet", "--message", message);
    }
}
