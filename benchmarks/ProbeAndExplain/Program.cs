// What the explanation of a cell costs against the probe that it explains. Every cell of every file is probed again and explained, in a few rounds of which the fastest counts,
// and ratios are printed: their median, 95th percentile and largest.
// Usage: ProbeAndExplain PATH…, files or folders.
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint;
using RnnLint.Derivation;
using RnnLint.Probing;

var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)).ToList();
var files = args.SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories) : [path]).Order(StringComparer.Ordinal).ToList();
var cells = new List<(double Probe, double Explanation, bool IsExplained, string Name)>();
foreach (var file in files)
{
    var compilation = CSharpCompilation.Create("Timed", [CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    var analysis = new CellAnalysis(compilation);
    foreach (var report in Types(compilation.Assembly.GlobalNamespace).SelectMany(type => analysis.Analyze(type, CancellationToken.None)))
    {
        if (report.Probe is { Retrace: { } retrace } probe && report.Findings.Any(finding => finding.Verdict != Verdict.NotProbed))
            cells.Add(Timed(probe, retrace, $"{Path.GetFileName(file)}: {report.Route}"));
    }
}

if (cells.Count == 0)
{
    Console.Error.WriteLine("no cell to explain");
    return 1;
}

var ratios = cells.Where(cell => cell.IsExplained).Select(cell => cell.Explanation / cell.Probe).Order().ToList();
Console.WriteLine(FormattableString.Invariant($"{cells.Count} cells, {ratios.Count} explained; explanation over probe: median {At(0.5):0.00}, 95 % {At(0.95):0.00}, largest {At(1):0.00}"));
Console.WriteLine(FormattableString.Invariant($"all together: probes {cells.Sum(cell => cell.Probe):0} ms, explanations {cells.Sum(cell => cell.Explanation):0} ms"));
foreach (var cell in cells.OrderByDescending(cell => cell.Explanation / cell.Probe).Take(10))
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {cell.Explanation / cell.Probe,6:0.00}  {cell.Explanation,6:0} ms{(cell.IsExplained ? "" : " (none)")}  {cell.Name}"));
return 0;

double At(double share) => ratios.Count == 0 ? double.NaN : ratios[Math.Min(ratios.Count - 1, (int)(share * ratios.Count))];

static (double Probe, double Explanation, bool IsExplained, string Name) Timed(ProbeResult probe, Func<RnnLint.Tracing.Draw, RnnLint.Tracing.Trace?> retrace, string name)
{
    double probed = double.MaxValue, explained = double.MaxValue;
    Explanation? explanation = null;
    for (var round = 0; round < 4; round++)
    {
        var clock = Stopwatch.StartNew();
        OnDeepThread(() => CellProber.Probe(retrace));
        probed = Math.Min(probed, clock.Elapsed.TotalMilliseconds);
        clock.Restart();
        OnDeepThread(() => explanation = Explainer.Explain(probe));
        explained = Math.Min(explained, clock.Elapsed.TotalMilliseconds);
    }

    return (probed, explained, explanation!.Obstacle is null, name);
}

static void OnDeepThread(Action work)
{
    var thread = new Thread(() => work(), 64 << 20);
    thread.Start();
    thread.Join();
}

static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
    container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
