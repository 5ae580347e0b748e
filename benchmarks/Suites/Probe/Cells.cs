using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnLint.Configuration;
using RnnLint.Costs;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Benchmarks.Probe;

/// <summary>The cells that are measured.</summary>
public static class Cells
{
    public const string Elman = "samples/SeedRnnRight", Lstm = "Gated/LstmSeparate", Gru = "Gated/GruResetAfter";

    private const int StackBytes = 64 << 20;

    public static IEnumerable<string> All => [.. Subjects.Names.Where(name => name.StartsWith("samples/", StringComparison.Ordinal)), Lstm, Gru];

    public static CSharpCompilation Compile(string name) => (CSharpCompilation)Subjects.Compile(name);

    /// <summary>Every finding of a compilation, with nothing known of it before.</summary>
    public static int Findings(Compilation compilation)
    {
        var analysis = new CellAnalysis(compilation);
        return Verdicts.Types(compilation.Assembly.GlobalNamespace).SelectMany(type => analysis.Analyze(type, CancellationToken.None)).Sum(report => report.Findings.Length);
    }

    /// <summary>Traces a program's first cell at a point, and judges what that shows: on a deep thread, like all analysis.</summary>
    public static Func<Draw, bool> Point(string name)
    {
        var compilation = Compile(name);
        var analysis = new CellAnalysis(compilation, new AnalysisSettings(new MuchFuel()));
        var retrace = Verdicts.Types(compilation.Assembly.GlobalNamespace).SelectMany(type => analysis.Analyze(type, CancellationToken.None)).First(report => report.Probe is { Retrace: not null }).Probe!.Retrace!;
        return draw =>
        {
            var recognised = false;
            var thread = new Thread(() => recognised = retrace(draw) is { } trace && DrawJudge.Judge(trace, null).Recognised, StackBytes);
            thread.Start();
            thread.Join();
            return recognised ? true : throw new InvalidOperationException($"{name} shows no cell at {draw}");
        };
    }

    /// <summary>Large sizes take more steps than the default grants.</summary>
    private sealed class MuchFuel : AnalyzerConfigOptionsProvider
    {
        private readonly Options _options = new();

        public override AnalyzerConfigOptions GlobalOptions => _options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;

        private sealed class Options : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = "10000000";
                return key == Setting.Prefix + "fuel";
            }
        }
    }
}
