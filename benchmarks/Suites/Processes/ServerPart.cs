using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RnnLint.Benchmarks.Results;
using StreamJsonRpc;

namespace RnnLint.Benchmarks.Processes;

/// <summary>The language server with a large solution open: what memory it takes, and until when it has told all that it has to tell.</summary>
public static class ServerPart
{
    private const int Projects = 50, Lines = 500_000;

    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    public static Section Measure()
    {
        var section = new Section("Language server");
        var folder = Directory.CreateTempSubdirectory("rnnlint-server-").FullName;
        try
        {
            Write(folder);
            Timing.Run(new Command("dotnet", "restore", Path.Combine(folder, "All.slnx"), "-v", "quiet"));
            var (seconds, memory, peak) = OpenAsync(folder).GetAwaiter().GetResult();
            section.Target($"memory with a solution of {Projects} projects and {Lines.ToString("N0", CultureInfo.InvariantCulture)} lines open", "none set", string.Create(CultureInfo.InvariantCulture, $"{memory} MB, {peak} MB at most; all told after {seconds:0} s"), null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return section;
    }

    private static void Write(string folder)
    {
        var projects = Enumerable.Range(0, Projects).Select(i => $"P{i:00}").ToList();
        foreach (var (name, i) in projects.Select((name, i) => (name, i)))
        {
            MadeUpCode.Write(Path.Combine(folder, name), name, Lines / Projects / MadeUpCode.LinesOfFile, networks: i % 25 == 0 ? 1 : 0);
            var reference = i == 0 ? "" : $"<ItemGroup><ProjectReference Include=\"../{projects[i / 2]}/{projects[i / 2]}.csproj\" /></ItemGroup>";
            File.WriteAllText(Path.Combine(folder, name, name + ".csproj"), Project(reference));
        }

        File.WriteAllText(Path.Combine(folder, "All.slnx"), $"<Solution>{string.Concat(projects.Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");

        static string Project(string items) => $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>{items}</Project>";
    }

    /// <summary>Opens the folder and one of its networks, and waits until nothing is left to be done.</summary>
    private static async Task<(double Seconds, long Megabytes, long Most)> OpenAsync(string folder)
    {
        var server = Path.Combine(ProgramLibrary.Root, "src", "LanguageServer", "bin", "Release", "net10.0", "rnnlint-server.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [server]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            var clock = Stopwatch.StartNew();
            using var rpc = new JsonRpc(new HeaderDelimitedMessageHandler(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, new SystemTextJsonFormatter()));
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Action<JsonElement> status = message =>
            {
                if (message.GetProperty("state").GetString() == "idle" && message.TryGetProperty("findings", out var findings) && findings.ValueKind == JsonValueKind.Number && findings.GetInt32() > 0)
                    told.TrySetResult();
            };
            rpc.AddLocalRpcMethod(status.Method, status.Target, new JsonRpcMethodAttribute("rnnlint/status") { UseSingleObjectParameterDeserialization = true });
            rpc.StartListening();
            var root = new Uri(folder).AbsoluteUri;
            await rpc.InvokeWithParameterObjectAsync<JsonElement>("initialize", new
            {
                processId = Environment.ProcessId,
                rootUri = root,
                workspaceFolders = new[] { new { uri = root, name = "all" } },
                capabilities = new { },
                initializationOptions = new { status = true, trusted = true },
            });
            await rpc.NotifyWithParameterObjectAsync("initialized", new { });
            var network = Path.Combine(folder, "P25", "Network0.cs");
            await rpc.NotifyWithParameterObjectAsync("textDocument/didOpen", new { textDocument = new { uri = new Uri(network).AbsoluteUri, languageId = "csharp", version = 1, text = await File.ReadAllTextAsync(network) } });
            await told.Task.WaitAsync(Most);
            var seconds = clock.Elapsed.TotalSeconds;
            process.Refresh();
            return (seconds, process.WorkingSet64 >> 20, process.PeakWorkingSet64 >> 20);
        }
        finally
        {
            process.Kill();
        }
    }
}
