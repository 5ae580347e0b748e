using System.Diagnostics;
using System.Runtime.InteropServices;
using CliWrap;
using RnnLint.Cli.Terminal;

namespace RnnLint.Cli.Tests;

public sealed class ExitCodeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Nothing_found_is_0()
    {
        _scratch.Write("Unrelated.cs", "class Unrelated;");

        var run = await Tool.RunAsync(_scratch, "check", ".");

        run.ShouldBe(new Run(0, "1 file: 0 recurrent cells recognised, 0 verified, 0 wrong, 0 with a remark, 0 not probed\n", ""));
    }

    [Fact]
    public async Task A_finding_is_1()
    {
        var sample = RulePage.Of("RNN0001").Wrong.First();
        _scratch.Write("Rnn.cs", sample);

        var run = await Tool.RunAsync(_scratch, "check", "Rnn.cs");

        run.ExitCode.ShouldBe(1, run.Output);
        run.Output.ShouldStartWith($"Rnn.cs:{1 + Array.FindIndex(sample.Split('\n'), line => line.Contains("// wrong"))}:");
        run.Output.ShouldContain(": warning RNN0001: ");
    }

    [Theory]
    [InlineData("gone.cs", "rnnlint: gone.cs: no such file or folder\n")]
    [InlineData("", "rnnlint: '': no such file or folder\n")]
    [InlineData("notes.txt", "rnnlint: notes.txt: not a C# file, project or solution\n")]
    public async Task A_bad_path_is_2_and_named(string path, string error)
    {
        _scratch.Write("notes.txt", "");

        var run = await Tool.RunAsync(_scratch, "check", path);

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldBe(error);
    }

    [Fact]
    public async Task An_unreadable_file_is_2_and_the_rest_is_checked()
    {
        Directory.CreateSymbolicLink(Path.Combine(_scratch.Folder, "Loop.cs"), Path.Combine(_scratch.Folder, "Loop.cs"));
        _scratch.Write("Unrelated.cs", "class Unrelated;");

        var run = await Tool.RunAsync(_scratch, "check", ".");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("Loop.cs");
        run.Output.ShouldStartWith("1 file:");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("check . --format xml")]
    [InlineData("check . --format")]
    [InlineData("check . --output")]
    [InlineData("check . --severity loud")]
    [InlineData("chekc .")]
    public async Task A_command_line_that_cannot_be_read_is_2(string arguments) =>
        (await Tool.RunAsync(_scratch, arguments.Split(' '))).ExitCode.ShouldBe(2);

    [Fact]
    public async Task An_output_that_cannot_be_written_is_2_and_leaves_nothing_behind()
    {
        var run = await Tool.RunAsync(_scratch, "check", ".", "--format", "sarif", "--output", "no/such/folder.sarif");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("folder.sarif");
        Directory.EnumerateFileSystemEntries(_scratch.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_is_written_also_where_nothing_was_found()
    {
        var run = await Tool.RunAsync(_scratch, "check", ".", "--format", "sarif", "--output", "report.sarif");

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldBeEmpty();
        Directory.EnumerateFiles(_scratch.Folder).Select(Path.GetFileName).ShouldBe(["report.sarif"]);
        (await File.ReadAllTextAsync(Path.Combine(_scratch.Folder, "report.sarif"))).ShouldContain("\"results\": []");
    }

    [Fact]
    public async Task A_report_goes_through_a_device()
    {
        var run = await Tool.RunAsync(_scratch, "check", ".", "--format", "json", "--output", "/dev/stdout");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldStartWith("{");
    }

    internal static bool IsInterruptIgnored() => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 2) != 0;

    [Fact]
    public async Task An_interrupted_run_is_130()
    {
        // A job that a shell starts in the background inherits an ignored SIGINT, and so would the run: there is nothing to interrupt it with.
        if (IsInterruptIgnored())
            return;

        // A pipe that nobody writes to: the run is known to have begun once it is open, and will not end by itself.
        var pipe = Path.Combine(_scratch.Folder, "Endless.cs");
        await CliWrap.Cli.Wrap("mkfifo").WithArguments(pipe).ExecuteAsync();
        using var run = Process.Start(new ProcessStartInfo("dotnet", [Tool.Path, "check", pipe]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        await using var writer = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));

        Interrupt(run.Id, 2).ShouldBe(0);
        await run.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

        run.ExitCode.ShouldBe(130);
        (await run.StandardError.ReadToEndAsync()).ShouldBe("rnnlint: interrupted while reading\n");
    }

    [Fact]
    public async Task Work_that_does_not_notice_an_interrupt_is_not_waited_for()
    {
        using var interrupt = new CancellationTokenSource();
        var endless = new TaskCompletionSource<int>();

        // Not Should.ThrowAsync, which replaces what a cancelled task threw.
        var interrupted = await Assert.ThrowsAsync<InterruptedException>(() => ProgressDisplay.RunAsync(
            progress =>
            {
                progress.Report(new("Checking", 3, 10));
                interrupt.Cancel();
                return endless.Task;
            },
            interrupt.Token));

        interrupted.Stage!.ToString().ShouldBe("Checking (3/10)");
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Interrupt(int process, int signal);
}
