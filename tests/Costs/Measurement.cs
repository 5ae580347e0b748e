namespace RnnLint.Costs;

/// <summary>Counts what analyses take.</summary>
public static class Measurement
{
    /// <summary>
    /// The cost of one program. The first analysis loads, compiles and binds what the second one finds done; what that allocates is RnnLint's own.
    /// </summary>
    public static Cost Of(string name)
    {
        var compilation = Subjects.Compile(name);
        var analysis = new CellAnalysis(compilation);
        Trace();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var traces = Trace();
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        var runs = traces.SelectMany(trace => trace.Runs).ToList();
        return new(name, runs.Count, traces.Sum(trace => trace.StepsSpent), runs.Sum(run => (long)run.Nodes), bytes >> 10);

        List<TypeTrace> Trace() => [.. Verdicts.Types(compilation.Assembly.GlobalNamespace).Select(type => analysis.Trace(type, CancellationToken.None))];
    }
}
