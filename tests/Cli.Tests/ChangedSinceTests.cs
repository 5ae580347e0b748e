using System.Text;
using System.Text.Json;

namespace RnnLint.Cli.Tests;

/// <summary><c>rnnlint check --changed-since</c> in repositories that git made.</summary>
public sealed class ChangedSinceTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        // git's objects are read-only.
        foreach (var file in Directory.EnumerateFiles(_scratch.Folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        _scratch.Dispose();
    }

    [Fact]
    public async Task Only_the_commit_that_transposes_W_fails()
    {
        const string forward = "src/Réseau récurrent/Forward.cs", backward = "src/Réseau récurrent/Backward.cs", moved = "src/Réseau récurrent/Way back #1.cs";
        var git = await GitFolder.CreateAsync(_scratch.Folder);
        _scratch.Write(forward, TwoFiles.Forward);
        Write(backward, TwoFiles.Backward);
        await git.CommitAsync("right");
        Write(backward, TwoFiles.Backward.Replace("Goes back", "Goes\n    // all the way back", StringComparison.Ordinal));
        await git.CommitAsync("a comment");
        await git.RunAsync("branch", "side");
        _scratch.Write(forward, TwoFiles.ForwardTransposed);
        await git.CommitAsync("transposes W, in the file that the finding is not in");
        await git.RunAsync("mv", backward, moved);
        Write(moved, "// Moved.\n" + File.ReadAllText(Path.Combine(_scratch.Folder, moved)).Replace("\r", "", StringComparison.Ordinal));
        await git.CommitAsync("a rename");
        await git.RunAsync("checkout", "--quiet", "side");
        _scratch.Write("src/Other.cs", "public static class Other { public static double Half(double x) => x / 2; }");
        await git.CommitAsync("elsewhere");
        await git.RunAsync("checkout", "--quiet", "main");
        await git.RunAsync("merge", "--quiet", "--no-ff", "--message", "a merge", "side");
        File.Delete(Path.Combine(_scratch.Folder, "src/Other.cs"));
        await git.CommitAsync("a deletion");

        var codes = new Dictionary<string, int>();
        foreach (var commit in (await git.RunAsync("log", "--first-parent", "--reverse", "--format=%H %s")).Split('\n').Skip(1))
        {
            await git.RunAsync("checkout", "--quiet", commit[..40]);
            var run = await Tool.RunAsync(_scratch, "check", ".", "--changed-since", "HEAD~1");
            codes[commit[41..]] = run.ExitCode;
            run.Errors.ShouldBe("");
            if (run.ExitCode == 1)
                run.Output.ShouldStartWith($"{backward}:19:29: warning RNN0004: ");
        }

        codes.ShouldBe(new Dictionary<string, int>
        {
            ["a comment"] = 0, ["transposes W, in the file that the finding is not in"] = 1, ["a rename"] = 0, ["a merge"] = 0, ["a deletion"] = 0,
        });
    }

    [Fact]
    public async Task A_setting_that_is_not_understood_fails_the_change_that_brings_it()
    {
        var git = await GitFolder.CreateAsync(_scratch.Folder);
        _scratch.Write("A.cs", "class A;");
        _scratch.Write(".editorconfig", "root = true\n");
        await git.CommitAsync("right");
        _scratch.Write(".editorconfig", "root = true\n[*.cs]\nrnnlint.fuel = lots\n");
        await git.CommitAsync("sets nonsense");
        _scratch.Write("B.cs", "class B;");
        await git.CommitAsync("elsewhere");

        (await Tool.RunAsync(_scratch, "check", ".", "--changed-since", "HEAD~2")).ExitCode.ShouldBe(1);
        (await Tool.RunAsync(_scratch, "check", ".", "--changed-since", "HEAD~1")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_committed_counts_and_what_was_there_does_not()
    {
        var git = await GitFolder.CreateAsync(_scratch.Folder);
        var old = RulePage.Of("RNN0001").Wrong[0];
        _scratch.Write("Old.cs", $"namespace Old {{ {old} }}");
        _scratch.Write("Forward.cs", TwoFiles.Forward);
        _scratch.Write("Backward.cs", TwoFiles.Backward);
        await git.CommitAsync("one wrong network");

        (await Tool.RunAsync(_scratch, "check", ".")).ExitCode.ShouldBe(1);
        (await Tool.RunAsync(_scratch, "check", ".", "--changed-since", "HEAD")).ExitCode.ShouldBe(0, "nothing has changed");

        _scratch.Write("Backward.cs", TwoFiles.BackwardTransposed);
        (await Findings("check", ".", "--changed-since", "HEAD")).ShouldBe([("Backward.cs", false), ("Old.cs", true)]);

        _scratch.Write("Backward.cs", TwoFiles.Backward);
        _scratch.Write("New.cs", $"namespace New {{ {old} }}");
        (await Findings("check", ".", "--changed-since", "HEAD")).ShouldBe([("New.cs", false), ("Old.cs", true)], "git does not know the file");

        await git.CommitAsync("another");
        File.Move(Path.Combine(_scratch.Folder, "New.cs"), Path.Combine(_scratch.Folder, "Newer.cs"));
        File.Delete(Path.Combine(_scratch.Folder, "Old.cs"));
        (await Findings("check", ".", "--changed-since", "HEAD")).ShouldBe([("Newer.cs", true)]);
    }

    [Fact]
    public async Task What_the_other_branch_has_set_right_since_is_not_caused_here()
    {
        var git = await GitFolder.CreateAsync(_scratch.Folder);
        _scratch.Write("Forward.cs", TwoFiles.Forward);
        _scratch.Write("Backward.cs", TwoFiles.BackwardTransposed);
        await git.CommitAsync("wrong");
        await git.RunAsync("checkout", "--quiet", "-b", "side");
        _scratch.Write("Other.cs", "class Other;");
        await git.CommitAsync("elsewhere");
        await git.RunAsync("checkout", "--quiet", "main");
        _scratch.Write("Backward.cs", TwoFiles.Backward);
        await git.CommitAsync("right");
        await git.RunAsync("checkout", "--quiet", "side");

        (await Findings("check", ".", "--changed-since", "main")).ShouldBe([("Backward.cs", true)]);
    }

    [Fact]
    public async Task A_suppression_that_is_taken_away_brings_its_finding()
    {
        var git = await GitFolder.CreateAsync(_scratch.Folder);
        var wrong = RulePage.Of("RNN0001").Wrong[0];
        _scratch.Write("Rnn.cs", "#pragma warning disable RNN0001\n" + wrong);
        await git.CommitAsync("suppressed");
        _scratch.Write("Rnn.cs", wrong);

        (await Findings("check", ".", "--changed-since", "HEAD")).ShouldBe([("Rnn.cs", false)]);
    }

    [Fact]
    public async Task Through_projects_too()
    {
        var git = await GitFolder.CreateAsync(_scratch.Folder);
        const string project = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>{0}</Project>""";
        const string cell = "public static class Cell { public static double Product(double[,] w, double[] h, int j, int n) { double sum = 0; for (int k = 0; k < n; k++) sum += w[j, k] * System.Math.Tanh(h[k]); return sum; } }";
        _scratch.Write("cell/Cell.csproj", string.Format(null, project, ""));
        _scratch.Write("cell/Cell.cs", cell);
        _scratch.Write("net/Net.csproj", string.Format(null, project, """<ItemGroup><ProjectReference Include="../cell/Cell.csproj" /></ItemGroup>"""));
        _scratch.Write("net/Forward.cs", TwoFiles.Forward.Replace("""
                        double sum = u[t - 1][j];
                        for (int k = 0; k < n; k++)
                            sum += w[j, k] * Math.Tanh(x[t - 1][k]);
                        x[t][j] = sum;
        """, "x[t][j] = u[t - 1][j] + Cell.Product(w, x[t - 1], j, n);", StringComparison.Ordinal));
        _scratch.Write("net/Backward.cs", TwoFiles.Backward);
        _scratch.Write(".gitignore", "obj/\nbin/\n");
        await git.CommitAsync("right");
        await CliWrap.Cli.Wrap("dotnet").WithArguments(["restore", "net/Net.csproj", "--nologo", "-v", "quiet"]).WithWorkingDirectory(_scratch.Folder).ExecuteAsync();
        _scratch.Write("cell/Cell.cs", cell.Replace("w[j, k]", "w[k, j]", StringComparison.Ordinal));

        (await Findings("check", "net/Net.csproj", "--changed-since", "HEAD")).ShouldBe([("net/Backward.cs", false)]);

        await git.CommitAsync("transposed in the project that the other one refers to");
        File.Move(Path.Combine(_scratch.Folder, "net/Backward.cs"), Path.Combine(_scratch.Folder, "net/Back.cs"));
        _scratch.Write("net/More.cs", "class More;");
        File.AppendAllText(Path.Combine(_scratch.Folder, "net/Net.csproj"), "\n");
        var run = await Tool.RunAsync(_scratch, "check", "net/Net.csproj", "--changed-since", "HEAD");
        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("; 1 known before");
        run.Errors.ShouldBe($"rnnlint: what else has changed and may bring findings is taken for what it is now: net/Net.csproj\n");
    }

    [Fact]
    public async Task What_a_change_of_a_program_shows_of_a_library_is_new()
    {
        var git = await GitFolder.CreateAsync(_scratch.Folder);
        _scratch.Write(".gitignore", "obj/\n");
        await LayeredProjects.WriteAsync(_scratch);
        _scratch.Write("App/Net.cs", "class Net;");
        await git.CommitAsync("a layer that nothing drives");
        _scratch.Write("App/Net.cs", LayeredCell.Network);
        await git.CommitAsync("drives it");
        _scratch.Write("App/Other.cs", "class Other;");
        await git.CommitAsync("elsewhere");

        var run = await Tool.RunAsync(_scratch, "check", "All.slnx", "--changed-since", "HEAD~2");
        run.Output.ShouldStartWith("Layers/Layer.cs:28:20: warning RNN0001: ");
        run.ExitCode.ShouldBe(1, run.Errors);
        (await Tool.RunAsync(_scratch, "check", "All.slnx", "--changed-since", "HEAD~1")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Equal_findings_of_copies_are_told_apart_by_their_files()
    {
        var git = await GitFolder.CreateAsync(_scratch.Folder);
        var (wrong, right) = (RulePage.Of("RNN0001").Wrong[0], RulePage.Of("RNN0001").Wrong[0].Replace("w[k, j] * cotangent", "w[j, k] * cotangent", StringComparison.Ordinal));
        right.ShouldNotBe(wrong);
        _scratch.Write("src/Old.cs", wrong);
        await git.CommitAsync("wrong");

        _scratch.Write("src/A/Suppressed.cs", "#pragma warning disable RNN0001\n" + wrong);
        (await Tool.RunAsync(_scratch, "check", ".", "--changed-since", "HEAD")).ExitCode.ShouldBe(0, "a copy whose finding is suppressed takes no number from another");

        _scratch.Write("src/Old.cs", right);
        _scratch.Write("src/A/Suppressed.cs", "class Nothing;");
        _scratch.Write("src/new/Again.cs", wrong);
        (await Findings("check", ".", "--changed-since", "HEAD")).ShouldBe([("src/new/Again.cs", false)], "the old one is set right and has not moved");

        File.Delete(Path.Combine(_scratch.Folder, "src/Old.cs"));
        (await Findings("check", ".", "--changed-since", "HEAD")).ShouldBe([("src/new/Again.cs", true)], "it has moved");

        _scratch.Write("src/A/Suppressed.cs", "#pragma warning disable RNN0001\n" + wrong);
        (await Tool.RunAsync(_scratch, "check", ".", "--changed-since", "HEAD")).ExitCode.ShouldBe(0, "a copy whose finding is suppressed is not what has moved");
    }

    [Fact]
    public async Task What_git_keeps_apart_or_does_not_know_is_new()
    {
        var git = await GitFolder.CreateAsync(Path.Combine(_scratch.Folder, "outer"));
        var inner = await GitFolder.CreateAsync(Path.Combine(_scratch.Folder, "inner"));
        _scratch.Write("inner/Rnn.cs", "class Nothing;");
        await inner.CommitAsync("nothing");
        await git.RunAsync("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", $"file://{_scratch.Folder}/inner", "sub");
        await git.CommitAsync("a submodule");
        _scratch.Write("outer/sub/Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);
        await GitFolder.CreateAsync(Path.Combine(_scratch.Folder, "outer", "nested"));
        _scratch.Write("outer/nested/Rnn.cs", $"namespace Nested {{ {RulePage.Of("RNN0001").Wrong[0]} }}");

        (await Findings("check", "outer", "--changed-since", "HEAD")).ShouldBe([("outer/nested/Rnn.cs", false), ("outer/sub/Rnn.cs", false)]);
    }

    [Fact]
    public async Task A_setting_in_a_file_that_git_does_not_know_yet_is_new()
    {
        var git = await GitFolder.CreateAsync(_scratch.Folder);
        _scratch.Write("Rnn.cs", "class Nothing;");
        await git.CommitAsync("nothing");
        _scratch.Write(".editorconfig", "root = true\n[*.cs]\nrnnlint.fuel = lots\n");

        var run = await Tool.RunAsync(_scratch, "check", ".", "--changed-since", "HEAD");

        run.ExitCode.ShouldBe(1, run.Output);
        run.Output.ShouldStartWith(".editorconfig:3:");
        run.Errors.ShouldBe("rnnlint: what else has changed and may bring findings is taken for what it is now: .editorconfig\n");
    }

    [Fact]
    public async Task Before_the_first_commit_everything_is_new()
    {
        await GitFolder.CreateAsync(_scratch.Folder);
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);

        (await Findings("check", ".", "--changed-since", "HEAD")).ShouldBe([("Rnn.cs", false)]);
    }

    [Fact]
    public async Task Which_repository_is_asked_for_is_decided_by_the_path_and_a_link_is_not_followed_into_another()
    {
        var git = await GitFolder.CreateAsync(_scratch.Folder);
        _scratch.Write("src/deep/Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);
        await git.CommitAsync("wrong from the first");
        Directory.CreateSymbolicLink(Path.Combine(_scratch.Folder, "link"), Path.Combine(_scratch.Folder, "src", "deep"));

        // As git tells its hooks where they run.
        var hooked = await Tool.RunAsync(_scratch.Folder, Tool.Path, new Dictionary<string, string?> { ["GIT_DIR"] = Path.Combine(_scratch.Folder, ".git") }, "check", "src/deep/Rnn.cs", "--changed-since", "HEAD");
        hooked.ExitCode.ShouldBe(0, hooked.Output + hooked.Errors);

        (await Tool.RunAsync(_scratch, "check", "link", "--changed-since", "HEAD")).ShouldBe(new Run(2, "", "rnnlint: --changed-since: link leads over a link to another folder of a repository: name that folder\n"));
    }

    [Fact]
    public async Task A_shallow_clone_is_told_so()
    {
        var git = await GitFolder.CreateAsync(Path.Combine(_scratch.Folder, "whole"));
        foreach (var name in new[] { "A", "B", "C" })
        {
            _scratch.Write($"whole/{name}.cs", $"class {name};");
            await git.CommitAsync(name);
        }

        await git.RunAsync("clone", "--quiet", "--depth", "1", $"file://{_scratch.Folder}/whole", "../shallow");
        var old = await git.RunAsync("rev-parse", "HEAD~2");
        await new GitFolder(Path.Combine(_scratch.Folder, "shallow")).RunAsync("fetch", "--quiet", "--depth", "1", "origin", old);

        var unknown = await Tool.RunAsync(_scratch, "check", "shallow", "--changed-since", "HEAD~1");
        var apart = await Tool.RunAsync(_scratch, "check", "shallow", "--changed-since", old);

        unknown.ShouldBe(new Run(2, "", "rnnlint: --changed-since: git knows no commit HEAD~1; this clone is shallow: git fetch --unshallow brings the rest (in a CI job, check out with the whole history)\n"));
        apart.ShouldBe(new Run(2, "", $"rnnlint: --changed-since: no commit is known that {old} and HEAD both come from; this clone is shallow: git fetch --unshallow brings the rest (in a CI job, check out with the whole history)\n"));
    }

    [Theory]
    [InlineData("nowhere", "rnnlint: --changed-since: git knows no commit nowhere\n")]
    [InlineData("--output=x", "rnnlint: --changed-since: git knows no commit --output=x\n")]
    public async Task A_revision_that_is_none_is_named(string revision, string error)
    {
        var git = await GitFolder.CreateAsync(_scratch.Folder);
        _scratch.Write("A.cs", "class A;");
        await git.CommitAsync("A");

        (await Tool.RunAsync(_scratch, "check", ".", $"--changed-since={revision}")).ShouldBe(new Run(2, "", error));
        Directory.EnumerateFiles(_scratch.Folder).Select(Path.GetFileName).ShouldBe(["A.cs"]);
    }

    [Fact]
    public async Task Without_a_repository_or_without_git_there_is_nothing_to_compare_with()
    {
        _scratch.Write("A.cs", "class A;");

        var outside = await Tool.RunAsync(_scratch, "check", "A.cs", "--changed-since", "HEAD");
        outside.ExitCode.ShouldBe(2);
        outside.Errors.ShouldStartWith("rnnlint: --changed-since needs a git repository: A.cs: fatal: not a git repository");

        var dotnet = Path.GetDirectoryName(Environment.ProcessPath)!;
        var without = await Tool.RunAsync(_scratch.Folder, Tool.Path, new Dictionary<string, string?> { ["PATH"] = dotnet }, "check", "A.cs", "--changed-since", "HEAD");
        without.ShouldBe(new Run(2, "", "rnnlint: --changed-since needs git, which was not found on the PATH\n"));
    }

    /// <summary>With a mark of its encoding, and a carriage return at each line's end.</summary>
    private void Write(string name, string text)
    {
        _scratch.Write(name, "");
        File.WriteAllText(Path.Combine(_scratch.Folder, name), text.Replace("\n", "\r\n", StringComparison.Ordinal), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
    }

    /// <summary>Where a run finds something, and whether that was known before.</summary>
    private async Task<(string Path, bool Known)[]> Findings(params string[] arguments)
    {
        var run = await Tool.RunAsync(_scratch, [.. arguments, "--format", "json"]);
        using var report = JsonDocument.Parse(run.Output);
        var findings = report.RootElement.GetProperty("findings").EnumerateArray().Select(finding => (finding.GetProperty("path").GetString()!, finding.GetProperty("known").GetBoolean())).ToArray();
        run.ExitCode.ShouldBe(findings.Any(finding => !finding.Item2) ? 1 : 0);
        return findings;
    }
}
