namespace RnnLint.Cli.Tests;

public sealed class ExplainTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_cell_is_explained_at_its_line_in_its_member_and_in_its_type()
    {
        var sample = await SampleAsync();
        var lines = sample.Split('\n');
        int wrong = 1 + Array.FindIndex(lines, line => line.Contains("// expect:")), type = 1 + Array.FindIndex(lines, line => line.Contains("class Seed"));

        foreach (var place in new[] { $"Rnn.cs:{wrong}", $"Rnn.cs:{wrong - 1}", $"Rnn.cs:{type}", "Rnn.cs" })
        {
            var run = await Tool.RunAsync(_scratch, "explain", place);

            run.Errors.ShouldBe("");
            run.ExitCode.ShouldBe(0);
            run.Output.ShouldContain($"line {wrong}: 'W' is transposed here");
            run.Output.ShouldContain("1. The forward pass, index by index");
            run.Output.ShouldContain("10. What a transposed matrix changes");
        }
    }

    [Fact]
    public async Task Where_there_is_no_cell_the_lines_of_those_that_there_are_are_named()
    {
        var wrong = 1 + Array.FindIndex((await SampleAsync()).Split('\n'), line => line.Contains("// expect:"));

        var elsewhere = await Tool.RunAsync(_scratch, "explain", "Rnn.cs:1");
        elsewhere.ShouldBe(new Run(2, "", $"rnnlint: Rnn.cs:1: no recurrent cell here; there is one at line {wrong}\n"));

        _scratch.Write("Unrelated.cs", "class Unrelated;");
        var nothing = await Tool.RunAsync(_scratch, "explain", "Unrelated.cs");
        nothing.ShouldBe(new Run(2, "", "rnnlint: Unrelated.cs: no recurrent cell with a backward pass was recognised here\n"));

        var missing = await Tool.RunAsync(_scratch, "explain", "gone.cs:3");
        missing.ExitCode.ShouldBe(2);
        missing.Errors.ShouldStartWith("rnnlint: gone.cs: no such file or folder\n");
    }

    [Fact]
    public async Task Markdown_goes_to_a_file_too()
    {
        await SampleAsync();

        var run = await Tool.RunAsync(_scratch, "explain", "Rnn.cs", "--format", "markdown", "--output", "why.md");

        run.ShouldBe(new Run(0, "", ""));
        (await File.ReadAllTextAsync(Path.Combine(_scratch.Folder, "why.md"))).ShouldContain("$$\n");
    }

    [Fact]
    public async Task Json_has_every_step_with_its_formulas_and_places()
    {
        await SampleAsync();

        var run = await Tool.RunAsync(_scratch, "explain", "Rnn.cs", "--format", "json");

        var cell = System.Text.Json.Nodes.JsonNode.Parse(run.Output)!["cells"]!.AsArray().ShouldHaveSingleItem()!;
        cell["obstacle"].ShouldBeNull();
        cell["findings"]![0]!["verdict"]!.GetValue<string>().ShouldBe("TransposedRecurrentMatrix");
        cell["steps"]!.AsArray().Count.ShouldBe(10);
        cell["steps"]![0]!["places"]![0]!["file"]!.GetValue<string>().ShouldBe("Rnn.cs");
        cell["steps"]![0]!["blocks"]!.AsArray().Select(block => block!["relation"]?[1]?["latex"]?.GetValue<string>()).ShouldContain(latex => latex != null && latex.Contains(@"\sum_{k} W_{j,k}"));
    }

    [Fact]
    public async Task Json_has_the_numbers_the_hypotheses_and_the_network()
    {
        await SampleAsync();

        var run = await Tool.RunAsync(_scratch, "explain", "Rnn.cs", "--format", "json", "--units", "3");

        var blocks = System.Text.Json.Nodes.JsonNode.Parse(run.Output)!["cells"]![0]!["steps"]!.AsArray().SelectMany(step => step!["blocks"]!.AsArray()).Select(block => block!).ToList();
        var numbers = blocks.Single(block => block["demanded"] is not null);
        double demanded = numbers["demanded"]![0]![1]!.GetValue<double>(), implemented = numbers["implemented"]![0]![1]!.GetValue<double>();
        numbers["difference"]![0]![1]!.GetValue<double>().ShouldBe(implemented - demanded, 1e-8);
        numbers["difference"]![0]![0]!.GetValue<double>().ShouldBe(0);
        numbers["entry"]!["latex"]!.GetValue<string>().ShouldStartWith(@"\frac{\partial");
        numbers["step"]!.GetValue<int>().ShouldBeGreaterThan(0);
        var hypotheses = blocks.Single(block => block["hypotheses"] is not null);
        hypotheses["head"]!.AsArray().Count.ShouldBe(3);
        hypotheses["hypotheses"]!.AsArray().Select(row => (row!["hypothesis"]!.GetValue<string>(), row["accepted"]!.GetValue<bool>())).ShouldBe([("as written", false), ("recurrent matrix transposed", true)]);
        var network = blocks.Single(block => block["nodes"] is not null);
        network["nodes"]!.AsArray().Count.ShouldBe(3);
        network["edges"]!.AsArray().Count.ShouldBe(9);
        var disputed = network["edges"]!.AsArray().Single(edge => edge!["taken"] is not null)!;
        (disputed["from"]!.GetValue<int>(), disputed["to"]!.GetValue<int>()).ShouldBe((1, 0));
        (disputed["weight"]!["text"]!.GetValue<string>(), disputed["taken"]!["text"]!.GetValue<string>()).ShouldBe(("W[0,1]", "W[1,0]"));
    }

    [Fact]
    public async Task Two_or_three_units_are_written_out_and_no_others()
    {
        await SampleAsync();

        (await Tool.RunAsync(_scratch, "explain", "Rnn.cs")).Output.ShouldContain("unit 1 ── W[0,1] ─→ unit 0   ← the code takes W[1,0]");
        (await Tool.RunAsync(_scratch, "explain", "Rnn.cs", "--units", "3")).Output.ShouldContain("unit 2 ── W[1,2] ─→ unit 1\n");
        var four = await Tool.RunAsync(_scratch, "explain", "Rnn.cs", "--units", "4");
        four.ExitCode.ShouldBe(2);
        four.Errors.ShouldContain("--units takes 2 or 3.");
    }

    /// <summary>A path is text of the machine's user, not of the page.</summary>
    [Theory]
    [InlineData("html")]
    [InlineData("latex")]
    [InlineData("markdown")]
    [InlineData("json")]
    public async Task A_file_with_a_hostile_name_is_explained(string format)
    {
        var sample = await SampleAsync();
        _scratch.Write("a&b<i>_$x%{#}.cs", sample);

        var run = await Tool.RunAsync(_scratch, "explain", "a&b<i>_$x%{#}.cs", "--format", format);

        run.ExitCode.ShouldBe(0, run.Errors);
        if (format is "html" or "latex")
            run.Output.ShouldNotContain("a&b<i>");
    }

    private async Task<string> SampleAsync()
    {
        var sample = await File.ReadAllTextAsync(Repository.PathTo("samples/SeedRnn/SeedRnnTransposed.cs"));
        _scratch.Write("Rnn.cs", sample);
        return sample;
    }
}
