using System.Diagnostics;

namespace RnnLint.Cli.Tests;

/// <summary>
/// Code that would run for ever or take all memory ends within its fuel. Time and memory are taken from a process of its own, over
/// those of the same cell without the trap: what other tests do at the same time does not count.
/// </summary>
public sealed class AdversarialInputTests : IDisposable
{
    private const long MostMemory = 200L << 20;

    // Fuel, not the clock, ends them: on a machine so slow that the cell alone takes longer than this, they may take as long as that.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    private static readonly Lazy<Task<Cost>> Plain = new(async () =>
    {
        using var scratch = new Scratch();
        return await CheckAsync(scratch, Cell(""));
    });

    private readonly Scratch _scratch = new();

    public static TheoryData<string, string> Traps => new()
    {
        { "endless loop", "while (true) { }" },
        { "endless loop with work", "double x = 0; while (true) x = Math.Tanh(x + W[0, 0]);" },
        { "unbounded recursion", "Deeper(W[0, 0]); double Deeper(double x) => Deeper(x + 1) + 1;" },
        { "branching recursion", "Twice(60); int Twice(int n) => n < 2 ? n : Twice(n - 1) + Twice(n - 2);" },
        { "huge array", "var all = new double[int.MaxValue];" },
        { "many arrays", "var all = new System.Collections.Generic.List<double[]>(); while (true) all.Add(new double[1000]);" },
        { "arrays thrown away", "while (true) { var one = new double[900_000]; }" },
        { "growing list", "var all = new System.Collections.Generic.List<double>(); while (true) all.Add(W[0, 0] * all.Count);" },
        { "growing tape", "double x = 0.1; while (true) x = x * W[0, 0] + Math.Exp(-x * x);" },
        { "doubling text", "var text = \"ab\"; while (true) text += text;" },
        { "nested parentheses", "var x = " + new string('(', 2000) + "W[0, 0]" + new string(')', 2000) + ";" },
        { "nested signs", "var x = " + string.Concat(Enumerable.Repeat("- ", 2000)) + "W[0, 0];" },
        { "half-typed code", "for (int i = 0; i < W.GetLength(0; W[i, " },
        { "exceptions", "while (true) try { throw new Exception(); } catch { }" },
    };

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Traps))]
    public async Task A_trap_ends_soon_and_takes_little(string name, string statements)
    {
        var plain = await Plain.Value;
        var cost = await CheckAsync(_scratch, Cell(statements));

        cost.Errors.ShouldBeEmpty();
        cost.ExitCode.ShouldBeInRange(0, 1, name);
        (cost.Time - plain.Time).ShouldBeLessThan(TimeSpan.FromTicks(Math.Max(MostTime.Ticks, plain.Time.Ticks)), name);
        (cost.Memory - plain.Memory).ShouldBeLessThan(MostMemory, name);
    }

    private static async Task<Cost> CheckAsync(Scratch scratch, string source)
    {
        var path = Path.Combine(scratch.Folder, "Cell.cs");
        await File.WriteAllTextAsync(path, source);
        using var run = Process.Start(new ProcessStartInfo("dotnet", [Tool.Path, "check", path]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = run.StandardError.ReadToEndAsync();
        var output = run.StandardOutput.ReadToEndAsync();
        var (time, memory) = (TimeSpan.Zero, 0L);
        while (!run.WaitForExit(5))
        {
            // The system keeps the peak itself; only what grows in the last 5 ms is missed.
            run.Refresh();
            try
            {
                (time, memory) = (run.TotalProcessorTime, Math.Max(memory, run.PeakWorkingSet64));
            }
            catch (Exception ended) when (ended is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It ended in between.
            }
        }

        await output;
        return new Cost(run.ExitCode, await errors, time, memory);
    }

    /// <summary>An Elman cell with a right backward pass, and <paramref name="statements"/> in its forward pass.</summary>
    private static string Cell(string statements) => $$"""
        using System;

        public class Cell
        {
            readonly double[,] W = new double[3, 3];

            public double[][] Forward(double[][] xs)
            {
                var hs = new double[xs.Length + 1][];
                hs[0] = new double[3];
                for (int t = 0; t < xs.Length; t++)
                {
                    hs[t + 1] = new double[3];
                    for (int i = 0; i < 3; i++)
                    {
                        double a = xs[t][i];
                        for (int j = 0; j < 3; j++)
                            a += W[i, j] * hs[t][j];
                        hs[t + 1][i] = Math.Tanh(a);
                    }
                }
                {{statements}}
                return hs;
            }

            public double[][] Backward(double[][] hs, double[][] dhs)
            {
                var dh = new double[3];
                var all = new double[dhs.Length][];
                for (int t = dhs.Length - 1; t >= 0; t--)
                {
                    all[t] = new double[3];
                    var before = new double[3];
                    for (int i = 0; i < 3; i++)
                    {
                        all[t][i] = dh[i] + dhs[t][i];
                        double da = all[t][i] * (1 - hs[t + 1][i] * hs[t + 1][i]);
                        for (int j = 0; j < 3; j++)
                            before[j] += W[i, j] * da;
                    }
                    dh = before;
                }
                return all;
            }

            public double[][] Pass(double[][] xs, double[][] dhs) => Backward(Forward(xs), dhs);
        }
        """;

    private sealed record Cost(int ExitCode, string Errors, TimeSpan Time, long Memory);
}
