using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnLint.Analyzer;
using RnnLint.Configuration;

namespace RnnLint.Fuzz.Robustness.Hostile;

/// <summary>What the analyzer, run by the compiler's own driver, and the explanations after it made of a program.</summary>
/// <param name="Said">Rule and message of all diagnostics, in order.</param>
/// <param name="Explained">What explaining the cells threw; empty where nothing was.</param>
/// <param name="Binding">Processor time that the compiler itself takes for all its diagnostics.</param>
/// <param name="Analysis">Processor time of the analyzer, the compiler's binding for it included.</param>
/// <param name="Explaining">Processor time of the explanations.</param>
/// <param name="Allocated">Bytes that analyzer and explanations allocated.</param>
/// <param name="Peak">Bytes that the process held at most since the examination began, so far as could be seen.</param>
internal sealed record Examination(ImmutableArray<string> Said, ImmutableArray<string> Explained, TimeSpan Binding, TimeSpan Analysis, TimeSpan Explaining, long Allocated, long Peak)
{
    /// <param name="bound">Called once the compiler is done: what ends the process before is not ours.</param>
    public static async Task<Examination> OfAsync(HostileInput input, int size, Action bound)
    {
        using var memory = new MemoryWatch();
        var compilation = Programs.Compile(("Hostile.cs", input.Write(size)));
        var binding = Time(() => compilation.GetDiagnostics());
        bound();

        // A compilation of its own: what the compiler has bound once it would not bind again.
        compilation = Programs.Compile(("Hostile.cs", input.Write(size)));
        var options = new FuelOptions(input.Fuel);
        var before = GC.GetTotalAllocatedBytes();
        var start = ProcessorTime();
        var driver = new CompilationWithAnalyzersOptions(new AnalyzerOptions([], options), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var diagnostics = await compilation.WithAnalyzers([new RecurrentGradientAnalyzer()], driver).GetAnalyzerDiagnosticsAsync();
        var analysis = ProcessorTime() - start;

        var thrown = new List<string>();
        var explaining = Time(() => Explain(compilation, new AnalysisSettings(options), thrown));
        return new([.. diagnostics.Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage()}").Order(StringComparer.Ordinal)], [.. thrown], binding, analysis, explaining, GC.GetTotalAllocatedBytes() - before, memory.Peak);
    }

    private static void Explain(CSharpCompilation compilation, AnalysisSettings settings, List<string> thrown)
    {
        var analysis = new CellAnalysis(compilation, settings);
        foreach (var cell in DeclaredTypes.Of(compilation).SelectMany(type => analysis.Analyze(type, CancellationToken.None)).Take(MostExplained))
        {
            try
            {
                _ = cell.Explanation?.Value;
                _ = cell.ForwardValues?.Value;
            }
            catch (Exception failure)
            {
                thrown.Add($"{failure.GetType().Name}: {failure.Message}");
            }
        }
    }

    private const int MostExplained = 5;

    private static TimeSpan Time(Action work)
    {
        var start = ProcessorTime();
        work();
        return ProcessorTime() - start;
    }

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    /// <summary>The largest heap that was seen.</summary>
    private sealed class MemoryWatch : IDisposable
    {
        private readonly Timer _timer;

        public MemoryWatch()
        {
            GC.Collect();
            _timer = new(_ => Peak = Math.Max(Peak, GC.GetTotalMemory(false)), null, 0, 20);
        }

        public long Peak { get; private set; }

        public void Dispose() => _timer.Dispose();
    }

    private sealed class FuelOptions(int? fuel) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(fuel);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Options(int? fuel) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
            {
                value = key == Setting.Prefix + "fuel" ? fuel?.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
                return value is not null;
            }
        }
    }
}
