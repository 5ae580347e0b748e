using System.Diagnostics;
using RnnLint.LanguageServer.Documents;
using RnnLint.LanguageServer.Protocol;

namespace RnnLint.LanguageServer.Tests;

public sealed class WorkspaceTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup>{0}</ItemGroup>
        </Project>
        """;

    private readonly Scratch _scratch = new();

    public WorkspaceTests()
    {
        _scratch.Write("Directory.Build.props", "<Project />");
        _scratch.Write("Directory.Packages.props", "<Project />");
        _scratch.Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        _scratch.Write("Lib/Lib.csproj", Project.Replace("{0}", "", StringComparison.Ordinal));
        _scratch.Write("App/App.csproj", Project.Replace("{0}", """<ProjectReference Include="../Lib/Lib.csproj" />""", StringComparison.Ordinal));
        _scratch.Write("Both.slnx", """<Solution><Project Path="App/App.csproj" /><Project Path="Lib/Lib.csproj" /></Solution>""");
        _scratch.Write("Lib/Matrix.cs", ElmanCell.Products);
        _scratch.Write("App/Rnn.cs", ElmanCell.WithProducts);
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_solution_is_loaded_where_the_workspace_is_trusted()
    {
        Restore();
        await using var editor = await Editor.StartAsync([_scratch.Folder], trusted: true);
        var rnn = await editor.OpenAsync(Path.Combine(_scratch.Folder, "App", "Rnn.cs"));
        await editor.UntilAsync(() => editor.Progress.Any(step => step.Kind == "end"), "the solution");
        editor.Progress.Select(step => step.Kind).ShouldBe(["begin", "report", "end"]);
        (await editor.DiagnosticsAsync(rnn)).ShouldBeEmpty();
        await editor.RestsAsync();
        (await editor.LensesAsync(rnn)).ShouldHaveSingleItem().Command.Title.ShouldContain("verified");

        // The mistake is made in a buffer of the one project, and shows in the other.
        var matrix = await editor.OpenAsync(Path.Combine(_scratch.Folder, "Lib", "Matrix.cs"));
        await editor.EditAsync(matrix, "y[j] += a[i, j] * x[i];", "y[i] += a[i, j] * x[j];");
        await editor.UntilAsync(() => editor.Published.GetValueOrDefault(rnn)?.Diagnostics.FirstOrDefault()?.Code == "RNN0001", "the finding");

        await editor.CloseAsync(matrix);
        await editor.UntilAsync(() => editor.Published[rnn].Diagnostics.Count == 0, "the text on disk");
    }

    /// <summary>The library has the layer, and the program drives it.</summary>
    [Fact]
    public async Task A_layer_of_one_project_is_judged_by_what_drives_it_in_another()
    {
        _scratch.Write("Lib/Matrix.cs", LayeredCell.Matrix);
        _scratch.Write("Lib/Layer.cs", LayeredCell.Layer(LayeredCell.Wrong));
        _scratch.Write("App/Rnn.cs", LayeredCell.Network);
        Restore();
        await using var editor = await Editor.StartAsync([_scratch.Folder], trusted: true);
        var layer = await editor.OpenAsync(Path.Combine(_scratch.Folder, "Lib", "Layer.cs"));
        (await editor.DiagnosticsAsync(layer)).ShouldHaveSingleItem().Code.ShouldBe("RNN0001");

        // The program, changed in its buffer, does not drive it any more, and then does again.
        var net = await editor.OpenAsync(Path.Combine(_scratch.Folder, "App", "Rnn.cs"));
        await editor.EditAsync(net, "d = layer.Before(h[t + 1], d);", "");
        await editor.UntilAsync(() => editor.Published[layer].Diagnostics.Count == 0, "the layer to be undecided");
        await editor.EditAsync(net, "d[i] += dh[t][i];", "d[i] += dh[t][i]; d = layer.Before(h[t + 1], d);");
        await editor.UntilAsync(() => editor.Published[layer].Diagnostics.FirstOrDefault()?.Code == "RNN0001", "the finding");

        await editor.EditAsync(layer, "w.Times(e)", "w.TransposedTimes(e)");
        await editor.UntilAsync(() => editor.Published[layer].Diagnostics.Count == 0, "the layer to be right");
        (await editor.LensesAsync(layer)).ShouldHaveSingleItem().Command.Title.ShouldContain("verified");
    }

    [Fact]
    public async Task Without_trust_no_build_file_is_evaluated()
    {
        await using var editor = await Editor.StartAsync([_scratch.Folder]);
        var rnn = await editor.OpenAsync(Path.Combine(_scratch.Folder, "App", "Rnn.cs"));
        await editor.RestsAsync();

        (await editor.LensesAsync(rnn)).ShouldHaveSingleItem().Command.Title.ShouldContain("verified");
        editor.Progress.ShouldNotContain(step => step.Kind == "report");
    }

    [Fact]
    public async Task What_cannot_be_loaded_is_said_and_the_files_are_read_as_they_are()
    {
        _scratch.Write("Both.slnx", "<Solution><Project Path=\"Nowhere.csproj\" /></Solution>");
        await using var editor = await Editor.StartAsync([_scratch.Folder], trusted: true);
        var rnn = await editor.OpenAsync(Path.Combine(_scratch.Folder, "App", "Rnn.cs"));

        await editor.UntilAsync(() => editor.Messages.Any(message => message.Type == MessageType.Warning && message.Message.Contains("could not be loaded", StringComparison.Ordinal) && message.Message.EndsWith("The files are read as they are.", StringComparison.Ordinal)), "a word");
        await editor.UntilAsync(() => editor.LensesAsync(rnn).Result.Count == 1, "the lens");
    }

    /// <summary>Editors make links of what looks like one in Markdown, of commands too.</summary>
    [Fact]
    public async Task Names_of_projects_are_no_links_in_what_is_said()
    {
        _scratch.Write("Both.slnx", "<Solution><Project Path=\"[Nowhere](command:quit).csproj\" /></Solution>");
        await using var editor = await Editor.StartAsync([_scratch.Folder], trusted: true);

        await editor.UntilAsync(() => Shown().Any(), "a word");
        Shown().ShouldAllBe(message => message.Message.Contains("[Nowhere] (command:quit).csproj", StringComparison.Ordinal));

        // The log, where nothing is a link, has the name as it is.
        IEnumerable<MessageParams> Shown() => editor.Messages.Where(message => message.Message.StartsWith("RnnLint: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_that_come_change_and_go_on_disk_are_followed()
    {
        await using var editor = await Editor.StartAsync([_scratch.Folder]);
        var rnn = await editor.OpenAsync(Path.Combine(_scratch.Folder, "App", "Rnn.cs"));
        (await editor.DiagnosticsAsync(rnn)).ShouldBeEmpty();
        await editor.RestsAsync();
        editor.Registered.ShouldContain(registered => registered.Method == "workspace/didChangeWatchedFiles");

        var matrix = _scratch.Write("Lib/Matrix.cs", ElmanCell.Products.Replace("y[j] += a[i, j] * x[i];", "y[i] += a[i, j] * x[j];", StringComparison.Ordinal));
        await NoticeAsync(editor, matrix, FileChangeType.Changed);
        await editor.UntilAsync(() => editor.Published[rnn].Diagnostics.FirstOrDefault()?.Code == "RNN0001", "the changed file");

        File.Delete(matrix);
        await NoticeAsync(editor, matrix, FileChangeType.Deleted);
        await editor.UntilAsync(() => editor.Published[rnn].Diagnostics.Count == 0, "the file's going");

        _scratch.Write("Lib/Matrix.cs", ElmanCell.Products);
        await NoticeAsync(editor, matrix, FileChangeType.Created);
        await editor.UntilAsync(() => editor.LensesAsync(rnn).Result.Any(lens => lens.Command.Title.Contains("verified", StringComparison.Ordinal)), "the new file");
    }

    [Fact]
    public async Task Folders_come_and_go()
    {
        await using var editor = await Editor.StartAsync([Path.Combine(_scratch.Folder, "App")]);
        var rnn = await editor.OpenAsync(Path.Combine(_scratch.Folder, "App", "Rnn.cs"));
        await editor.RestsAsync();
        var lib = new WorkspaceFolder(FilePaths.ToUri(Path.Combine(_scratch.Folder, "Lib")), "Lib");

        await editor.TellAsync("workspace/didChangeWorkspaceFolders", new DidChangeWorkspaceFoldersParams(new([lib], [])));
        await editor.TellAsync("workspace/didChangeWorkspaceFolders", new DidChangeWorkspaceFoldersParams(new([], [lib])));
        await editor.RestsAsync();

        (await editor.PullAsync(rnn)).Kind.ShouldBe("full");
    }

    private static Task NoticeAsync(Editor editor, string path, FileChangeType type) =>
        editor.TellAsync("workspace/didChangeWatchedFiles", new DidChangeWatchedFilesParams([new(FilePaths.ToUri(path), type)]));

    private void Restore()
    {
        using var restore = Process.Start(new ProcessStartInfo("dotnet", "restore Both.slnx") { WorkingDirectory = _scratch.Folder, RedirectStandardOutput = true })!;
        restore.StandardOutput.ReadToEnd();
        restore.WaitForExit();
        restore.ExitCode.ShouldBe(0);
    }
}
