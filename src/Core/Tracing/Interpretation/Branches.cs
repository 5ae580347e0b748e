using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace RnnLint.Tracing;

/// <summary>The way of a condition that a trace never took.</summary>
/// <param name="Graph">The code that the condition stands in.</param>
/// <param name="Block">The block that it ends.</param>
/// <param name="Outcome">What the condition never was.</param>
public sealed record UntakenBranch(ControlFlowGraph Graph, BasicBlock Block, bool Outcome)
{
    public IOperation Condition => Block.BranchValue!;

    /// <summary>Where it would have gone on.</summary>
    public BasicBlock? Untaken => SuccessorWhen(Outcome);

    /// <summary>Where it always went on.</summary>
    public BasicBlock? Taken => SuccessorWhen(!Outcome);

    private BasicBlock? SuccessorWhen(bool outcome) =>
        (outcome == (Block.ConditionKind == ControlFlowConditionKind.WhenTrue) ? Block.ConditionalSuccessor : Block.FallThroughSuccessor)?.Destination;
}

/// <summary>A condition that is taken for true, or for false, whatever it comes to.</summary>
public sealed record ForcedBranch(SyntaxNode Condition, bool Outcome);

/// <summary>Which code ran in one trace, and which ways the conditions went.</summary>
public sealed class Branches(ForcedBranch? forced)
{
    private readonly HashSet<BasicBlock> _run = new();
    private readonly Dictionary<BasicBlock, (ControlFlowGraph Graph, bool SawTrue, bool SawFalse)> _seen = new();

    internal void Enter(BasicBlock block) => _run.Add(block);

    public bool HasRun(BasicBlock block) => _run.Contains(block);

    /// <summary>Notes what a condition came to, and says which way to go.</summary>
    internal bool Decide(ControlFlowGraph graph, BasicBlock block, bool outcome)
    {
        if (forced is not null && block.BranchValue!.Syntax == forced.Condition)
            return forced.Outcome;
        _seen.TryGetValue(block, out var seen);
        if (outcome ? !seen.SawTrue : !seen.SawFalse)
            _seen[block] = (graph, seen.SawTrue || outcome, seen.SawFalse || !outcome);
        return outcome;
    }

    /// <summary>True where this trace went the way that another one did not.</summary>
    public bool Took(UntakenBranch branch) => _seen.TryGetValue(branch.Block, out var seen) && (branch.Outcome ? seen.SawTrue : seen.SawFalse);

    /// <summary>The conditions that held at least once.</summary>
    public IEnumerable<SyntaxNode> Held() => _seen.Where(pair => pair.Value.SawTrue).Select(pair => pair.Key.BranchValue!.Syntax);

    /// <summary>In the order of the code.</summary>
    public IReadOnlyList<UntakenBranch> Untaken() => _seen.Where(pair => pair.Value.SawTrue != pair.Value.SawFalse)
        .Select(pair => new UntakenBranch(pair.Value.Graph, pair.Key, !pair.Value.SawTrue))
        .OrderBy(branch => branch.Condition.Syntax.SyntaxTree.FilePath, System.StringComparer.Ordinal).ThenBy(branch => branch.Condition.Syntax.SpanStart).ToList();
}
