using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Reporting;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>What a step of the derivation is about.</summary>
public enum StepKind
{
    /// <summary>The forward pass in index form.</summary>
    Forward,

    /// <summary>What the matrix multiplies, and its derivative.</summary>
    Activation,

    /// <summary>The derivative by what the matrix multiplies: the delta ends the sum.</summary>
    Inner,

    /// <summary>The chain rule.</summary>
    Chain,

    /// <summary>The Jacobian as a matrix, and written out for two units.</summary>
    Jacobian,

    /// <summary>One entry off the diagonal, as a sentence.</summary>
    Entry,

    /// <summary>What the code computes.</summary>
    Code,

    /// <summary>The other layout.</summary>
    Layout,

    /// <summary>From the Jacobian to the cotangents.</summary>
    Backward,

    /// <summary>What a transposed matrix changes, and what it does not.</summary>
    Consequences,
}

/// <summary>Where the transpose comes from, for one cell, in the names of its code. Every relation and every matrix of formulas was evaluated against the traces: its sides agree with
/// each other, with the numbers that the code computed, and with the tape's derivatives.</summary>
/// <param name="Steps">In order; empty where <paramref name="Obstacle"/> says why.</param>
/// <param name="Obstacle">Why there is no derivation, as the end of a sentence; null where there is one.</param>
public sealed record Explanation(IReadOnlyList<ExplanationStep> Steps, string? Obstacle)
{
    /// <summary>The fewest units that have a connection between two of them, and the most whose matrices fit a line.</summary>
    public const int FewestUnits = 2, MostUnits = 3;

    internal Func<int, Explanation>? Again { get; init; }

    /// <summary>The same derivation, with what is written out by numbers written out for so many units.</summary>
    /// <param name="units">From <see cref="FewestUnits"/> to <see cref="MostUnits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">for any other number of units.</exception>
    public Explanation WrittenOutFor(int units) => units is < FewestUnits or > MostUnits
        ? throw new ArgumentOutOfRangeException(nameof(units))
        : units == FewestUnits ? this : Again?.Invoke(units) ?? this;
}

/// <param name="Title">A short heading.</param>
/// <param name="Blocks">What is said, in order.</param>
/// <param name="Sites">Where in the code.</param>
public sealed record ExplanationStep(StepKind Kind, string Title, IReadOnlyList<Block> Blocks, IReadOnlyList<Site> Sites);

/// <summary>A paragraph, formulas, figures or a drawing.</summary>
public abstract record Block;

/// <summary>A paragraph.</summary>
public sealed record Prose(IReadOnlyList<Inline> Parts) : Block;

/// <summary>Formulas that are equal, on a line of their own.</summary>
public sealed record Relation(IReadOnlyList<Formula> Sides) : Block;

/// <summary>A matrix of formulas, row by row, and what it is.</summary>
public sealed record FormulaMatrix(Formula Name, IReadOnlyList<IReadOnlyList<Formula>> Rows) : Block;

/// <summary>Figures.</summary>
public sealed record FigureTable(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) : Block;

/// <summary>What was supposed of the code, and how far it is then from what the forward pass demands.</summary>
public sealed record HypothesisTable(IReadOnlyList<Hypothesis> Rows) : Block
{
    /// <summary>For front ends that have only tables.</summary>
    public FigureTable Figures => new(["hypothesis", "relative error", ""], Rows.Select(row => (IReadOnlyList<string>)[row.Name, Messages.Figure(row.Error), row.IsAccepted ? Accepted : ""]).ToList());

    /// <summary>What the table calls a hypothesis that is accepted.</summary>
    public static string Accepted => "holds";
}

/// <param name="Error">‖M−J‖/‖J‖, the largest over all draws; not a finite number where nothing could be compared.</param>
/// <param name="IsAccepted">True where no more than rounding is left of the error.</param>
public sealed record Hypothesis(string Name, double Error, bool IsAccepted);

/// <summary>How far the gradient that the code carries turns away from the true one.</summary>
/// <param name="Rows">By steps back, the fewest first.</param>
public sealed record DriftTable(IReadOnlyList<GradientDrift> Rows) : Block
{
    private const string Unsaid = "n/a";

    /// <summary>For front ends that have only tables.</summary>
    public FigureTable Figures => new(["steps back", "angle between the true gradient and the code's", "length of the code's relative to the true one"], Rows.Select(row => (IReadOnlyList<string>)
        [row.Steps.ToString(CultureInfo.InvariantCulture), double.IsNaN(row.Angle) ? Unsaid : row.Angle.ToString("0.#", CultureInfo.InvariantCulture) + "°", double.IsNaN(row.Ratio) ? Unsaid : Messages.Figure(row.Ratio)]).ToList());
}

/// <summary>One step's Jacobian in numbers: what the forward pass demands, and what the code implements. Row j and column k hold how unit j depends on unit k one step before.</summary>
/// <param name="Entry">∂x_j/∂x_k, as the matrices have it in row j and column k.</param>
/// <param name="Step">The step of unit j in a trace, counted from 0.</param>
/// <param name="Demanded">Row by row, ∂x_j/∂x_k on the tape.</param>
/// <param name="Implemented">Row by row, of the same shape.</param>
public sealed record JacobianNumbers(Partial Entry, int Step, IReadOnlyList<IReadOnlyList<double>> Demanded, IReadOnlyList<IReadOnlyList<double>> Implemented) : Block
{
    /// <summary>Implemented less demanded.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Difference =>
        Implemented.Select((row, j) => (IReadOnlyList<double>)row.Select((value, k) => Differs(j, k) ? value - Demanded[j][k] : 0).ToList()).ToList();

    /// <summary>Both, and the difference where there is one, each with what it is.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<IReadOnlyList<double>> Rows)> All =>
        new[] { ("what the forward pass demands", Demanded), ("what the code implements", Implemented), ("the difference", Difference) }.Take(Agree ? 2 : 3).ToList();

    /// <summary>True where no entry differs by more than rounding.</summary>
    public bool Agree => Difference.All(row => row.All(number => number == 0));

    /// <summary>The largest number of both, without its sign.</summary>
    public double Largest => Demanded.Concat(Implemented).SelectMany(row => row).Select(Math.Abs).Max();

    /// <summary>True where an entry differs by more than rounding.</summary>
    public bool Differs(int row, int column) => !(Math.Abs(Implemented[row][column] - Demanded[row][column]) <= CellJudge.Holds * Largest);

    /// <summary>Decimal places that show so many digits of the largest number.</summary>
    public int Decimals(int digits) => Largest > 0 ? Math.Max(0, Math.Min(15, digits - 1 - (int)Math.Floor(Math.Log10(Largest)))) : 0;
}

/// <summary>A few units one step ago and now, and how they are connected.</summary>
/// <param name="Units">How many; they are numbered from 0.</param>
/// <param name="Connections">Every one, ordered by the unit that it leads to.</param>
public sealed record Network(int Units, IReadOnlyList<Connection> Connections) : Block;

/// <param name="From">The unit one step ago.</param>
/// <param name="To">The unit now.</param>
/// <param name="Weight">In the code's own indices.</param>
/// <param name="Taken">The weight that the code takes in its place; null where it takes the right one, and for all connections but the one that the step reads aloud.</param>
public sealed record Connection(int From, int To, Formula Weight, Formula? Taken);

/// <summary>A part of a paragraph.</summary>
public abstract record Inline;

public sealed record Words(string Text) : Inline;

public sealed record InCode(string Text) : Inline;

public sealed record Maths(Formula Formula) : Inline;
