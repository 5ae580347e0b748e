using System.CommandLine;
using RnnLint.Cli.Reports;
using RnnLint.Cli.Terminal;
using RnnLint.Explaining;

namespace RnnLint.Cli.Gate;

/// <summary>The command line of <c>rnnlint baseline</c>, and its run.</summary>
internal static class BaselineCommand
{
    private const string File = "rnnlint.baseline.json";

    private static readonly Argument<string[]> Paths = new("path")
    {
        Description = "Files, folders, .csproj, .sln or .slnx, as for check.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Output = new("--output", "-o") { Description = "The file to write.", DefaultValueFactory = _ => File };

    public static Command Create()
    {
        var command = new Command("baseline", "Write a file of the findings that there are, so that check --baseline fails for new ones alone.") { Paths, Output };
        command.SetAction(async (parsed, cancellation) => (int)await RunAsync(parsed.GetRequiredValue(Paths), parsed.GetRequiredValue(Output), cancellation));
        return command;
    }

    /// <summary>Where something could not be read no file is written: it would lack what is there.</summary>
    private static Task<ExitCode> RunAsync(string[] paths, string file, CancellationToken cancellation) => Session.RunAsync(async (_, errors) =>
    {
        var result = await ProgressDisplay.RunAsync(progress => Check.AnalyseAsync(paths, progress, cancellation), cancellation);
        foreach (var problem in result.Problems)
            await errors.WriteLineAsync($"rnnlint: {problem}");
        if (!result.Problems.IsEmpty)
        {
            await errors.WriteLineAsync($"rnnlint: {file} is not written, for not everything could be read");
            return ExitCode.CouldNotCheck;
        }

        AtomicFile.Write(file, Session.Utf8, writer => Baseline.Write(result, new ReportPaths(Environment.CurrentDirectory), writer));
        var count = Baseline.Listed(result).Count();
        await errors.WriteLineAsync($"{file}: {(count == 1 ? "1 finding" : $"{count} findings")}; {result.Summary}");
        return ExitCode.NothingFound;
    });
}
