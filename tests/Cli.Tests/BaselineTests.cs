using System.Text.Json;

namespace RnnLint.Cli.Tests;

public sealed class BaselineTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task What_it_lists_does_not_fail_also_after_its_lines_have_moved_and_what_is_new_does()
    {
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);
        var written = await Tool.RunAsync(_scratch, "baseline", ".");
        written.ExitCode.ShouldBe(0);
        written.Output.ShouldBe("");
        written.Errors.ShouldStartWith("rnnlint.baseline.json: 1 finding; 1 file: 1 recurrent cell recognised");
        using (var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(_scratch.Folder, "rnnlint.baseline.json"))))
            file.RootElement.GetProperty("findings")[0].EnumerateObject().Select(field => field.Name).ShouldBe(["fingerprint", "id", "path", "message"]);

        _scratch.Write("Rnn.cs", "// Moved,\n\n" + RulePage.Of("RNN0001").Wrong[0]);
        File.Move(Path.Combine(_scratch.Folder, "Rnn.cs"), Path.Combine(_scratch.Folder, "Renamed.cs"));
        var known = await Tool.RunAsync(_scratch, "check", ".", "--baseline", "rnnlint.baseline.json");
        known.ExitCode.ShouldBe(0);
        known.Errors.ShouldBe("");
        known.Output.ShouldEndWith("0 not probed; 1 known before\n");
        known.Output.ShouldNotContain("RNN0001");

        _scratch.Write("New.cs", $"namespace New {{ {RulePage.Of("RNN0001").Wrong[0]} }}");
        var more = await Tool.RunAsync(_scratch, "check", ".", "--baseline", "rnnlint.baseline.json");
        more.ExitCode.ShouldBe(1);
        more.Output.ShouldStartWith("New.cs:");
        more.Output.ShouldContain("; 1 known before\n");
    }

    [Fact]
    public async Task What_it_lists_is_not_explained_and_fixed_once_more()
    {
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);
        await Tool.RunAsync(_scratch, "baseline", ".");
        _scratch.Write("New.cs", $"namespace New {{ {RulePage.Of("RNN0001").Wrong[0]} }}");

        var run = await Tool.RunAsync(_scratch, "check", ".", "--baseline", "rnnlint.baseline.json", "--format", "sarif");

        using var report = JsonDocument.Parse(run.Output);
        report.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Select(result => $"{result.GetProperty("baselineState")} {result.TryGetProperty("codeFlows", out _)} {result.TryGetProperty("fixes", out _)}").ShouldBe(["new True True", "unchanged False False"]);
    }

    [Fact]
    public async Task What_it_lists_in_vain_is_told()
    {
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);
        await Tool.RunAsync(_scratch, "baseline", ".", "--output", "known.json");
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Right[0]);

        var run = await Tool.RunAsync(_scratch, "check", ".", "--baseline", "known.json");

        run.ExitCode.ShouldBe(0);
        run.Errors.ShouldBe("rnnlint: 1 finding of the baseline was not found: if all of what it was made of was checked, rnnlint baseline writes it anew\n");
    }

    [Fact]
    public async Task It_is_not_written_where_not_everything_could_be_read()
    {
        _scratch.Write("known.json", "old");

        var run = await Tool.RunAsync(_scratch, "baseline", "gone.cs", "--output", "known.json");

        run.ShouldBe(new Run(2, "", "rnnlint: gone.cs: no such file or folder\nrnnlint: known.json is not written, for not everything could be read\n"));
        File.ReadAllText(Path.Combine(_scratch.Folder, "known.json")).ShouldBe("old");
    }

    [Theory]
    [InlineData(null, "there is no such file; rnnlint baseline PATH --output known.json writes it")]
    [InlineData("", "this is no baseline (")]
    [InlineData("[]", "this is no baseline (")]
    [InlineData("{\"version\": 1}", "this is no baseline (")]
    [InlineData("{\"version\": \"1\", \"findings\": []}", "this is no baseline (")]
    [InlineData("{\"version\": 1, \"findings\": [{\"fingerprint\": null}]}", "this is no baseline (")]
    [InlineData("{\"version\": 2, \"findings\": []}", "version 2 is not known to this version of rnnlint, which knows 1")]
    public async Task One_that_cannot_be_read_ends_the_run(string? text, string error)
    {
        _scratch.Write("Rnn.cs", RulePage.Of("RNN0001").Wrong[0]);
        if (text is not null)
            _scratch.Write("known.json", text);

        var run = await Tool.RunAsync(_scratch, "check", ".", "--baseline", "known.json");

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBe("");
        run.Errors.ShouldStartWith($"rnnlint: --baseline known.json: {error}");
        run.Errors.Count(character => character == '\n').ShouldBe(1);
    }

    [Theory]
    [InlineData("never", "RNN0001", 0)]
    [InlineData("error", "RNN0001", 0)]
    [InlineData("warning", "RNN0001", 1)]
    [InlineData("unverified", "RNN0001", 1)]
    [InlineData("warning", "RNN0006", 0)]
    [InlineData("info", "RNN0006", 1)]
    [InlineData("unverified", "RNN0006", 0)]
    [InlineData("info", "RNN0090", 0)]
    [InlineData("unverified", "RNN0090", 1)]
    [InlineData("never", "RNN0090", 0)]
    [InlineData("unverified", "RNN0099", 0)]
    public async Task What_fails_a_run_can_be_chosen_and_is_always_shown(string failOn, string rule, int code)
    {
        _scratch.Write("Rnn.cs", RulePage.Of(rule).Wrong.Concat(RulePage.Of(rule).Right).First());

        var run = await Tool.RunAsync(_scratch, "check", ".", "--fail-on", failOn);

        run.ExitCode.ShouldBe(code, run.Output);
        if (code == 1)
            run.Output.ShouldContain($" {rule}: ");
    }

    [Fact]
    public async Task The_number_of_jobs_does_not_show_and_none_is_refused()
    {
        for (var copy = 0; copy < 8; copy++)
            _scratch.Write($"Rnn{copy}.cs", $"namespace Copy{copy} {{ {RulePage.Of("RNN0001").Wrong[0]} }}");

        var one = await Tool.RunAsync(_scratch, "check", ".", "--jobs", "1");
        var many = await Tool.RunAsync(_scratch, "check", ".", "-j", "16");

        many.ShouldBe(one);
        (await Tool.RunAsync(_scratch, "check", ".", "--jobs", "0")).Errors.ShouldContain("--jobs takes a number from 1 on.");
        (await Tool.RunAsync(_scratch, "check", ".", "--jobs", "0")).ExitCode.ShouldBe(2);
    }
}
