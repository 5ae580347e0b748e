using Microsoft.CodeAnalysis;
using RnnLint.Analyzer;
using RnnLint.Recognition;

namespace RnnLint.Benchmarks.Quiet;

/// <summary>RnnLint's analyzer, which notes what each type takes: the driver's telemetry does not tell types apart, and has no bytes.</summary>
public sealed class TimedTypes
{
    private const int Shown = 8;

    private readonly List<(string Name, TimeSpan Time)> _traced = [];
    private readonly NumberCarriers _carriers = new();

    public TimedTypes() => Analyzer = new RecurrentGradientAnalyzer(compilation =>
    {
        var analysis = new CellAnalysis(compilation);
        return (type, cancellation) =>
        {
            var (bytes, processor) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
            var reports = analysis.Analyze(type, cancellation);
            Note(type, Environment.CpuUsage.TotalTime - processor, GC.GetAllocatedBytesForCurrentThread() - bytes);
            return reports;
        };
    });

    public RecurrentGradientAnalyzer Analyzer { get; }

    public int Count { get; private set; }

    /// <summary>Types that the gate lets through.</summary>
    public int Candidates => _traced.Count;

    /// <summary>The processor's time for types that are left at once.</summary>
    public TimeSpan Gate { get; private set; }

    /// <summary>Allocated for them.</summary>
    public long GateBytes { get; private set; }

    public TimeSpan Tracing => _traced.Aggregate(TimeSpan.Zero, (sum, type) => sum + type.Time);

    public IEnumerable<(string Name, TimeSpan Time)> Dearest => _traced.OrderByDescending(type => type.Time).Take(Shown);

    private void Note(INamedTypeSymbol type, TimeSpan time, long bytes)
    {
        Count++;
        if (Candidate.Of(type, _carriers, CancellationToken.None) is not null)
        {
            _traced.Add((type.ToDisplayString(), time));
            return;
        }

        Gate += time;
        GateBytes += bytes;
    }
}
