using System.Text;
using CliWrap;

namespace RnnLint.Cli.Tests;

/// <summary>The program as users run it, in a process of its own.</summary>
internal static class Tool
{
    public static string Path { get; } = Repository.PathTo("src", "Cli", "bin", Repository.Configuration, "net10.0", "rnnlint.dll");

    public static Task<Run> RunAsync(Scratch scratch, params string[] arguments) => RunAsync(scratch.Folder, arguments);

    public static Task<Run> RunAsync(string folder, params string[] arguments) => RunAsync(folder, Path, new Dictionary<string, string?>(), arguments);

    public static async Task<Run> RunAsync(string folder, string tool, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        var result = await CliWrap.Cli.Wrap("dotnet").WithArguments([tool, .. arguments]).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(environment)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output, Encoding.UTF8))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors, Encoding.UTF8))
            .ExecuteAsync();
        return new(result.ExitCode, output.ToString(), errors.ToString());
    }
}

/// <summary>What a run left.</summary>
internal sealed record Run(int ExitCode, string Output, string Errors);
