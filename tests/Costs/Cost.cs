using System.Globalization;

namespace RnnLint.Costs;

/// <summary>What the analysis of one program takes: counted, never timed.</summary>
/// <param name="Program">A sample, or a program of tests/Programs.</param>
/// <param name="Runs">Traces that were made.</param>
/// <param name="Steps">Evaluations and elements that all of them spent, those that were begun again too.</param>
/// <param name="Nodes">Size of all their tapes together.</param>
/// <param name="Kilobytes">What was allocated, once everything was warm.</param>
public sealed record Cost(string Program, long Runs, long Steps, long Nodes, long Kilobytes)
{
    /// <summary>The columns of a baseline.</summary>
    public static readonly IReadOnlyList<Figure> Figures =
    [
        new("runs", cost => cost.Runs, 0.03),
        new("steps", cost => cost.Steps, 0.03),
        new("nodes", cost => cost.Nodes, 0.03),
        new("kilobytes", cost => cost.Kilobytes, 0.15),
    ];

    /// <summary>A line of a baseline: the figures in columns, then the program.</summary>
    public static Cost Parse(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(parts[4], Number(0), Number(1), Number(2), Number(3));

        long Number(int column) => long.Parse(parts[column], CultureInfo.InvariantCulture);
    }

    public override string ToString() => string.Concat(Figures.Select(figure => figure.Of(this).ToString(CultureInfo.InvariantCulture).PadLeft(10))) + "  " + Program;
}

/// <summary>One of a cost's figures.</summary>
/// <param name="Name">As the baseline's heading has it.</param>
/// <param name="Of">The figure.</param>
/// <param name="Tolerance">The part by which it may differ from the baseline.</param>
public sealed record Figure(string Name, Func<Cost, long> Of, double Tolerance);
