using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>Code under analysis is read, interpreted, never run: not its initialisers, not its Main, not its finalisers.</summary>
public class UserCodeNeverRunsTests
{
    private static readonly string[] Places = ["module initialiser", "static constructor", "static field", "constructor", "Forward", "Backward", "Main", "finaliser", "operator"];

    [Fact]
    public void No_part_of_an_analysed_program_runs()
    {
        var folder = Directory.CreateTempSubdirectory("rnnlint");
        try
        {
            var key = "ran in " + nameof(No_part_of_an_analysed_program_runs);
            var compilation = ProgramRunner.Compile([new("Program.cs", Program(key, folder.FullName))]);
            ProgramRunner.Errors(compilation.GetDiagnostics()).ShouldBeEmpty();
            var analysis = new CellAnalysis(compilation);

            var reports = HalfTypedCodeTests.Types(compilation.Assembly.GlobalNamespace).SelectMany(type => analysis.Analyze(type, CancellationToken.None)).ToArray();
            GC.Collect();
            GC.WaitForPendingFinalizers();

            // It was looked at, closely.
            reports.SelectMany(report => report.Findings).ShouldContain(finding => finding.Verdict == Verdict.Verified);
            foreach (var place in Places)
                AppDomain.CurrentDomain.GetData(key + place).ShouldBeNull(place);
            folder.GetFiles().ShouldBeEmpty();
            AppDomain.CurrentDomain.GetAssemblies().ShouldNotContain(assembly => !assembly.IsDynamic && assembly.GetType("MarkedByThisTestOnly", false) != null);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public void The_marks_would_show_if_it_ran()
    {
        var folder = Directory.CreateTempSubdirectory("rnnlint");
        try
        {
            var key = "ran in " + nameof(The_marks_would_show_if_it_ran);
            ProgramRunner.Load([new("Program.cs", Program(key, folder.FullName).Replace("MarkedByThisTestOnly", "MarkedElsewhere"))], assembly =>
                assembly.GetType("Elman")!.GetMethod("Main")!.Invoke(null, null));

            foreach (var place in Places.Except(["finaliser"]))
                AppDomain.CurrentDomain.GetData(key + place).ShouldBe(true, place);
            folder.GetFiles().Length.ShouldBeGreaterThanOrEqualTo(Places.Length - 1);
        }
        finally
        {
            Delete(folder);
        }
    }

    /// <summary>The finaliser may write its mark while the folder is being emptied: once.</summary>
    private static void Delete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(true);
        }
        catch (IOException)
        {
            GC.WaitForPendingFinalizers();
            folder.Delete(true);
        }
    }

    private static string Program(string key, string folder) => $$"""
        using System;
        using System.IO;
        using System.Runtime.CompilerServices;

        public static class Mark
        {
            public static double Set(string place)
            {
                AppDomain.CurrentDomain.SetData("{{key}}" + place, true);
                // A finaliser may run when the test is over and its folder gone.
                try { File.WriteAllText(Path.Combine(@"{{folder}}", place), "ran"); } catch (DirectoryNotFoundException) { }
                return 0;
            }
        }

        public static class MarkedByThisTestOnly
        {
            [ModuleInitializer]
            public static void Initialise() => Mark.Set("module initialiser");
        }

        public struct Marked
        {
            public static Marked operator +(Marked a, Marked b) { Mark.Set("operator"); return a; }
        }

        public class Elman
        {
            static readonly double Field = Mark.Set("static field");
            static readonly Random Rng = new(1);
            readonly int n;
            readonly double[,] W;
            readonly double[,] U;

            static Elman() => Mark.Set("static constructor");

            public Elman(int n)
            {
                Mark.Set("constructor");
                this.n = n;
                W = new double[n, n];
                U = new double[n, n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                    {
                        W[i, j] = Rng.NextDouble() - 0.5;
                        U[i, j] = Rng.NextDouble() - 0.5;
                    }
            }

            ~Elman() => Mark.Set("finaliser");

            public double[][] Forward(double[][] xs)
            {
                Mark.Set("Forward");
                _ = new Marked() + new Marked();
                var hs = new double[xs.Length + 1][];
                hs[0] = new double[n];
                for (int t = 0; t < xs.Length; t++)
                {
                    hs[t + 1] = new double[n];
                    for (int i = 0; i < n; i++)
                    {
                        double a = 0;
                        for (int j = 0; j < n; j++)
                            a += W[i, j] * hs[t][j] + U[i, j] * xs[t][j];
                        hs[t + 1][i] = Math.Tanh(a);
                    }
                }
                return hs;
            }

            public double[][] Backward(double[][] hs, double[][] dhs)
            {
                Mark.Set("Backward");
                var dh = new double[n];
                var all = new double[dhs.Length][];
                for (int t = dhs.Length - 1; t >= 0; t--)
                {
                    for (int i = 0; i < n; i++)
                        dh[i] += dhs[t][i];
                    all[t] = (double[])dh.Clone();
                    var before = new double[n];
                    for (int i = 0; i < n; i++)
                    {
                        double da = dh[i] * (1 - hs[t + 1][i] * hs[t + 1][i]);
                        for (int j = 0; j < n; j++)
                            before[j] += W[i, j] * da;
                    }
                    dh = before;
                }
                return all;
            }

            public double[][] Pass(double[][] xs, double[][] dhs) => Backward(Forward(xs), dhs);

            public static void Main()
            {
                Mark.Set("Main");
                double[][] xs = { new double[3], new double[3] };
                new Elman(3).Pass(xs, xs);
            }
        }
        """;
}
