using System.Text;

namespace RnnLint.Cli.Tests;

public sealed class FixTests : IDisposable
{
    private const string Report = "Swap the indices: w[j, k]";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_finding_is_fixed_in_its_file_and_nothing_else_changes()
    {
        var path = _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);
        _scratch.Write("Unrelated.cs", "class Unrelated;");

        var run = await Tool.RunAsync(_scratch, "fix", ".");

        run.Errors.ShouldBe("");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain($"RNN0001 fixed: {Report}\n  - sum += w[k, j] * cotangent[j]; // wrong: Σ_j runs over the index that writes\n  + sum += w[j, k] * cotangent[j]; // wrong: Σ_j runs over the index that writes\n1 finding fixed in 1 file, 0 left\n");
        File.ReadAllText(path).ShouldBe(Right);
        Directory.EnumerateFiles(_scratch.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["Rnn.cs", "Unrelated.cs"]);
        (await Tool.RunAsync(_scratch, "check", ".")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_dry_run_prints_a_diff_and_writes_nothing()
    {
        var wrong = RulePage.Of("RNN0001").Wrong[0];
        var path = _scratch.Write("Rnn.cs", wrong);

        var run = await Tool.RunAsync(_scratch, "fix", "Rnn.cs", "--dry-run");

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldStartWith("--- a/Rnn.cs\n+++ b/Rnn.cs\n@@ -");
        run.Output.Split('\n').Where(line => line.StartsWith('-') || line.StartsWith('+')).Skip(2).Select(line => line[0] + line[1..].Trim()).ShouldBe([
            "-sum += w[k, j] * cotangent[j]; // wrong: Σ_j runs over the index that writes",
            "+sum += w[j, k] * cotangent[j]; // wrong: Σ_j runs over the index that writes"]);
        run.Errors.ShouldContain("1 finding would be fixed in 1 file, 0 left");
        File.ReadAllText(path).ShouldBe(wrong);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    public async Task Encoding_mark_line_ends_and_permissions_stay(string name, bool isMarked)
    {
        Encoding encoding = name == "utf-16" ? new UnicodeEncoding(bigEndian: false, byteOrderMark: isMarked) : new UTF8Encoding(isMarked);
        var path = _scratch.Write("Rnn.cs", "");
        File.WriteAllText(path, RulePage.Of("RNN0001").Wrong[0].Replace("\n", "\r\n"), encoding);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var run = await Tool.RunAsync(_scratch, "fix", "Rnn.cs");

        run.ExitCode.ShouldBe(0, run.Errors);
        byte[] expected = [.. encoding.GetPreamble(), .. encoding.GetBytes(Right.Replace("\n", "\r\n"))];
        File.ReadAllBytes(path).ShouldBe(expected);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    [Fact]
    public async Task Where_nothing_is_wrong_nothing_is_written()
    {
        var path = _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Right[0]);
        var before = File.GetLastWriteTimeUtc(path);

        var run = await Tool.RunAsync(_scratch, "fix", "Rnn.cs");

        run.ShouldBe(new Run(0, "0 findings fixed in 0 files, 0 left\n", ""));
        File.GetLastWriteTimeUtc(path).ShouldBe(before);
    }

    [Fact]
    public async Task What_the_source_suppresses_is_left()
    {
        var suppressed = "#pragma warning disable RNN0001\n" + RulePage.Of("RNN0001").Wrong[0];
        var path = _scratch.Write("Rnn.cs", suppressed);

        var run = await Tool.RunAsync(_scratch, "fix", "Rnn.cs");

        run.ShouldBe(new Run(0, "0 findings fixed in 0 files, 0 left\n", ""));
        File.ReadAllText(path).ShouldBe(suppressed);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named_and_the_others_are_fixed()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
            return;
        _scratch.Write("locked/Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);
        var folder = Path.Combine(_scratch.Folder, "locked");
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var run = await Tool.RunAsync(_scratch, "fix", "locked");

            run.ExitCode.ShouldBe(2);
            run.Errors.ShouldContain("was not changed");
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_2()
    {
        var run = await Tool.RunAsync(_scratch, "fix", "gone.cs");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("gone.cs: no such file or folder");
    }

    private static string Right => RulePage.Of("RNN0001").Wrong[0].Replace("w[k, j] * cotangent[j]", "w[j, k] * cotangent[j]");
}
