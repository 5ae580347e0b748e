using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Tests;

public sealed class SettingsTests : IDisposable
{
    private const string Name = "SeedRnnTransposed";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Code_is_probed_anew_where_its_settings_change()
    {
        var config = _scratch.Write(".editorconfig", "root = true\n");
        var path = _scratch.Write("Rnn.cs", Sample());
        await using var editor = await Editor.StartAsync([_scratch.Folder]);
        await editor.RestsAsync();
        var uri = await editor.OpenAsync(path);
        (await editor.DiagnosticsAsync(uri)).ShouldHaveSingleItem();
        var plain = Seeds();

        await WriteAsync("root = true\n[*.cs]\nrnnlint.seeds = 4\n");
        await editor.UntilAsync(() => Seeds() is { Length: > 0 } seeds && seeds != plain, "other seeds");

        await WriteAsync($"root = true\n[*.cs]\nrnnlint.excluded_symbols = {Name}\n");
        await editor.UntilAsync(() => editor.Published[uri].Diagnostics.Count == 0, "nothing");
        (await editor.PullAsync(uri)).Items.ShouldBeEmpty();

        await WriteAsync("root = true\n");
        await editor.UntilAsync(() => Seeds() == plain, "the first seeds");

        async Task WriteAsync(string text)
        {
            File.WriteAllText(config, text);
            await editor.TellAsync("workspace/didChangeWatchedFiles", new DidChangeWatchedFilesParams([new(FilePaths.ToUri(config), FileChangeType.Changed)]));
        }

        string Seeds() => editor.Published[uri].Diagnostics is [{ Data: { } evidence }] ? evidence["seeds"] : "";
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_setting_that_is_not_understood_is_told_of_in_its_file_until_it_is_mended(bool pulls)
    {
        var config = _scratch.Write(".editorconfig", "root = true\n[*.cs]\nrnnlint.fuel = lots\n");
        var path = _scratch.Write("Rnn.cs", "class Rnn;");
        _scratch.Write("Other.cs", "class Other;");
        await using var editor = await Editor.StartAsync([_scratch.Folder], pulls: pulls);
        await editor.OpenAsync(path);
        var uri = FilePaths.ToUri(config);

        await editor.UntilAsync(() => editor.Published.GetValueOrDefault(uri)?.Diagnostics.Count == 1, "the setting");
        var diagnostic = editor.Published[uri].Diagnostics[0];
        (diagnostic.Code, diagnostic.Severity, diagnostic.Range).ShouldBe(("RNN0091", DiagnosticSeverity.Warning, new(new(2, 0), new(2, 19))));

        File.WriteAllText(config, "root = true\n[*.cs]\nrnnlint.fuel = 500000\n");
        await editor.TellAsync("workspace/didChangeWatchedFiles", new DidChangeWatchedFilesParams([new(uri, FileChangeType.Changed)]));
        await editor.UntilAsync(() => editor.Published[uri].Diagnostics.Count == 0, "the mended setting");
    }

    private static string Sample() => File.ReadAllText(Path.Combine(Repository.Root, "samples", "SeedRnn", Name + ".cs"));
}
