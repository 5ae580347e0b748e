using System.Globalization;
using RnnLint.Benchmarks.Probe;
using RnnLint.Benchmarks.Quiet;
using RnnLint.Benchmarks.Results;
using RnnLint.Costs;

namespace RnnLint.Benchmarks.Processes;

/// <summary>
/// RnnLint against what one does without it: central differences of the same code, in a program that has to be compiled and run. Each is timed from the start of its process to its end.
/// </summary>
public static class AlternativesPart
{
    private const int Rounds = 5;

    private static readonly (string Program, string Kind)[] Compared = [(Cells.Elman, "Elman"), (Cells.Lstm, "LSTM"), ("Gated/GruResetBefore", "GRU")];

    private static readonly string Tool = Path.Combine(ProgramLibrary.Root, "src", "Cli", "bin", "Release", "net10.0", "rnnlint.dll");

    public static Section Measure()
    {
        var section = new Section("Against a gradient check by central differences");
        var rows = new List<IReadOnlyList<string>>();
        var folder = Directory.CreateTempSubdirectory("rnnlint-check-").FullName;
        try
        {
            foreach (var (name, kind) in Compared)
            {
                var (check, cell) = Write(Path.Combine(folder, kind), name, kind);
                var edits = 0;
                var edited = new Command("dotnet", "run", "--project", Path.GetDirectoryName(check)!)
                {
                    Prepare = () => File.AppendAllText(cell, string.Create(CultureInfo.InvariantCulture, $"// edit {++edits}\n")),
                };
                var compiled = new Command("dotnet", Path.Combine(Path.GetDirectoryName(check)!, "bin", "Debug", "net10.0", "Check.dll"));
                var rnnlint = new Command("dotnet", Tool, "check", cell);
                var alone = new Command("dotnet", CompilerArguments(cell, analyzer: false));
                var analysed = new Command("dotnet", CompilerArguments(cell, analyzer: true));
                var seconds = Timing.InTurns(Rounds, edited, compiled, rnnlint, alone, analysed);
                var extra = seconds[4] - seconds[3];
                section.Target($"{kind}: `dotnet run` of the check, over `rnnlint check`", "at least 20 times", $"{seconds[0] / seconds[2]:0.00} times", seconds[0] / seconds[2] >= 20);
                section.Target($"{kind}: `dotnet run` of the check, over what RnnLint adds to a run of the compiler", "at least 20 times", $"{seconds[0] / extra:0.00} times", seconds[0] / extra >= 20);
                section.Target($"{kind}: `rnnlint check` over the check already compiled", "at most 1 time", $"{seconds[2] / seconds[1]:0.00} times", seconds[2] / seconds[1] <= 1);
                section.Target($"{kind}: what RnnLint adds to a run of the compiler, over the check already compiled", "at most 1 time", $"{extra / seconds[1]:0.00} times", extra / seconds[1] <= 1);
                section.Target($"{kind}: first verdict in a cold compiler, extra time", "at most 400 ms", $"{Section.Number(1000 * extra)} ms", extra <= 0.4);
                rows.Add([kind, .. seconds.Select(time => Section.Number(1000 * time))]);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        section.Paragraph($"Milliseconds, medians of {Rounds} runs in turns. The check is edited before each `dotnet run`, and compares the gradients of the recurrent matrices at n = 4, T = 5; build servers may stay alive between its runs.");
        section.Table(["cell", "`dotnet run` of the check", "the check, compiled", "`rnnlint check`", "`csc`", "`csc` with RnnLint"], rows);
        section.Paragraph("Automatic differentiation in TorchSharp is not compared: its native library is not part of what the project restores (half a gigabyte), and cannot be loaded on every system.");
        return section;
    }

    /// <summary>The program that somebody writes who wants to know whether a gradient is right: the network, central differences, and a few lines that compare both.</summary>
    private static (string Check, string Cell) Write(string folder, string program, string kind)
    {
        Directory.CreateDirectory(folder);
        var check = Path.Combine(folder, "Check.csproj");
        File.WriteAllText(check, """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
            </Project>
            """);
        File.Copy(Path.Combine(ProgramLibrary.Root, "samples", "CentralDifferences.cs"), Path.Combine(folder, "CentralDifferences.cs"));
        File.Copy(Path.Combine(ProgramLibrary.Root, "benchmarks", "Suites", "Processes", "Checks", kind + ".cs"), Path.Combine(folder, "Program.cs"));
        var cell = Path.Combine(folder, "Cell.cs");
        File.WriteAllText(cell, Subjects.Files(program).Single().Text);
        return (check, cell);
    }

    private static string[] CompilerArguments(string file, bool analyzer)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = Directory.EnumerateFiles(framework, "System*.dll").Select(path => "/reference:" + path);
        string[] ours = ["RnnLint.Analyzer.dll", "RnnLint.Core.dll", "MathNet.Numerics.dll"];
        return
        [
            QuietPart.Metadata("Compiler"), "/noconfig", "/nologo", "/nostdlib", "/target:library", "/unsafe", "/out:" + Path.ChangeExtension(file, ".dll"), .. references,
            .. analyzer ? ours.Select(name => "/analyzer:" + Path.Combine(AppContext.BaseDirectory, name)) : [], file,
        ];
    }
}
