// How many of the mistakes in tests/Programs get a fix, and at what cost: dotnet run -c Release --project benchmarks/FixRates [kind [part of a name]].
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using RnnLint;
using RnnLint.CodeFixes;
using RnnLint.Core.Tests.Programs;

var kind = args.ElementAtOrDefault(0) ?? "transposed";
var name = args.ElementAtOrDefault(1) ?? "";
var rows = new List<(int Probes, double Milliseconds)>();
var (reported, fixedCount, cases, disagreeing) = (0, 0, 0, 0);
foreach (var program in ProgramLibrary.All.Where(program => Regex.Replace(program.Variant, @"-\d+$", "") == kind && program.Name.Contains(name, StringComparison.Ordinal)))
{
    cases++;
    var compilation = ProgramRunner.Compile(program.Files);
    var analysis = new CellAnalysis(compilation);
    var reports = Verdicts.Types(compilation.Assembly.GlobalNamespace).SelectMany(type => analysis.Analyze(type, CancellationToken.None)).ToList();
    var wrong = reports.SelectMany(report => report.Findings.Where(finding => FixFinder.CanFix(finding.Verdict)).Select(finding => (report, finding))).ToList();
    if (wrong.Count == 0)
    {
        Console.WriteLine($"{program}: nothing to fix");
        continue;
    }

    reported++;
    var clock = Stopwatch.StartNew();
    var finder = new FixFinder(new CellAnalysis(compilation));
    var obstacles = new List<string>();
    CellFix? fix = null;
    foreach (var (report, finding) in wrong)
    {
        var search = finder.Search(report, finding, CancellationToken.None);
        fix = search.Fix;
        if (fix is not null)
            break;
        obstacles.Add(search.Obstacle);
    }

    clock.Stop();
    if (fix is null)
    {
        Console.WriteLine($"{program}: NO FIX in {clock.ElapsedMilliseconds} ms of {string.Join("; ", wrong.Select(pair => $"{Verdicts.Rule(pair.finding.Verdict)} {pair.finding.Matrix} at {Line(pair.finding)}: {pair.finding.Location.SourceTree!.GetRoot().FindNode(pair.finding.Location.SourceSpan).ToString().ReplaceLineEndings(" ")} {pair.finding.Cause}"))} ({string.Join("; ", obstacles)})");
        continue;
    }

    fixedCount++;
    var disagrees = false;
    if (program is { Harness: not null, Needs: null } && wrong.Count == 1)
    {
        var fixedFiles = program.Files.Select(file => new ProgramFile(file.Name, fix.Fixed.SyntaxTrees.Single(tree => tree.FilePath == file.Name).ToString()));
        try
        {
            disagrees = ProgramRunner.Gradients(program with { Files = [.. fixedFiles] }, 1).Any(gradient => Numeric.RelativeError(gradient.Implemented, gradient.Numeric) > (program.SinglePrecision ? 1e-2 : 1e-6));
        }
        catch (Exception failure)
        {
            Console.WriteLine($"{program}: {failure.GetBaseException().Message}");
            disagrees = true;
        }

        disagreeing += disagrees ? 1 : 0;
    }

    rows.Add((fix.Probes, clock.Elapsed.TotalMilliseconds));
    Console.WriteLine($"{program}: {fix.Title} ({fix.Probes} probes, {clock.ElapsedMilliseconds} ms){(disagrees ? " CENTRAL DIFFERENCES DISAGREE" : "")}");
}

Console.WriteLine($"{kind}: {cases} cases, {reported} reported, {fixedCount} fixed ({Share(fixedCount, reported)} of those reported), {disagreeing} of them against central differences");
if (rows.Count > 0)
    Console.WriteLine($"probes a fix: median {Quantile(rows.Select(row => (double)row.Probes), 0.5)}, 95% {Quantile(rows.Select(row => (double)row.Probes), 0.95)}; ms a fix: median {Quantile(rows.Select(row => row.Milliseconds), 0.5)}, 95% {Quantile(rows.Select(row => row.Milliseconds), 0.95)}");

static int Line(CellFinding finding) => finding.Location.GetLineSpan().StartLinePosition.Line + 1;
static string Share(int part, int whole) => whole == 0 ? "-" : (100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + "%";
static string Quantile(IEnumerable<double> values, double at)
{
    var sorted = values.Order().ToArray();
    return sorted[(int)Math.Min(sorted.Length - 1, at * sorted.Length)].ToString("0", CultureInfo.InvariantCulture);
}
