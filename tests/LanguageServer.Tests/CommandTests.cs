using System.Text.Json;
using RnnLint.LanguageServer.Protocol;
using StreamJsonRpc;

namespace RnnLint.LanguageServer.Tests;

public class CommandTests
{
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
    public async Task What_makes_no_sense_is_refused(string command, string arguments)
    {
        await using var editor = await Editor.StartAsync();

        var refused = await Should.ThrowAsync<RemoteRpcException>(() => editor.AskAsync<ExecuteCommandParams, JsonElement?>("workspace/executeCommand", new(command, [.. JsonDocument.Parse(arguments).RootElement.EnumerateArray()])));

        ((int)refused.ErrorCode!).ShouldBe(ErrorCodes.InvalidParams);
    }

    private static Task<JsonElement?> ExplainAsync(Editor editor, string uri, string text, int units) => editor.AskAsync<ExecuteCommandParams, JsonElement?>("workspace/executeCommand", new("rnnlint.explain",
        [JsonSerializer.SerializeToElement(new TextDocumentPositionParams(new(uri), editor.PositionOf(uri, text)), ProtocolJson.Default.TextDocumentPositionParams), JsonDocument.Parse(units.ToString(System.Globalization.CultureInfo.InvariantCulture)).RootElement]));

    private static List<int> Lines(JsonElement? result) => [.. result!.Value.GetProperty("explanation").GetProperty("cells")[0].GetProperty("steps").EnumerateArray().SelectMany(step => step.GetProperty("places").EnumerateArray()).Select(place => place.GetProperty("line").GetInt32())];
}
