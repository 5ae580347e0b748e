using System.Text;
using CliWrap;

namespace RnnLint.Packages.Tests;

internal sealed record Finished(int ExitCode, string Output);

internal static class Commands
{
    /// <summary>Standard output and standard error in one, in English.</summary>
    public static async Task<Finished> Run(Command command)
    {
        var output = new StringBuilder();
        var result = await command
            .WithEnvironmentVariables(variables =>
            {
                foreach (var (name, value) in command.EnvironmentVariables)
                    variables.Set(name, value);
                // What runs the tests may itself be run by MSBuild.
                variables.Set("MSBUILDDISABLENODEREUSE", "1").Set("DOTNET_CLI_UI_LANGUAGE", "en").Set("MSBuildSDKsPath", null).Set("MSBUILD_EXE_PATH", null);
            })
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).WithStandardErrorPipe(PipeTarget.ToStringBuilder(output))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
        return new(result.ExitCode, output.ToString());
    }
}
