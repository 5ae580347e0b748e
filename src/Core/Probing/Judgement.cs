using System.Collections.Generic;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>What one draw says of one recurrent group.</summary>
internal sealed record GroupJudgement(string Key, LeafGroup Matrix, Verdict Verdict)
{
    public string Cause { get; init; } = "";

    public Site? Place { get; init; }

    /// <summary>True where several matrices are multiplied wrongly by one member, which is at fault itself.</summary>
    public bool IsInHelper { get; init; }

    public Site? Definition { get; init; }

    /// <summary>The first statement of the backward pass that is wrong; null where it was not found.</summary>
    public Site? Fault { get; init; }

    /// <summary>Nothing is wrong at <see cref="Fault"/>, but what should come from the step after is missing.</summary>
    public bool IsMissing { get; init; }

    public Site? ForwardUse { get; init; }

    public int? OutPosition { get; init; }

    public List<HypothesisError> Errors { get; init; } = new();

    /// <summary>Number of the coupled cell within the program: matrices that share a backward pass.</summary>
    public int CellNumber { get; init; }

    /// <summary>True where the weight gradient agrees: its cotangents meet the operands of their own steps.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>True for the gradient of a parameter that is no recurrent matrix, where all that goes back through time is right.</summary>
    public bool IsBeside { get; init; }

    /// <summary>Other parameters whose gradients are right.</summary>
    public List<string> Gradients { get; init; } = new();

    /// <summary>Those of them that have a constant factor which the gradients of the matrices have not, and the factor.</summary>
    public List<(string Name, double Factor)> Factors { get; init; } = new();

    /// <summary>Backward events compared.</summary>
    public int Events { get; init; }

    /// <summary>False where whatever units are closed are closed at steps of which nothing was compared.</summary>
    public bool ComparesPieces { get; init; } = true;
}

/// <summary>What one draw says of a program.</summary>
internal sealed class Judgement
{
    public List<GroupJudgement> Groups { get; } = new();

    /// <summary>False where the trace holds no recurrent matrix, or one that nothing uses after the forward pass.</summary>
    public bool Recognised => Groups.Count > 0;

    /// <summary>True where an operand is a pre-activation itself: the activation is linear in pieces, and σ′ shows on closed units only.</summary>
    public bool IsPiecewiseLinear { get; set; }

    /// <summary>True where some unit of a piecewise-linear activation stands on another piece than one step before.</summary>
    public bool ShowsSeveralPieces { get; set; }

    /// <summary>
    /// True where the matrix multiplies positive and negative pre-activations alike, and no comparison kept one of two numbers: no
    /// activation at all, as far as this draw shows.
    /// </summary>
    public bool IsLinear { get; set; }

    /// <summary>Leaves with a recurrent role: fewer than at another draw of the same size means that units were closed.</summary>
    public int RecurrentLeaves { get; set; }

    /// <summary>
    /// Forward events and their chains, backward events and theirs. Where closed units make events vanish or chains fall apart, steps
    /// cannot be told any more.
    /// </summary>
    public (int ForwardEvents, int ForwardChains, int BackwardEvents, int BackwardChains) Shape { get; set; }

    /// <summary>True where a number on the way was not finite.</summary>
    public bool IsDegenerate { get; set; }

    /// <summary>True where something goes further through time in one step than the compared steps reach: a longer sequence shows more.</summary>
    public bool LacksSteps { get; set; }

    /// <summary>The roles of the leaves, for draws with closed units.</summary>
    public RoleBook Roles { get; } = new();
}
