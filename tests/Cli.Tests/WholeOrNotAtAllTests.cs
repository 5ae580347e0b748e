using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using CliWrap;

namespace RnnLint.Cli.Tests;

/// <summary>Whatever becomes of a run, a report is the one before it or the whole new one.</summary>
public sealed class WholeOrNotAtAllTests : IDisposable
{
    private const string Old = "the report of another run";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>Every second one is killed at a random moment of the run, and the others a random while after they have begun to write, which a random moment hardly ever meets.</summary>
    [Fact]
    public async Task A_run_that_is_killed_leaves_the_old_report_or_the_new_one()
    {
        _scratch.Write("Unrelated.cs", "class Unrelated;");
        var (report, random, clock) = (Path.Combine(_scratch.Folder, "report.json"), new Random(20), Stopwatch.StartNew());
        (await Tool.RunAsync(_scratch, "check", ".", "--format", "json=report.json")).ExitCode.ShouldBe(0);
        var (length, whole) = (clock.Elapsed, await File.ReadAllTextAsync(report));
        JsonNode.Parse(whole).ShouldNotBeNull();
        var left = new List<string>();

        for (var kill = 0; kill < 20; kill++)
        {
            await File.WriteAllTextAsync(report, Old);
            using var run = Start("check", ".", "--format", "json=report.json", "--format", "sarif=report.sarif");
            if (kill % 2 == 0)
                await Task.Delay(length * random.NextDouble());
            else
            {
                var known = Drafts().ToHashSet();
                SpinWait.SpinUntil(() => run.HasExited || Drafts().Any(draft => !known.Contains(draft)));
                Thread.SpinWait(random.Next(200_000));
            }

            run.Kill();
            await run.WaitForExitAsync();

            left.Add(await File.ReadAllTextAsync(report));
            Drafts().Count().ShouldBeLessThanOrEqualTo(2, "one for each report at most: a run sweeps those of the runs before it");
        }

        left.ShouldAllBe(text => text == Old || text == whole);
        left.ShouldContain(Old);
        (await Tool.RunAsync(_scratch, "check", ".", "--format", "json=report.json", "--format", "sarif=report.sarif")).ExitCode.ShouldBe(0);
        Directory.EnumerateFiles(_scratch.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["Unrelated.cs", "report.json", "report.sarif"]);
        (await File.ReadAllTextAsync(report)).ShouldBe(whole);
    }

    [Fact]
    public void A_draft_that_is_still_written_is_no_abandoned_one()
    {
        var report = Path.Combine(_scratch.Folder, "report.json");

        Reports.AtomicFile.Write(report, System.Text.Encoding.UTF8, outer =>
        {
            outer.Write("outer");
            Reports.AtomicFile.Write(report, System.Text.Encoding.UTF8, inner => inner.Write("inner"));
            File.ReadAllText(report).ShouldBe("inner");
        });

        File.ReadAllText(report).ShouldBe("outer");
        Directory.EnumerateFiles(_scratch.Folder).ShouldHaveSingleItem();
    }

    /// <summary>In a second, or in the time that the program takes to begin at all on a machine that is so busy.</summary>
    [Fact]
    public async Task An_interrupt_in_the_middle_of_the_work_ends_the_run_at_once()
    {
        if (OperatingSystem.IsWindows() || ExitCodeTests.IsInterruptIgnored())
            return;
        for (var copy = 0; copy < 12; copy++)
            _scratch.Write($"Rnn{copy}.cs", $"namespace Copy{copy};\n{RulePage.Of("RNN0001").Wrong.First()}");
        await File.WriteAllTextAsync(Path.Combine(_scratch.Folder, "report.sarif"), Old);
        var clock = Stopwatch.StartNew();
        await Tool.RunAsync(_scratch, "check", "--help");
        var patience = TimeSpan.FromSeconds(Math.Max(1, 2 * clock.Elapsed.TotalSeconds));
        using var run = Start("check", ".", "--format", "sarif=report.sarif");
        SpinWait.SpinUntil(() => run.HasExited || run.TotalProcessorTime > TimeSpan.FromSeconds(2.5));

        clock.Restart();
        Interrupt(run.Id, 2).ShouldBe(0);
        await run.WaitForExitAsync();

        clock.Elapsed.ShouldBeLessThan(patience);
        run.ExitCode.ShouldBe(130);
        (await File.ReadAllTextAsync(Path.Combine(_scratch.Folder, "report.sarif"))).ShouldBe(Old);
        Drafts().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("json=folder", "folder could not be written: it is a folder")]
    [InlineData("json=no/such/report.json", "no/such/report.json could not be written: its folder does not exist")]
    [InlineData("json=Unrelated.cs/report.json", "Unrelated.cs/report.json could not be written: its folder does not exist")]
    [InlineData("json=/dev/full", "/dev/full could not be written: No space left on device")]
    public async Task A_report_that_cannot_be_written_is_2_and_the_others_are_written(string report, string error)
    {
        if (report.EndsWith("/dev/full", StringComparison.Ordinal) && !File.Exists("/dev/full"))
            return;
        _scratch.Write("Unrelated.cs", "class Unrelated;");
        Directory.CreateDirectory(Path.Combine(_scratch.Folder, "folder"));

        var run = await Tool.RunAsync(_scratch, "check", ".", "--format", "sarif=before.sarif", "--format", report, "--format", "junit=after.xml", "--format", "text");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldStartWith($"rnnlint: {error}");
        run.Errors.Count(letter => letter == '\n').ShouldBe(1, run.Errors);
        run.Output.ShouldStartWith("1 file: ");
        Directory.EnumerateFileSystemEntries(_scratch.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["Unrelated.cs", "after.xml", "before.sarif", "folder"]);
    }

    [Fact]
    public async Task A_full_disk_leaves_the_old_report_and_no_draft()
    {
        // A file system of a few pages; where none may be mounted (outside of Linux, or without the right to) there is none to fill.
        var disk = Directory.CreateDirectory(Path.Combine(_scratch.Folder, "disk")).FullName;
        if (!OperatingSystem.IsLinux() || (await CliWrap.Cli.Wrap("mount").WithArguments(["-t", "tmpfs", "-o", "size=16k", "tmpfs", disk]).WithValidation(CommandResultValidation.None).ExecuteAsync()).ExitCode != 0)
            return;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(disk, "report.sarif"), Old);

            var run = await Tool.RunAsync(_scratch, "check", ".", "--format", "sarif=disk/report.sarif", "--format", "json=report.json");

            run.ExitCode.ShouldBe(2);
            run.Errors.ShouldStartWith("rnnlint: disk/report.sarif could not be written: ");
            (await File.ReadAllTextAsync(Path.Combine(disk, "report.sarif"))).ShouldBe(Old);
            Directory.EnumerateFileSystemEntries(disk).ShouldHaveSingleItem();
            File.Exists(Path.Combine(_scratch.Folder, "report.json")).ShouldBeTrue();
        }
        finally
        {
            await CliWrap.Cli.Wrap("umount").WithArguments(disk).ExecuteAsync();
        }
    }

    [Fact]
    public async Task Standard_output_that_takes_nothing_is_2_and_the_others_are_written()
    {
        if (!File.Exists("/dev/full"))
            return;

        using var run = Process.Start(new ProcessStartInfo("sh", ["-c", "exec dotnet \"$0\" check . --format json --format sarif=report.sarif > /dev/full", Tool.Path]) { WorkingDirectory = _scratch.Folder, RedirectStandardError = true })!;
        var errors = await run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();

        run.ExitCode.ShouldBe(2, errors);
        errors.ShouldStartWith("rnnlint: the report could not be written to standard output: No space left on device\n");
        File.Exists(Path.Combine(_scratch.Folder, "report.sarif")).ShouldBeTrue();
    }

    private IEnumerable<string> Drafts() => Directory.EnumerateFiles(_scratch.Folder, "*.tmp", new EnumerationOptions { AttributesToSkip = default });

    private Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Tool.Path, .. arguments]) { WorkingDirectory = _scratch.Folder, RedirectStandardError = true, RedirectStandardOutput = true })!;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Interrupt(int process, int signal);
}
