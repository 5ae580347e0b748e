using System.Diagnostics;
using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>A cancelled analysis ends at once, and with nothing but the cancellation.</summary>
public class CancellationTests
{
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_cancelled_token_ends_an_analysis()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var compilation = ProgramRunner.Compile(ProgramLibrary.All[0].Files);
        var analysis = new CellAnalysis(compilation);

        Should.Throw<OperationCanceledException>(() =>
        {
            foreach (var type in HalfTypedCodeTests.Types(compilation.Assembly.GlobalNamespace))
                analysis.Analyze(type, source.Token);
        });
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("double x = 0; for (;;) x = System.Math.Tanh(x);")]
    [InlineData("F(1); static void F(int n) { for (var i = 0; i < 9; i++) F(n + i); }")]
    [InlineData("var l = new System.Collections.Generic.List<double>(); while (true) { l.Add(1); l.Clear(); }")]
    [InlineData("foreach (var x in It()) { } static System.Collections.Generic.IEnumerable<int> It() { while (true) yield return 1; }")]
    [InlineData("while (true) try { throw new System.Exception(); } catch { }")]
    public void Whatever_the_code_is_doing(string statements)
    {
        var compilation = ProgramRunner.Compile([new("Program.cs", "static class Program { static void Go() { " + statements + " } }")]);
        var method = compilation.GetTypeByMetadataName("Program")!.GetMembers("Go").OfType<IMethodSymbol>().Single();
        using var source = new CancellationTokenSource();
        // With fuel for days: only the token can end it.
        var interpreter = new Interpreter(new CodeBase(compilation, LibraryModels.Create()), new Draw(3, 4, 1), new Fuel(long.MaxValue, long.MaxValue, 10), source.Token);
        source.CancelAfter(50);

        var clock = Stopwatch.StartNew();
        var end = Record.Exception(() => LanguageProgram.OnDeepStack(() => interpreter.Call(method, Value.Null)));

        (end is OperationCanceledException or TraceStoppedException { Kind: StopKind.OutOfFuel }).ShouldBeTrue(end?.ToString());
        clock.Elapsed.ShouldBeLessThan(Promptly);
    }

    [Fact]
    public void An_analysis_cancelled_on_the_way_throws_nothing_else()
    {
        var program = ProgramLibrary.Get(ProgramLibrary.All[0].Name, "as-written");
        foreach (var delay in new[] { 1, 5, 20, 60, 150 })
        {
            using var source = new CancellationTokenSource();
            var compilation = ProgramRunner.Compile(program.Files);
            var analysis = new CellAnalysis(compilation);
            source.CancelAfter(delay);
            var clock = Stopwatch.StartNew();
            var end = Record.Exception(() =>
            {
                foreach (var type in HalfTypedCodeTests.Types(compilation.Assembly.GlobalNamespace))
                    analysis.Analyze(type, source.Token);
            });
            (end is null or OperationCanceledException).ShouldBeTrue(end?.ToString());
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        }
    }
}
