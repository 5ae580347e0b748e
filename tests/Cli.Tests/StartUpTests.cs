namespace RnnLint.Cli.Tests;

public sealed class StartUpTests : IDisposable
{
    private static readonly string[] NotForOneFile =
        ["Microsoft.CodeAnalysis.Workspaces", "Microsoft.CodeAnalysis.CSharp.Workspaces", "Microsoft.Build", "Microsoft.Extensions", "System.Composition", "Spectre.Console", "Humanizer", "MathNet.Numerics"];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task One_file_without_a_cell_is_checked_without_MSBuild_Spectre_and_MathNet()
    {
        // Without a list of dependencies the host takes what it finds beside the program.
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Tool.Path)!))
            if (!file.EndsWith(".deps.json") && !NotForOneFile.Any(Path.GetFileName(file)!.StartsWith))
                File.Copy(file, Path.Combine(_scratch.Folder, Path.GetFileName(file)));
        var source = _scratch.Write("src/Rnn.cs", "class Rnn;");

        var run = await Tool.RunAsync(_scratch.Folder, Path.Combine(_scratch.Folder, "rnnlint.dll"), new Dictionary<string, string?>(), "check", source);

        run.ExitCode.ShouldBe(0, run.Errors);
    }
}
