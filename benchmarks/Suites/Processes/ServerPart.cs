using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RnnLint.Benchmarks.Results;
using StreamJsonRpc;

namespace RnnLint.Benchmarks.Processes;

/// <summary>The language server with a large solution open: what memory it takes, and until when it has told all that it has to tell.</summary>
public static class ServerPart
{
    private const int Projects = 50, Lines = 500_000, Methods = 30, Networks = 2;

    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    public static Section Measure()
    {
        var section = new Section("Language server");
        var folder = Directory.CreateTempSubdirectory("rnnlint-server-").FullName;
        try
        {
            Write(folder);
            Timing.Run(new Command("dotnet", "restore", Path.Combine(folder, "All.slnx"), "-v", "quiet"));
            var (open, all) = OpenAsync(folder).GetAwaiter().GetResult();
            section.Paragraph(string.Create(CultureInfo.InvariantCulture, $"A solution of {Projects} projects and {Lines:N0} lines, made up; two of its files hold a wrong network, one of which is open. No target is set."));
            section.Table(["when", "after, s", "memory, MB", "most so far, MB"], new[] { ("the open file's finding is shown", open), ("all files were asked for (`workspace/diagnostic`)", all) }
                .Select(row => (IReadOnlyList<string>)[row.Item1, Section.Number(row.Item2.Seconds), Section.Number(row.Item2.Megabytes), Section.Number(row.Item2.Most)]));
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
            MadeUpCode.Write(Path.Combine(folder, name), name, Lines / Projects / MadeUpCode.LinesOfFile(Methods), Methods, networks: i % (Projects / Networks) == 0 ? 1 : 0);
            var reference = i == 0 ? "" : $"<ItemGroup><ProjectReference Include=\"../{projects[i / 2]}/{projects[i / 2]}.csproj\" /></ItemGroup>";
            File.WriteAllText(Path.Combine(folder, name, name + ".csproj"), Project(reference));
        }

        File.WriteAllText(Path.Combine(folder, "All.slnx"), $"<Solution>{string.Concat(projects.Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");

        static string Project(string items) => $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>{items}</Project>";
    }

    /// <summary>Opens the folder and one of its networks, waits until nothing is left to be done, and asks for the findings of all files.</summary>
    private static async Task<(Moment Open, Moment All)> OpenAsync(string folder)
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
            var open = Now();
            var reports = await rpc.InvokeWithParameterObjectAsync<JsonElement>("workspace/diagnostic", new { previousResultIds = Array.Empty<object>() }).WaitAsync(Most);
            var found = reports.GetProperty("items").EnumerateArray().Sum(report => report.TryGetProperty("items", out var items) ? items.GetArrayLength() : 0);
            return found == Networks ? (open, Now()) : throw new InvalidOperationException($"{found} findings in {Networks} networks");

            Moment Now()
            {
                process.Refresh();
                return new(clock.Elapsed.TotalSeconds, process.WorkingSet64 >> 20, process.PeakWorkingSet64 >> 20);
            }
        }
        finally
        {
            process.Kill();
        }
    }

    private sealed record Moment(double Seconds, long Megabytes, long Most);
}
