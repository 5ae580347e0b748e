using RnnLint.Cli.Checking;
using RnnLint.Loading;
using RnnLint.Cli.Terminal;

namespace RnnLint.Cli.Tests;

public sealed class CheckerTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void An_internal_error_is_a_problem_and_the_rest_is_checked()
    {
        _scratch.Write("Rnns.cs", "class Good { object X() => RNN0001; } class Bad;");

        var result = Run((type, cancellation) => type.Name == "Bad" ? throw new InvalidOperationException("tape is torn") : MarkedCells.Read(type, cancellation));

        result.Findings.ShouldHaveSingleItem();
        result.Problems.ShouldHaveSingleItem().ShouldBe("Bad could not be analysed: internal error, InvalidOperationException: tape is torn");
    }

    [Fact]
    public void One_finding_that_several_cells_run_into_is_reported_once()
    {
        _scratch.Write("Rnns.cs", "class Shared { object X() => RNN0001; } class User;");

        var result = Run((type, cancellation) => type.Name == "User" ? MarkedCells.Read(type.ContainingNamespace.GetTypeMembers("Shared").Single(), cancellation) is [var cell] ? [cell with { Type = type }] : [] : MarkedCells.Read(type, cancellation));

        result.Findings.ShouldHaveSingleItem();
        result.Summary.Recognised.ShouldBe(1);
    }

    [Fact]
    public void Nested_types_and_top_level_statements_are_read()
    {
        _scratch.Write("Program.cs", "object x = Local(); object Local() => x; class Outer { class Inner { object X() => RNN0001; } }");
        var names = new List<string>();

        Run((type, _) =>
        {
            lock (names)
                names.Add(type.ToDisplayString());
            return [];
        });

        names.Order(StringComparer.Ordinal).ShouldBe(["Outer", "Outer.Inner", "Program"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void No_more_types_are_read_at_a_time_than_asked_for(int jobs)
    {
        _scratch.Write("Types.cs", string.Concat(Enumerable.Range(0, 40).Select(number => $"class Type{number};")));
        var (running, most) = (0, 0);
        var gate = new Lock();

        Run((_, _) =>
        {
            lock (gate)
                most = Math.Max(most, ++running);
            Thread.Sleep(5);
            lock (gate)
                running--;
            return [];
        }, jobs);

        most.ShouldBeLessThanOrEqualTo(jobs);
    }

    private CheckResult Run(CellReader read, int jobs = 2) =>
        Checker.Run(LooseFiles.Load(NamedPaths.Sort([_scratch.Folder]), CancellationToken.None), (_, _) => read, jobs, new Progress<Stage>(), CancellationToken.None);
}
