using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnLint.Benchmarks.Results;

namespace RnnLint.Benchmarks.Quiet;

/// <summary>
/// Code without recurrent networks: what RnnLint adds to a build of it, by the driver's own telemetry and by the clock, against binding the same code, an analyzer that does nothing, and analyzers that
/// everybody knows.
/// </summary>
public static class QuietPart
{
    private const string Sources = "RNNLINT_QUIET_SOURCES", Limit = "RNNLINT_QUIET_LINES", Minutes = "RNNLINT_QUIET_MINUTES";
    private const int DefaultLimit = 1_000_000, DefaultMinutes = 7;

    /// <summary>What the build has told this program.</summary>
    public static string Metadata(string key) => typeof(QuietPart).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    public static Section Measure()
    {
        var folder = Path.GetFullPath(Environment.GetEnvironmentVariable(Sources) is { Length: > 0 } named ? named : Metadata("Packages"));
        var types = new TimedTypes();
        (string Name, ImmutableArray<DiagnosticAnalyzer> All)[] analyzers =
        [
            ("an empty analyzer with the same actions", [new EmptyAnalyzer()]),
            ("RnnLint", [types.Analyzer]),
            ("NetAnalyzers, as they are by default", Load("NetAnalyzers", "Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll")),
            ("Roslynator, as it is by default", Load("Roslynator", "Roslynator.CSharp.Analyzers.dll")),
        ];
        var run = new QuietRun([.. analyzers.Select(pair => pair.All)]);
        run.Add(folder, Number(Limit, DefaultLimit), TimeSpan.FromMinutes(Number(Minutes, DefaultMinutes)));

        var section = new Section("Code without recurrent networks");
        section.Paragraph(string.Create(CultureInfo.InvariantCulture,
            $"{run.Lines:N0} lines in {run.Files:N0} files and {run.Projects:N0} projects, bound in {run.Binding.Processor.TotalSeconds:0.0} s of the processor; {1000.0 * run.Errors / Math.Max(1, run.Lines):0.0} errors in a thousand lines, mostly of references that are not at hand. The gate lets {types.Candidates:N0} of {types.Count:N0} types through, which alone are traced. RnnLint warned {run.Warnings:N0} times."));
        var (empty, ours) = (run.Results[0], run.Results[1]);
        section.Target("lines of C#", "at least 1,000,000", run.Lines.ToString("N0", CultureInfo.InvariantCulture), run.Lines >= 1_000_000);
        Share("RnnLint by the driver's telemetry, of the time that binding takes", ours.Telemetry, run.Binding.Clock);
        Share("processor time with RnnLint beyond that with the empty analyzer, of binding's", ours.Processor - empty.Processor, run.Binding.Processor);
        Share("the gate alone: types of which nothing is traced, processor time, of binding's", types.Gate, run.Binding.Processor);
        section.Target("allocated by the gate, per file", "a few hundred bytes", $"{Section.Number((double)types.GateBytes / Math.Max(1, run.Files))} bytes", types.GateBytes <= 1_000L * run.Files);
        section.Paragraph("Seconds, all projects together. Telemetry knows what analyzers take in their actions; clock and processor have the driver, and the binding that it asks for, besides.");
        section.Table(
            ["analyzers", "telemetry", "telemetry / binding", "clock", "processor", "processor / that of the empty one"],
            analyzers.Select((pair, i) => (IReadOnlyList<string>)[pair.Name, Seconds(run.Results[i].Telemetry), Percent(run.Results[i].Telemetry, run.Binding.Clock), Seconds(run.Results[i].Clock), Seconds(run.Results[i].Processor), Section.Number(run.Results[i].Processor / empty.Processor)])
                .Prepend(["none: binding alone", "–", "–", Seconds(run.Binding.Clock), Seconds(run.Binding.Processor), Section.Number(run.Binding.Processor / empty.Processor)]));
        section.Paragraph($"Types that were traced took {Seconds(types.Tracing)} s of the processor, those that were left at once {Seconds(types.Gate)} s. The most took {string.Join(", ", types.Dearest.Select(type => $"`{type.Name}` ({Seconds(type.Time)} s)"))}.");
        return section;

        void Share(string what, TimeSpan time, TimeSpan binding) => section.Target(what, "at most 0.5 %", Percent(time, binding), time <= 0.005 * binding);

        static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

        static string Percent(TimeSpan time, TimeSpan binding) => string.Create(CultureInfo.InvariantCulture, $"{100 * time / binding:0.00} %");

        static string Seconds(TimeSpan time) => Section.Number(time.TotalSeconds);
    }

    private static ImmutableArray<DiagnosticAnalyzer> Load(string package, params string[] files)
    {
        var folder = Metadata(package);
        var context = new AssemblyLoadContext(package);
        context.Resolving += (_, name) => Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        return [.. files.Select(file => context.LoadFromAssemblyPath(Path.Combine(folder, file))).SelectMany(Types)
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

        static IEnumerable<Type> Types(Assembly assembly)
        {
            try
            {
                return assembly.GetTypes();
            }
            catch (ReflectionTypeLoadException partly)
            {
                return partly.Types.OfType<Type>();
            }
        }
    }
}
