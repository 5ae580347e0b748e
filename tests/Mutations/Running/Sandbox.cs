using System.Diagnostics;
using System.Text.Json;

namespace RnnLint.Mutations.Running;

/// <summary>
/// Runs changed programs in a child process, whose memory and time are limited, which works in an empty folder, sees nothing of the environment and can write no file.
/// A program that does not end, or takes the process down with it, costs that process alone.
/// </summary>
public sealed class Sandbox : IDisposable
{
    private const string HeapLimit = "0x30000000";
    private const int RunsOfOneChild = 500;

    // Every program as written takes less than two seconds of a processor's time; who takes more has no answer, and is held against nobody.
    private static readonly TimeSpan MostProcessorTime = TimeSpan.FromSeconds(8), MostTime = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rnnlint-sandbox");
    private Process? _child;
    private int _runs;

    public RunAnswer Run(RunRequest request)
    {
        if (_runs++ % RunsOfOneChild == 0)
            End();
        var child = _child ??= Start();
        try
        {
            child.StandardInput.WriteLine(JsonSerializer.Serialize(request, Child.Json));
            child.StandardInput.Flush();
            var line = child.StandardOutput.ReadLineAsync();
            if (IsThereInTime(line, child) && line.Result is { } text)
                return JsonSerializer.Deserialize<RunAnswer>(text, Child.Json)!;
            var failure = line.IsCompleted ? "it took the process down" : "it did not end";
            End();
            return new(null, Failure: failure);
        }
        catch (IOException)
        {
            End();
            return new(null, Failure: "it took the process down");
        }
    }

    /// <summary>What counts is the time that the program itself had, so that a busy machine gives the same answers.</summary>
    private static bool IsThereInTime(Task line, Process child)
    {
        var (clock, before) = (Stopwatch.StartNew(), child.TotalProcessorTime);
        while (!line.Wait(200))
        {
            child.Refresh();
            if (clock.Elapsed > MostTime || (!child.HasExited && child.TotalProcessorTime - before > MostProcessorTime))
                return false;
        }

        return true;
    }

    public void Dispose()
    {
        End();
        _folder.Delete(recursive: true);
    }

    private void End()
    {
        _child?.Kill(entireProcessTree: true);
        _child?.WaitForExit();
        _child?.Dispose();
        _child = null;
    }

    private Process Start()
    {
        string[] command = [Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) is "dotnet" ? host : "dotnet", "exec", typeof(Sandbox).Assembly.Location, Child.Command];

        // No file may grow; pipes are no files.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(command[0], command[1..])
            : new ProcessStartInfo("/bin/sh", ["-c", "ulimit -f 0; ulimit -c 0; exec \"$0\" \"$@\"", .. command]);
        start.WorkingDirectory = _folder.FullName;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        Limit(start.Environment);
        var child = Process.Start(start)!;
        child.ErrorDataReceived += (_, _) => { };
        child.BeginErrorReadLine();
        return child;
    }

    private static void Limit(IDictionary<string, string?> environment)
    {
        foreach (var variable in environment.Keys.Where(name => name is not ("PATH" or "DOTNET_ROOT" or "SystemRoot")).ToArray())
            environment.Remove(variable);
        environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        environment["DOTNET_EnableDiagnostics"] = "0";

        // Where code pages are mapped twice they are a file, which may not grow either.
        environment["DOTNET_EnableWriteXorExecute"] = "0";
        environment["DOTNET_TieredPGO"] = "0";
        environment["DOTNET_ROLL_FORWARD"] = "Major";
    }
}
