using System.Text.Json;
using RnnLint.LanguageServer.Protocol;
using StreamJsonRpc;

namespace RnnLint.LanguageServer.Tests;

public class CommandTests
{
    private const string Somewhere = """{"textDocument": {"uri": "file:///a.cs"}, "position": {"line": 0, "character": 0}}""";

    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "SeedRnn", "SeedRnnTransposed.cs");

    [Theory]
    [InlineData("W[k, j] * next", 2)]
    [InlineData("dx[k] = x[t][k]", 3)]
    public async Task The_explanation_of_a_place_is_that_of_the_command_line(string text, int units)
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample);

        var result = (await ExplainAsync(editor, uri, text, units)).ShouldNotBeNull();

        result.GetProperty("isStale").GetBoolean().ShouldBeFalse();
        var cell = result.GetProperty("explanation").GetProperty("cells").EnumerateArray().ShouldHaveSingleItem();
        cell.GetProperty("findings")[0].GetProperty("verdict").GetString().ShouldBe("TransposedRecurrentMatrix");
        cell.GetProperty("findings")[0].GetProperty("file").GetString().ShouldBe(Sample);
        cell.GetProperty("steps").GetArrayLength().ShouldBe(10);
        cell.GetProperty("steps")[4].GetProperty("blocks").EnumerateArray().First(block => block.TryGetProperty("matrix", out _)).GetProperty("matrix").GetArrayLength().ShouldBe(units);
    }

    [Fact]
    public async Task Its_places_move_with_the_text()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample);
        var before = Lines(await ExplainAsync(editor, uri, "W[k, j] * next", 2));

        await editor.EditAsync(uri, "namespace Samples", "// one\nnamespace Samples");

        Lines(await ExplainAsync(editor, uri, "W[k, j] * next", 2)).ShouldBe(before.Select(line => line + 1));
    }

    [Fact]
    public async Task Where_there_is_no_cell_there_is_no_explanation()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Path.Combine(Repository.Root, "samples", "CentralDifferences.cs"), "class C;");

        (await ExplainAsync(editor, uri, "C", 2)).ShouldBeNull();
    }

    [Theory]
    [InlineData("rnnlint.dance", "[]")]
    [InlineData("rnnlint.explain", "[]")]
    [InlineData("rnnlint.explain", "[7]")]
    [InlineData("rnnlint.explain", """[{"textDocument": {}}]""")]
    [InlineData("rnnlint.probe", """[{"units": 3}]""", "takes a place first")]
    [InlineData("rnnlint.probe", $"[{Somewhere}, 3]", "argument 2")]
    [InlineData("rnnlint.probe", $$"""[{{Somewhere}}, {"units": 40}]""", "units is a whole number from 2 to 16, not 40")]
    [InlineData("rnnlint.probe", $$"""[{{Somewhere}}, {"steps": 1}]""", "steps is a whole number from 2 to 32, not 1")]
    [InlineData("rnnlint.probe", $$"""[{{Somewhere}}, {"steps": 4.5}]""", "not 4.5")]
    [InlineData("rnnlint.probe", $$"""[{{Somewhere}}, {"seeds": []}]""", "seeds is a list of 1 to 10 whole numbers, not []")]
    [InlineData("rnnlint.probe", $$"""[{{Somewhere}}, {"seeds": [1, "a"]}]""", "seeds is a list")]
    [InlineData("rnnlint.showTrace", "[]", "takes a place first")]
    [InlineData("rnnlint.showTrace", $$"""[{{Somewhere}}, {"source": "yes"}]""", "source is true or false, not \"yes\"")]
    [InlineData("rnnlint.fixAll", "[]", "takes { textDocument, scope }")]
    [InlineData("rnnlint.fixAll", """[{"scope": "world"}]""", "scope is document, project or solution, not \"world\"")]
    [InlineData("rnnlint.fixAll", """[{"scope": "project"}]""", "takes the document")]
    public async Task What_makes_no_sense_is_refused(string command, string arguments, string why = "")
    {
        await using var editor = await Editor.StartAsync();

        var refused = await Should.ThrowAsync<RemoteRpcException>(() => ExecuteAsync(editor, command, arguments));

        ((int)refused.ErrorCode!).ShouldBe(ErrorCodes.InvalidParams);
        refused.Message.ShouldContain(command);
        refused.Message.ShouldContain(why);
    }

    [Fact]
    public async Task A_cell_is_probed_at_sizes_and_seeds_of_ones_choice()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample);

        var result = (await ExecuteAsync(editor, "rnnlint.probe", $$"""[{{At(editor, uri, "W[k, j] * next")}}, {"units": 5, "steps": 6, "seeds": [7, 8]}]""")).ShouldNotBeNull();

        result.GetProperty("findings")[0].GetProperty("verdict").GetString().ShouldBe("TransposedRecurrentMatrix");
        var points = result.GetProperty("points").EnumerateArray().ToList();
        points.Select(point => (point.GetProperty("units").GetInt32(), point.GetProperty("steps").GetInt32(), point.GetProperty("seed").GetInt32())).ShouldBe([(5, 6, 7), (5, 6, 8)]);
        foreach (var matrix in points.Select(point => point.GetProperty("matrices").EnumerateArray().ShouldHaveSingleItem()))
        {
            matrix.GetProperty("matrix").GetString().ShouldBe("W");
            matrix.GetProperty("shows").GetString().ShouldBe("TransposedRecurrentMatrix");
            matrix.GetProperty("compared").GetInt32().ShouldBe(5);
            matrix.GetProperty("errors").GetProperty("as written").GetDouble().ShouldBeGreaterThan(0.1);
        }

        points[0].GetRawText().ShouldNotBe(points[1].GetRawText());
    }

    [Fact]
    public async Task Cells_that_are_linear_in_pieces_are_probed_with_closed_units_too()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Path.Combine(Repository.Root, "samples", "Rectified.cs"), ElmanCell.WithProducts
            .Replace("Math.Tanh(a[j] + x[t][j])", "Math.Max(0.0, a[j] + x[t][j])", StringComparison.Ordinal)
            .Replace("(1 - h[t + 1][j] * h[t + 1][j])", "(h[t + 1][j] > 0 ? 1.0 : 0.0)", StringComparison.Ordinal) + ElmanCell.Products);

        var result = (await ExecuteAsync(editor, "rnnlint.probe", $$"""[{{At(editor, uri, "Backward")}}, {"units": 4, "seeds": [2]}]""")).ShouldNotBeNull();

        var points = result.GetProperty("points").EnumerateArray().ToList();
        points.Select(point => point.GetProperty("positiveShare").GetDouble()).ShouldBeInOrder(SortDirection.Descending);
        points.Count.ShouldBe(2);
        points.ShouldAllBe(point => point.GetProperty("matrices")[0].GetProperty("shows").GetString() == "Verified" && point.GetProperty("matrices")[0].GetProperty("errors").GetProperty("as written").GetDouble() < 1e-9);
    }

    [Fact]
    public async Task What_is_broken_is_not_probed()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample);
        await editor.DiagnosticsAsync(uri);
        await editor.EditAsync(uri, "W[k, j] * next", "W[k, ] * next");

        var refused = await Should.ThrowAsync<RemoteRpcException>(() => ExecuteAsync(editor, "rnnlint.probe", $"[{At(editor, uri, "W[k, ]")}]"));

        ((int)refused.ErrorCode!).ShouldBe(ErrorCodes.RequestFailed);
        refused.Message.ShouldContain("does not compile");
    }

    [Fact]
    public async Task A_trace_tells_what_was_run_without_the_source()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Sample);

        var text = (await ExecuteAsync(editor, "rnnlint.showTrace", $"[{At(editor, uri, "W[k, j] * next")}]")).ShouldNotBeNull().GetString()!;

        text.ShouldStartWith("rnnlint ");
        text.ShouldContain("trace of Samples.SeedRnn.SeedRnnTransposed");
        text.ShouldContain("without source");
        text.ShouldMatch(@"(?m)^  run 1: n = 3, T = 4, seed 1, positive 0\.97");
        text.ShouldMatch(@"(?m)^    [\d,]+ steps, tape of [\d,]+ nodes, [\d,]+ leaves, \d+ forward events, \d+ backward events$");
        text.ShouldMatch(@"(?m)^result: TransposedRecurrentMatrix W at SeedRnnTransposed\.cs:\d+, route ");
        text.ShouldNotContain("W[");
        text.ShouldNotContain(Repository.Root);
        (await ExecuteAsync(editor, "rnnlint.showTrace", $"[{At(editor, uri, "W[k, j] * next")}]"))!.Value.GetString().ShouldBe(text);
    }

    [Fact]
    public async Task It_says_where_and_why_a_run_stopped_and_quotes_only_when_asked()
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Path.Combine(Repository.Root, "samples", "Broken.cs"), ElmanCell.Rnn("Secret(W, h[t])", "Secret(W, d)", """
                static double[] Secret(double[,] a, double[] x) => throw new InvalidOperationException("my own words");
            """));

        var text = (await ExecuteAsync(editor, "rnnlint.showTrace", $"[{At(editor, uri, "dh.Length - 1")}]"))!.Value.GetString()!;
        var whole = (await ExecuteAsync(editor, "rnnlint.showTrace", $$"""[{{At(editor, uri, "dh.Length - 1")}}, {"source": true}]"""))!.Value.GetString()!;

        text.ShouldMatch(@"(?m)^    stopped: Threw at Broken\.cs:\d+, \w+$");
        text.ShouldContain("result: ");
        text.ShouldNotContain("my own words");
        whole.ShouldContain("Threw at Broken.cs");
        whole.ShouldContain("my own words");
    }

    [Theory]
    [InlineData("class C;", "C", "no candidate")]
    [InlineData("using System;", "System", null)]
    public async Task Where_nothing_was_traced_that_is_said(string code, string at, string? said)
    {
        await using var editor = await Editor.StartAsync();
        var uri = await editor.OpenAsync(Path.Combine(Repository.Root, "samples", "Small.cs"), code);

        var text = (await ExecuteAsync(editor, "rnnlint.showTrace", $"[{At(editor, uri, at)}]"))?.GetString();

        if (said is null)
            text.ShouldBeNull();
        else
            text.ShouldNotBeNull().ShouldContain(said);
    }

    private static string At(Editor editor, string uri, string text) => JsonSerializer.Serialize(new TextDocumentPositionParams(new(uri), editor.PositionOf(uri, text)), ProtocolJson.Default.TextDocumentPositionParams);

    private static Task<JsonElement?> ExecuteAsync(Editor editor, string command, string arguments) =>
        editor.AskAsync<ExecuteCommandParams, JsonElement?>("workspace/executeCommand", new(command, [.. JsonDocument.Parse(arguments).RootElement.EnumerateArray()]));

    private static Task<JsonElement?> ExplainAsync(Editor editor, string uri, string text, int units) => editor.AskAsync<ExecuteCommandParams, JsonElement?>("workspace/executeCommand", new("rnnlint.explain",
        [JsonSerializer.SerializeToElement(new TextDocumentPositionParams(new(uri), editor.PositionOf(uri, text)), ProtocolJson.Default.TextDocumentPositionParams), JsonDocument.Parse(units.ToString(System.Globalization.CultureInfo.InvariantCulture)).RootElement]));

    private static List<int> Lines(JsonElement? result) => [.. result!.Value.GetProperty("explanation").GetProperty("cells")[0].GetProperty("steps").EnumerateArray().SelectMany(step => step.GetProperty("places").EnumerateArray()).Select(place => place.GetProperty("line").GetInt32())];
}
