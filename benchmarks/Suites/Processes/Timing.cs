using System.Diagnostics;
using CliWrap;

namespace RnnLint.Benchmarks.Processes;

/// <summary>How long programs take, from the start of their process to its end.</summary>
public static class Timing
{
    /// <summary>Runs commands in turns, so that what else the machine does falls on all of them, once more than they are timed; medians in seconds.</summary>
    public static double[] InTurns(int rounds, params Command[] programs)
    {
        var times = programs.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < programs.Length; i++)
            {
                programs[i].Prepare?.Invoke();
                var clock = Stopwatch.StartNew();
                Run(programs[i]);
                if (round > 0)
                    times[i].Add(clock.Elapsed.TotalSeconds);
            }
        }

        return Array.ConvertAll(times, Median);
    }

    /// <summary>What a program prints.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than it should.</exception>
    public static string Run(Command program)
    {
        var output = new System.Text.StringBuilder();
        var result = Cli.Wrap(program.File).WithArguments(program.Arguments).WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).WithStandardErrorPipe(PipeTarget.ToStringBuilder(output)).ExecuteAsync().Task.GetAwaiter().GetResult();
        return program.ExitCodes.Contains(result.ExitCode) ? output.ToString()
            : throw new InvalidOperationException($"{program.File} {string.Join(' ', program.Arguments)} ended with {result.ExitCode}:\n{output}");
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2;
    }
}

/// <summary>A program to run.</summary>
/// <param name="File">Its path, or its name where the system finds it.</param>
public sealed record Command(string File, params string[] Arguments)
{
    /// <summary>What is done before each run, and not timed.</summary>
    public Action? Prepare { get; init; }

    /// <summary>With which it has done its work.</summary>
    public IReadOnlyList<int> ExitCodes { get; init; } = [0];
}
