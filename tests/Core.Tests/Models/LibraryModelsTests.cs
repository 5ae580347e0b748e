using System.Reflection;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Models;

public sealed class LibraryModelsTests
{
    private static readonly Lazy<IReadOnlyList<Snippet>> Snippets = new(() => Snippet.Compile(Rows.All.Select(Text)));

    public static TheoryData<string> AllRows => new(Rows.All);

    [Theory]
    [MemberData(nameof(AllRows))]
    public void The_model_agrees_with_the_library(string row) => Run(row);

    [Fact]
    public void Every_model_is_compared_with_the_library()
    {
        var used = Rows.All.SelectMany(Run).ToHashSet();
        // MathNet's models have tests of their own.
        var missing = LibraryModels.Create().Entries()
            .Where(entry => !entry.Member.StartsWith("MathNet.", StringComparison.Ordinal))
            .GroupBy(entry => entry.Model.Method, entry => entry.Member)
            .Where(model => !used.Contains(model.Key) && !model.Any(Rows.NotCompared.ContainsKey))
            .Select(model => model.First());
        string.Join("\n", missing.Order(StringComparer.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Runs a row for real and by its models with several inputs; gives the code of the models that were used.</summary>
    private static IEnumerable<MethodInfo> Run(string row)
    {
        var snippet = Snippets.Value.First(candidate => candidate.Text == Text(row));
        var used = new HashSet<MethodInfo>();
        for (var seed = 0; seed < 4; seed++)
        {
            var machine = new FakeMachine(snippet.Semantics.Compilation);
            var inputs = new Inputs(machine, seed);
            var runner = new ModelRunner(machine, snippet);
            var comparison = new Agreement(machine, row[0] == '~' ? 1e-5 : row.Contains("MathF.") || row.Contains("float.") ? 2.4e-7 : 1e-15);
            string? difference;
            try
            {
                var real = Throwing(() => snippet.Method.Invoke(null, inputs.Real), out var thrown);
                difference = thrown is null
                    ? comparison.Difference(real, runner.Run(inputs.Modelled))
                    : Thrown(() => runner.Run(inputs.Modelled), thrown);
            }
            catch (InterpretedException exception)
            {
                difference = "the model threw " + exception.TypeName + ": " + exception.Message;
            }

            difference.ShouldBeNull(row + ", seed " + seed);
            used.UnionWith(runner.Used);
        }

        return used;
    }

    private static object? Throwing(Func<object?> run, out Exception? thrown)
    {
        try
        {
            thrown = null;
            return run();
        }
        catch (TargetInvocationException exception)
        {
            thrown = exception.InnerException;
            return null;
        }
    }

    private static string? Thrown(Action run, Exception expected)
    {
        try
        {
            run();
            return "the model did not throw " + expected.GetType().FullName;
        }
        catch (InterpretedException exception)
        {
            return exception.TypeName == expected.GetType().FullName ? null : expected.GetType().FullName + " against " + exception.TypeName;
        }
    }

    /// <summary>A leading ~ allows for a sum in another order, or for a function computed from others.</summary>
    private static string Text(string row) => row.TrimStart('~');
}
