using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Fuzzing.Generation;
using RnnLint.Tracing;
using RnnLint.Tracing.Models;

namespace RnnLint.Fuzzing.Running;

/// <summary>One program: a static class whose method <c>Run</c> takes the <see cref="Inputs"/> and returns what it came to see.</summary>
internal sealed record Subject(string ClassName, string Source, IReadOnlyList<Inputs> Inputs);

/// <summary>Compiles programs into one assembly, runs each of them for real, interprets each of them, and compares.</summary>
internal static partial class Batch
{
    private const int Fuel = 2_000_000;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Fuzzed",
        [CSharpSyntaxTree.ParseText(ProgramWriter.Watch, Parsing, "Watch.cs")],
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Linq.dll" or "System.Collections.dll")
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Disable));

    /// <summary>The outcomes, in the order of the programs. Wants the deep stack of <see cref="OnDeepStack"/>.</summary>
    public static IReadOnlyList<Outcome> Compare(IReadOnlyList<Subject> subjects)
    {
        var trees = subjects.ToDictionary(subject => CSharpSyntaxTree.ParseText(subject.Source, Parsing, subject.ClassName + ".cs"));
        var errors = new Dictionary<Subject, string>();
        var compilation = Empty.AddSyntaxTrees(trees.Keys);
        var context = new AssemblyLoadContext("fuzzed", isCollectible: true);
        try
        {
            var assembly = Load(context, compilation, trees, errors);
            var code = new CodeBase(compilation, LibraryModels.Create());
            return [.. subjects.Select(subject => errors.TryGetValue(subject, out var error) ? new Outcome(OutcomeKind.DoesNotCompile, error) : Compare(subject, assembly!, code))];
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>Runs on a stack as deep as an analysis has.</summary>
    public static Thread OnDeepStack(Action action)
    {
        var thread = new Thread(() => action(), 64 << 20);
        thread.Start();
        return thread;
    }

    private static Assembly? Load(AssemblyLoadContext context, CSharpCompilation compilation, Dictionary<SyntaxTree, Subject> subjects, Dictionary<Subject, string> errors)
    {
        while (true)
        {
            using var image = new MemoryStream();
            var emitted = compilation.Emit(image);
            if (emitted.Success)
            {
                image.Position = 0;
                return context.LoadFromStream(image);
            }

            // What does not compile is left out of the assembly.
            var broken = emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Location.SourceTree is not null).ToLookup(diagnostic => diagnostic.Location.SourceTree!);
            if (broken.Count == 0)
                throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics));
            foreach (var tree in broken)
                errors[subjects[tree.Key]] = tree.First().ToString();
            compilation = compilation.RemoveSyntaxTrees(broken.Select(tree => tree.Key));
        }
    }

    private static Outcome Compare(Subject subject, Assembly assembly, CodeBase code)
    {
        var interpreter = new Interpreter(code, new Draw(3, 4, 1), new Fuel(Fuel, Fuel), CancellationToken.None);
        if (code.Compilation.GetTypeByMetadataName(subject.ClassName)?.GetMembers("Run").OfType<IMethodSymbol>().SingleOrDefault(candidate => candidate is { IsStatic: true, ReturnType: IArrayTypeSymbol, Parameters.Length: 4 }) is not { } method)
            return new Outcome(OutcomeKind.DoesNotCompile, "no method Run");
        var run = assembly.GetType(subject.ClassName, throwOnError: true)!.GetMethod("Run")!.CreateDelegate<Func<double, float, int, long, object[]>>();
        foreach (var inputs in subject.Inputs)
        {
            // Interpreted first: that is sure to end.
            var (traced, outcome) = Interpret(interpreter, method, inputs);
            if (outcome is not null)
                return outcome;
            var expected = Expected(() => run(inputs.A, inputs.B, inputs.N, inputs.M));
            if (traced != expected)
                return new Outcome(interpreter.Unknowns.Count > 0 ? OutcomeKind.Unknown : OutcomeKind.Different, interpreter.Unknowns.Count > 0 ? "unknown: " + interpreter.Unknowns.First() : FirstDifference(expected, traced!, inputs));
        }

        return interpreter.Unknowns.Count > 0 ? new Outcome(OutcomeKind.Unknown, "unknown: " + interpreter.Unknowns.First()) : new Outcome(OutcomeKind.Same);
    }

    private static (string? Traced, Outcome? Outcome) Interpret(Interpreter interpreter, IMethodSymbol method, Inputs inputs)
    {
        try
        {
            return (Observation.OfTrace(interpreter.Call(method, Value.Null, Leaf("a", inputs.A, ValueKind.Double), Leaf("b", inputs.B, ValueKind.Single), Value.Of(inputs.N), Value.Of(inputs.M))), null);
        }
        catch (InterpretedException thrown)
        {
            return ("throws " + thrown.TypeName, null);
        }
        catch (TraceStoppedException stopped)
        {
            return (null, new Outcome(OutcomeKind.Stopped, stopped.Kind + ": " + Quoted().Replace(stopped.Message, "'…'") + (stopped.Kind == StopKind.DoesNotCompile ? " at " + stopped.Syntax : "")));
        }
        catch (Exception exception)
        {
            return (null, new Outcome(OutcomeKind.Crashed, exception.ToString()));
        }

        Value Leaf(string name, double value, ValueKind kind) =>
            Value.Of(interpreter.Tape.Leaf(new LeafOrigin(new LeafGroup(name, LeafGroupKind.Argument), ImmutableArray<int>.Empty), value), kind);
    }

    private static string Expected(Func<object[]> run)
    {
        try
        {
            return Observation.OfRun(run());
        }
        catch (Exception exception)
        {
            return "throws " + exception.GetType().FullName;
        }
    }

    private static string FirstDifference(string expected, string traced, Inputs inputs)
    {
        string[] x = expected.Split(' '), y = traced.Split(' ');
        var i = 0;
        while (i < x.Length && i < y.Length && x[i] == y[i])
            i++;
        return $"{inputs}: value {i} is {x.ElementAtOrDefault(i) ?? "(none)"} when run, {y.ElementAtOrDefault(i) ?? "(none)"} when interpreted";
    }

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();
}
