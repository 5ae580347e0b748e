// What a person waits for in an editor: `dotnet run -c Release --project benchmarks/Editing`. Builds nothing but itself: build the solution first.
// Prints the median and the 95th percentile of hovers, of edits of a cell and of edits beside it, in a file of 2,000 lines with three cells, the
// processor time that the server takes for one (which says more than either where the machine has other work), and what memory the server holds on to.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using StreamJsonRpc;

const int Edits = 200, Lines = 2_000;
var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
var server = Path.Combine(root, "src/LanguageServer/bin/Release/net10.0/rnnlint-server.dll");
var folder = Directory.CreateTempSubdirectory("rnnlint-editing-").FullName;
var path = Path.Combine(folder, "Cells.cs");
var uri = new Uri(path).AbsoluteUri;
var text = Cells(Path.Combine(root, "samples"));
File.WriteAllText(path, text);

using var process = Process.Start(new ProcessStartInfo("dotnet", $"\"{server}\"") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
var rpc = new JsonRpc(new HeaderDelimitedMessageHandler(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, new SystemTextJsonFormatter()));
var told = new Dictionary<int, TaskCompletionSource<int>>();

// What is measured is measured beyond the debounce: a server that does not ask for the settings would wait for further edits each time.
var isConfigured = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
Func<JsonElement, object[]> configure = _ =>
{
    isConfigured.TrySetResult();
    return [new { debounce = 0 }];
};
rpc.AddLocalRpcMethod(configure.Method, configure.Target, new JsonRpcMethodAttribute("workspace/configuration") { UseSingleObjectParameterDeserialization = true });
Action<JsonElement> take = Told;
rpc.AddLocalRpcMethod(take.Method, take.Target, new JsonRpcMethodAttribute("textDocument/publishDiagnostics") { UseSingleObjectParameterDeserialization = true });
rpc.StartListening();
await rpc.InvokeWithParameterObjectAsync<JsonElement>("initialize", new { processId = Environment.ProcessId, capabilities = new { workspace = new { configuration = true }, textDocument = new { hover = new { contentFormat = new[] { "markdown" } } } } });
await rpc.NotifyWithParameterObjectAsync("initialized", new { });
await isConfigured.Task.WaitAsync(TimeSpan.FromSeconds(30));
await Task.Delay(500);

var version = 1;
var first = Stopwatch.StartNew();
var findings = Expect(version);
await rpc.NotifyWithParameterObjectAsync("textDocument/didOpen", new { textDocument = new { uri, languageId = "csharp", version, text } });
Console.WriteLine($"{text.Count(letter => letter == '\n')} lines; {await findings} findings, the first time after {first.ElapsedMilliseconds} ms");

// Everything once, so that nothing is measured that happens once.
for (var warm = 0; warm < 20; warm++)
{
    await InCellAsync();
    await BesideAsync();
    await HoverAsync();
}

Print("hover, nothing changed", await MeasureAsync(HoverAsync), 20);
Print("edit of a cell to findings", await MeasureAsync(InCellAsync), 250);
Print("edit beside the cells to findings", await MeasureAsync(BesideAsync), 50);
var before = Megabytes();
for (var edit = 0; edit < 1_000; edit++)
    await BesideAsync();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory: {before} MB, and after 1,000 more edits {Megabytes()} MB"));
process.Kill();
Directory.Delete(folder, recursive: true);

// Transposes the matrix of a backward pass, and back: the verdict goes with it.
Task InCellAsync() => ToggleAsync("back += W[k, j] * next[j];", "back += W[j, k] * next[j];");

Task BesideAsync() => ToggleAsync("int beside = 1;", "int beside = 2;");

Task ToggleAsync(string one, string other) => ReplaceAsync(text.Contains(one, StringComparison.Ordinal) ? (one, other) : (other, one));

async Task ReplaceAsync((string Old, string New) change)
{
    var at = text.IndexOf(change.Old, StringComparison.Ordinal);
    var (line, character) = PositionOf(at);
    text = text[..at] + change.New + text[(at + change.Old.Length)..];
    version++;
    var result = Expect(version);
    await rpc.NotifyWithParameterObjectAsync("textDocument/didChange", new
    {
        textDocument = new { uri, version },
        contentChanges = new[] { new { range = new { start = new { line, character }, end = new { line, character = character + change.Old.Length } }, text = change.New } },
    });
    await result;
}

async Task HoverAsync()
{
    var (line, character) = PositionOf(text.IndexOf("W[j, k] * Sigma", StringComparison.Ordinal));
    if ((await rpc.InvokeWithParameterObjectAsync<JsonElement>("textDocument/hover", new { textDocument = new { uri }, position = new { line, character } })).ValueKind != JsonValueKind.Object)
        throw new InvalidOperationException("there was no hover");
}

(int Line, int Character) PositionOf(int at) => (text[..at].Count(letter => letter == '\n'), at - text[..at].LastIndexOf('\n') - 1);

void Told(JsonElement parameters)
{
    lock (told)
        if (parameters.TryGetProperty("version", out var of) && told.Remove(of.GetInt32(), out var waiting))
            waiting.SetResult(parameters.GetProperty("diagnostics").GetArrayLength());
}

Task<int> Expect(int of)
{
    lock (told)
        return (told[of] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
}

async Task<(List<double> Times, double Processor)> MeasureAsync(Func<Task> work)
{
    var times = new List<double>();
    process.Refresh();
    var spent = process.TotalProcessorTime;
    for (var edit = 0; edit < Edits; edit++)
    {
        var watch = Stopwatch.StartNew();
        await work();
        times.Add(watch.Elapsed.TotalMilliseconds);
    }

    times.Sort();
    process.Refresh();
    return (times, (process.TotalProcessorTime - spent).TotalMilliseconds / Edits);
}

static void Print(string what, (List<double> Times, double Processor) measured, int budget) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{what,-36} median {measured.Times[Edits / 2],7:0.0} ms   95 % {measured.Times[Edits * 95 / 100],7:0.0} ms   processor {measured.Processor,7:0.0} ms   budget {budget} ms"));

long Megabytes()
{
    process.Refresh();
    return process.WorkingSet64 >> 20;
}

static string Cells(string samples)
{
    var file = new StringBuilder("using System;\n\n");
    foreach (var (sample, name) in new[] { ("SeedRnn/SeedRnnTransposed.cs", "One"), ("SeedRnn/SeedRnnRight.cs", "Two"), ("Storage/FlatRight.cs", "Three") }.Where(cell => File.Exists(Path.Combine(samples, cell.Item1))))
        file.Append(Regex.Replace(File.ReadAllText(Path.Combine(samples, sample)), @"^using [^\n]*\n|^namespace [^\n]*\n", "", RegexOptions.Multiline).Replace(Path.GetFileNameWithoutExtension(sample), name, StringComparison.Ordinal)).Append('\n');
    file.Append("public static class Aside\n{\n    public static int Zero() { int beside = 1; return beside; }\n");
    for (var member = 0; file.ToString().Count(letter => letter == '\n') < Lines - 8; member++)
        file.Append(CultureInfo.InvariantCulture, $"\n    public static int Count{member}(int[] values)\n    {{\n        var count = 0;\n        foreach (var value in values)\n            count += value > {member} ? 1 : 0;\n        return count;\n    }}\n");
    return file.Append("}\n").ToString();
}
