using System;
using System.Collections.Immutable;

namespace RnnLint.Tracing;

/// <summary>How what the code leaves open is filled in.</summary>
/// <param name="IsSquare">Sequences are as long as there are units: fits code that keeps time and units in one array of unknown shape.</param>
/// <param name="Shape">What a matrix among the arguments is: n×n, a column, or a row.</param>
/// <param name="IsFlat">A plain array of numbers among the arguments holds all steps, T·n numbers.</param>
/// <param name="Integer">What plain integer parameters of the route's members get; null for n.</param>
/// <param name="IntegersAreSizes">Arrays of integers hold sizes or lengths, n; else positions below n.</param>
/// <param name="HandsOn">What one member returns is what the next one's first unnamed parameter of that type gets.</param>
/// <param name="Flags">What plain bool parameters get.</param>
/// <param name="Functions">What unknown functions of one real stand for.</param>
/// <param name="LeavesOut">Parameters that may be null are.</param>
/// <param name="Choice">Which member of an enum a parameter gets.</param>
/// <param name="Span">What a pair of plain integers among a member's parameters stands for: none in particular, or the ends of a stretch of time.</param>
/// <param name="Offsets">The integers of a data object among the arguments are the places where matrices begin in one array; else sizes.</param>
/// <param name="Rank">How many dimensions a tensor among the arguments has; of three each is n.</param>
/// <param name="FillsGaps">Members that nobody set are made where the code uses them; static integers left at zero, and those of the object that any caller can set, are sizes; empty lists among the arguments get items.</param>
public sealed record RouteReading(bool IsSquare = false, MatrixShape Shape = MatrixShape.Square, bool IsFlat = false, int? Integer = null, bool IntegersAreSizes = false, bool HandsOn = false, bool Flags = false, FunctionReading Functions = FunctionReading.DerivativeOfInput, bool FillsGaps = false, IntegerSpan Span = IntegerSpan.None, bool LeavesOut = false, int Choice = 0, bool Offsets = false, int Rank = 2)
{
    /// <summary>Paths of the leaf groups that keep their values whatever the code writes to them.</summary>
    public ImmutableHashSet<string> Frozen { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Paths of arrays of zeros that are what they are, where the object begins: states that the code starts from.</summary>
    public ImmutableHashSet<string> AtZero { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>The route is run twice on the same object, and only the second time counts: what the first one left behind is where it starts.</summary>
    public bool IsSecondPass { get; init; }

    /// <summary>The condition of the code that is taken for what it is not; null where each is what it comes to.</summary>
    public ForcedBranch? Forced { get; init; }

    /// <summary>The flag that is true where the reading would leave it false: a parameter of this name, or a member of the object that any caller can set.</summary>
    public string? Raised { get; init; }

    /// <summary>While the members run, numbers drawn by chance lie below all chances that they are compared with, or above; null where they lie where they were drawn.</summary>
    public bool? DrawsLow { get; init; }

    /// <summary>True where a trace that asked for no more than <paramref name="asked"/> is the same under both readings.</summary>
    public bool IsAlike(RouteReading other, ReadingParts asked) =>
        FillsGaps == other.FillsGaps && Functions == other.Functions && Frozen.SetEquals(other.Frozen) && AtZero.SetEquals(other.AtZero) && IsSecondPass == other.IsSecondPass && Forced == other.Forced && Raised == other.Raised && DrawsLow == other.DrawsLow
        && ((asked & ReadingParts.Sizes) == 0 || IsSquare == other.IsSquare)
        && ((asked & ReadingParts.Shape) == 0 || Shape == other.Shape)
        && ((asked & ReadingParts.Flat) == 0 || IsFlat == other.IsFlat)
        && ((asked & ReadingParts.Integer) == 0 || Integer == other.Integer && Span == other.Span)
        && ((asked & ReadingParts.IntegersAreSizes) == 0 || IntegersAreSizes == other.IntegersAreSizes)
        && ((asked & ReadingParts.HandsOn) == 0 || HandsOn == other.HandsOn)
        && ((asked & ReadingParts.Flags) == 0 || Flags == other.Flags)
        && ((asked & ReadingParts.LeavesOut) == 0 || LeavesOut == other.LeavesOut)
        && ((asked & ReadingParts.Choice) == 0 || Choice == other.Choice)
        && ((asked & ReadingParts.Offsets) == 0 || Offsets == other.Offsets)
        && ((asked & ReadingParts.Rank) == 0 || Rank == other.Rank);
}

/// <summary>How the first two plain integers of a member are read.</summary>
public enum IntegerSpan
{
    None,

    /// <summary>From n down to 0.</summary>
    Down,

    /// <summary>From 0 up to n.</summary>
    Up,
}

/// <summary>How a matrix object among the arguments is read.</summary>
public enum MatrixShape
{
    Square,

    /// <summary>n×1: the code keeps its vectors as columns.</summary>
    Column,

    /// <summary>1×n: the code keeps its vectors as rows.</summary>
    Row,
}

/// <summary>What a trace has asked of its reading.</summary>
[Flags]
public enum ReadingParts
{
    None = 0,

    /// <summary>Units and steps, of which a square reading has the same number.</summary>
    Sizes = 1,
    Shape = 1 << 1,
    Flat = 1 << 2,

    /// <summary>A plain integer of a member, whether alone or the end of a span.</summary>
    Integer = 1 << 3,
    IntegersAreSizes = 1 << 4,
    HandsOn = 1 << 5,
    Flags = 1 << 6,
    LeavesOut = 1 << 7,
    Choice = 1 << 8,
    Offsets = 1 << 9,
    Rank = 1 << 10,
}
