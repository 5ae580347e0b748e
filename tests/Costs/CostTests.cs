using System.Diagnostics;
using System.Globalization;
using System.Reflection;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace RnnLint.Costs;

/// <summary>No program's analysis costs more than the baseline says, nor so much less that the baseline would let it rise again unseen.</summary>
public class CostTests
{
    public static TheoryData<string> Names => [.. Subjects.Names];

    /// <summary>Unoptimised code allocates in other ways.</summary>
    private static bool IsOptimised => typeof(CellAnalysis).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_program_costs_what_it_did(string name)
    {
        Baseline.All.ContainsKey(name).ShouldBeTrue($"The baseline does not have it yet: {Baseline.Command}");
        var (known, cost) = (Baseline.All[name], Measurement.Of(name));
        var changes = Cost.Figures.Where(figure => IsOptimised || figure.Name != "kilobytes").Select(figure => Change(figure, known, cost)).OfType<string>().ToList();
        changes.ShouldBeEmpty($"{name}: {string.Join("; ", changes)}. To accept it, and say in the commit what it buys: {Baseline.Command}");
    }

    [Fact]
    public void The_baseline_has_no_other_programs() => Baseline.All.Keys.ShouldBe(Subjects.Names, ignoreOrder: true, $"To make it anew: {Baseline.Command}");

    [Theory]
    [InlineData(1000, 1030, null)]
    [InlineData(1000, 1031, "steps rose from 1,000 to 1,031 (+3.1 %)")]
    [InlineData(1000, 970, null)]
    [InlineData(1000, 969, "steps fell from 1,000 to 969 (-3.1 %): the baseline can be lowered")]
    [InlineData(0, 0, null)]
    [InlineData(0, 1, "steps rose from 0 to 1")]
    public void A_change_is_told_beyond_its_tolerance(long known, long now, string? told) =>
        Change(Cost.Figures.Single(figure => figure.Name == "steps"), new("", 1, known, 1, 1), new("", 1, now, 1, 1)).ShouldBe(told);

    private static string? Change(Figure figure, Cost known, Cost cost)
    {
        var (before, now) = (figure.Of(known), figure.Of(cost));
        if (Math.Abs(now - before) <= before * figure.Tolerance)
            return null;
        var share = before == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({100.0 * (now - before) / before:+0.0;-0.0} %)");
        return string.Create(CultureInfo.InvariantCulture, $"{figure.Name} {(now > before ? "rose" : "fell")} from {before:N0} to {now:N0}{share}{(now < before ? ": the baseline can be lowered" : "")}");
    }
}
