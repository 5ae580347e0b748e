using System.Reflection;

namespace RnnLint.Core.Tests.Models;

/// <summary>Compares rows of code run for real with the same rows run by the models.</summary>
/// <param name="rows">An expression, or statements with a return, each.</param>
/// <param name="usings">What the rows are written with beside the framework.</param>
internal sealed class RowComparison(IEnumerable<string> rows, string usings = "")
{
    private readonly Lazy<IReadOnlyList<Snippet>> _snippets = new(() => Snippet.Compile(rows.Select(Text), usings));

    /// <summary>Runs a row for real and by its models with several inputs; gives the models that were used, by their code and by their names.</summary>
    public (HashSet<MethodInfo> Code, HashSet<string> Members) Run(string row)
    {
        var snippet = _snippets.Value.First(candidate => candidate.Text == Text(row));
        var used = (Code: new HashSet<MethodInfo>(), Members: new HashSet<string>());
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
            used.Code.UnionWith(runner.Used);
            used.Members.UnionWith(runner.UsedMembers);
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
