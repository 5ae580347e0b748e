using System.Diagnostics;
using System.Text.Json;

namespace RnnLint.Fuzz.Robustness.Hostile;

/// <summary>
/// Examines programs one after the other in a process of their own: a stack that overflows ends a process, and what it would end here is the compiler.
/// After one that did, the next goes on with another process.
/// </summary>
/// <param name="most">Processor time that the compiler, and then the analysis, may take for one.</param>
internal sealed class Examiner(TimeSpan most)
{
    /// <summary>What an end begins with that came while the compiler alone was at work.</summary>
    public const string Compiler = "the compiler: ";

    /// <summary>How much longer than on a processor of its own it may take by the clock: a machine may be busy, but what waits for nothing ends too.</summary>
    private const int Patience = 100;

    private const int LinesOfStack = 12;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private const string Bound = "bound", Done = "done ";

    public IEnumerable<Outcome> Examine(IReadOnlyList<(HostileInput Input, int Size)> programs)
    {
        for (var next = 0; next < programs.Count;)
        {
            using var process = Start();

            // A process that overflowed its stack tells so at length, and waits until that is read.
            var errors = process.StandardError.ReadToEndAsync();
            for (; next < programs.Count; next++)
            {
                var (input, size) = programs[next];
                process.StandardInput.WriteLine(JsonSerializer.Serialize(new Request(input.Name, size)));
                var outcome = Read(process, errors, input, size);
                yield return outcome;
                if (outcome.End is not null)
                {
                    next++;
                    break;
                }
            }

            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>The other end: examines what standard input names, until it ends.</summary>
    public static async Task ServeAsync()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var request = JsonSerializer.Deserialize<Request>(line)!;
            var examination = await Examination.OfAsync(HostileInputs.Named(request.Name), request.Size, () => Console.WriteLine(Bound));
            Console.WriteLine(Done + JsonSerializer.Serialize(examination));
        }
    }

    private Outcome Read(Process process, Task<string> errors, HostileInput input, int size)
    {
        var (isBound, begun, sinceBegun) = (false, process.TotalProcessorTime, Stopwatch.StartNew());
        while (true)
        {
            var line = process.StandardOutput.ReadLineAsync();
            while (!line.Wait(Pause))
            {
                process.Refresh();
                if (process.HasExited || process.TotalProcessorTime - begun < most && sinceBegun.Elapsed < most * Patience)
                    continue;
                process.Kill();
                process.WaitForExit();
                return Ended($"not done after {most.TotalSeconds:N0} s of a processor");
            }

            switch (line.Result)
            {
                case null:
                    process.WaitForExit();
                    return Ended($"exit {process.ExitCode}: {string.Join(" | ", errors.Result.Split('\n').Take(LinesOfStack))}");
                case Bound:
                    (isBound, begun) = (true, process.TotalProcessorTime);
                    break;
                case { } done when done.StartsWith(Done, StringComparison.Ordinal):
                    return new(input, size, null, JsonSerializer.Deserialize<Examination>(done[Done.Length..]));
            }
        }

        Outcome Ended(string how) => new(input, size, (isBound ? "" : Compiler) + how, null);
    }

    private static Process Start() => Process.Start(new ProcessStartInfo("dotnet", [typeof(Examiner).Assembly.Location, "serve"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private sealed record Request(string Name, int Size);
}
