using System.Collections.Immutable;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>What probing says of a recurrent cell, or of one of its matrices.</summary>
public enum Verdict
{
    /// <summary>The implemented hidden gradient is the forward pass's, at every draw.</summary>
    Verified,

    /// <summary>The recurrent matrix is transposed in the backward pass, Jacobian or product.</summary>
    TransposedRecurrentMatrix,

    /// <summary>The activation derivative is missing, at the wrong step, of the wrong sign, scaled or another function.</summary>
    WrongActivationDerivative,

    /// <summary>The outer product of the recurrent weight gradient is reversed.</summary>
    ReversedWeightGradient,

    /// <summary>The hidden gradient is not the forward pass's, and no single cause explains it.</summary>
    UnexplainedGradient,

    /// <summary>Transposed, but only a norm or spectrum is taken, which the transpose shares.</summary>
    HarmlessTranspose,

    /// <summary>The gradient never goes back through the recurrent matrix.</summary>
    TruncatedToOneStep,

    /// <summary>A recurrent cell was recognised, but nothing can be said: <see cref="ProbeFinding.Cause"/> says why.</summary>
    NotProbed,
}

/// <summary>How a hypothesis about the code fared: its name and the relative error ‖M−J‖/‖J‖ under it, the largest over all draws.</summary>
public sealed record HypothesisError(string Hypothesis, double Error);

/// <summary>One verdict on one recurrent matrix (or on the whole cell where <see cref="Matrix"/> is null).</summary>
public sealed record ProbeFinding(Verdict Verdict)
{
    /// <summary>The group of the matrix judged.</summary>
    public LeafGroup? Matrix { get; init; }

    /// <summary>The place to report: the product, call or statement that is wrong, in the member that a reader would mend.</summary>
    public Site? Place { get; init; }

    /// <summary>True where <see cref="Place"/> is in a member that several matrices are handed to, all of which it multiplies wrongly.</summary>
    public bool IsInHelper { get; init; }

    /// <summary>Where the operand that is wrong was computed, in the member of <see cref="Place"/>; null where the place itself is all there is.</summary>
    public Site? Definition { get; init; }

    /// <summary>The first statement of the backward pass whose result is wrong though all that it uses is right; null where it was not found.</summary>
    public Site? Fault { get; init; }

    /// <summary>Nothing is wrong at <see cref="Fault"/>, but what should come from the step after is missing.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Where the forward pass multiplies by the matrix.</summary>
    public Site? ForwardUse { get; init; }

    /// <summary>Short cause in field terms ("σ′ is missing", "a backward term is clipped"); empty where the verdict says it all.</summary>
    public string Cause { get; init; } = "";

    /// <summary>Error as the code stands, first, and under the hypotheses tried.</summary>
    public ImmutableArray<HypothesisError> Errors { get; init; } = ImmutableArray<HypothesisError>.Empty;

    /// <summary>The condition behind which the code stands that is wrong, where the sizes that are traced do not lead there; else null.</summary>
    public UntakenBranch? Condition { get; init; }

    /// <summary>Conditions behind which the matrix is used too, in code that no trace came to.</summary>
    public ImmutableArray<UntakenBranch> Unseen { get; init; } = ImmutableArray<UntakenBranch>.Empty;

    /// <summary>The flag that a gradient which is right without it does not match with; null for any other finding.</summary>
    public string? Flag { get; init; }

    /// <summary>Flags that were left false and with which the code computes something else, of which nothing could be told.</summary>
    public ImmutableArray<string> Unprobed { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The index position (0-based) of <see cref="Matrix"/> that runs over the units it writes to, where one does: 0 for W[to, from], 1 for W[from, to].</summary>
    public int? OutPosition { get; init; }

    /// <summary>
    /// True where a second, independent witness agrees at every draw: the weight gradient multiplies the same cotangents by the operands of
    /// the steps that they belong to.
    /// </summary>
    public bool IsConfirmed { get; init; }

    /// <summary>True for a fault of the gradient of a parameter that is no recurrent matrix, where all that goes back through time is right.</summary>
    public bool IsBeside { get; init; }

    /// <summary>Other parameters of the cell (input weights, biases) whose gradients were found right too, at every draw.</summary>
    public ImmutableArray<string> Gradients { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Those of them that have a constant factor which the gradients of the matrices have not: rates may differ, so that it is no fault, but it is told.</summary>
    public ImmutableArray<(string Name, double Factor)> Factors { get; init; } = ImmutableArray<(string Name, double Factor)>.Empty;

    /// <summary>Backward events that were compared with the forward pass, the fewest over all draws.</summary>
    public int ComparedEvents { get; init; }
}

/// <summary>What probing found over all draws.</summary>
/// <param name="Recognised">False where the traces hold no recurrent matrix at all: then there is nothing to report.</param>
/// <param name="Findings">At least one where recognised; a <see cref="Verdict.Verified"/> per matrix for right code.</param>
/// <param name="Draws">The draws that were judged.</param>
public sealed record ProbeResult(bool Recognised, ImmutableArray<ProbeFinding> Findings, ImmutableArray<Draw> Draws)
{
    /// <summary>True where draws showed units of a branching activation both open and closed: it is no linear recurrence, though the tape shows no curve.</summary>
    public bool ShowsSeveralPieces { get; init; }

    /// <summary>Traces what was probed again at any draw; null where nothing was recognised, or at draws that cannot be traced.</summary>
    internal System.Func<Draw, Trace?>? Retrace { get; init; }

    /// <summary>The sizes that <see cref="Retrace"/> takes for those of a draw.</summary>
    internal System.Func<Draw, Draw> PointOf { get; init; } = draw => draw;

    /// <summary>T of the draw that was judged first, and the recurrent products that its forward pass made; null where none was counted.</summary>
    internal (int Steps, int Events)? Length { get; init; }

    /// <summary>False for a cell that has as many steps whatever is asked for.</summary>
    /// <param name="steps">T of a longer trace.</param>
    /// <param name="events">The recurrent products of its forward pass.</param>
    internal bool GrowsTo(int steps, int events) => Length is not { } length || steps <= length.Steps || events > length.Events;

    public static ProbeResult NothingRecurrent { get; } = new(false, ImmutableArray<ProbeFinding>.Empty, ImmutableArray<Draw>.Empty);
}
