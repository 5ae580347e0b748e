using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RnnLint.Benchmarks.Quiet;

/// <summary>Compiles projects in memory one after the other, and sums up what binding and each set of analyzers took.</summary>
/// <param name="analyzers">In the order of the results.</param>
public sealed class QuietRun(IReadOnlyList<ImmutableArray<DiagnosticAnalyzer>> analyzers)
{
    private readonly Dictionary<string, CSharpCompilation> _made = [];

    public long Lines { get; private set; }

    public int Files { get; private set; }

    public int Projects { get; private set; }

    public long Errors { get; private set; }

    /// <summary>Warnings of RnnLint.</summary>
    public int Warnings { get; private set; }

    /// <summary>What all diagnostics of the compiler took.</summary>
    public Spent Binding { get; private set; } = new(default, default, default);

    /// <summary>Of each set of analyzers, the binding that it asks for included.</summary>
    public Spent[] Results { get; } = [.. analyzers.Select(_ => new Spent(default, default, default))];

    /// <summary>Adds the projects below a folder, those that others refer to first, until there are so many lines or the time is up.</summary>
    public void Add(string folder, long limit, TimeSpan most)
    {
        var clock = Stopwatch.StartNew();
        var projects = SourceProject.Below(folder).ToDictionary(project => project.Path);
        var seen = new HashSet<string>();
        foreach (var path in projects.Keys.Order(StringComparer.Ordinal))
            Visit(path);

        void Visit(string path)
        {
            if (IsEnough() || !projects.TryGetValue(path, out var project) || !seen.Add(path))
                return;
            foreach (var reference in project.References())
                Visit(reference);
            if (!IsEnough())
                Add(project);
        }

        bool IsEnough() => Lines >= limit || clock.Elapsed > most;
    }

    private void Add(SourceProject project)
    {
        var compilation = project.Compile(_made);
        _made[project.Path] = compilation;
        Projects++;
        Files += project.Files.Count;
        Lines += compilation.SyntaxTrees.Skip(1).Sum(tree => (long)tree.GetText().Lines.Count);

        // Each asks a compilation of its own, of which nothing is bound.
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        Errors += compilation.Clone().GetDiagnostics().Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Binding += new Spent(default, clock.Elapsed, Environment.CpuUsage.TotalTime - processor);
        for (var i = 0; i < analyzers.Count; i++)
        {
            clock.Restart();
            processor = Environment.CpuUsage.TotalTime;
            var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
            var result = compilation.Clone().WithAnalyzers(analyzers[i], options).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
            Results[i] += new Spent(result.AnalyzerTelemetryInfo.Values.Aggregate(TimeSpan.Zero, (sum, info) => sum + info.ExecutionTime), clock.Elapsed, Environment.CpuUsage.TotalTime - processor);
            Warnings += result.GetAllDiagnostics().Count(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id.StartsWith("RNN", StringComparison.Ordinal));
        }

        Console.WriteLine($"{Lines,10:N0} lines  {Path.GetFileNameWithoutExtension(project.Path)}");
    }
}

/// <summary>What something took.</summary>
/// <param name="Telemetry">By the driver, in the actions of analyzers alone.</param>
/// <param name="Clock">From its beginning to its end.</param>
/// <param name="Processor">The processor's time, all threads together: what a machine that is shared with other work can tell.</param>
public sealed record Spent(TimeSpan Telemetry, TimeSpan Clock, TimeSpan Processor)
{
    public static Spent operator +(Spent one, Spent other) => new(one.Telemetry + other.Telemetry, one.Clock + other.Clock, one.Processor + other.Processor);
}
