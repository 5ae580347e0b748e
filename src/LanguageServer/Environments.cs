using System.ComponentModel;
using System.Diagnostics;

namespace RnnLint.LanguageServer;

/// <summary>What the server finds where it runs.</summary>
internal static class Environments
{
    /// <summary>The SDK whose MSBuild loads projects, or why there is none.</summary>
    public static async Task<string> MSBuildAsync()
    {
        try
        {
            using var dotnet = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var version = await dotnet.StandardOutput.ReadToEndAsync();
            await dotnet.WaitForExitAsync();
            return dotnet.ExitCode == 0 ? "SDK " + version.Trim() : "no SDK: projects cannot be loaded, files are read as they are";
        }
        catch (Win32Exception)
        {
            return "dotnet is not on the path: projects cannot be loaded, files are read as they are";
        }
    }
}
