using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>Finds the recurrent cells of one trace and has each judged.</summary>
internal static class DrawJudge
{
    private const int LargestTape = 400_000;
    private const int MostContractions = 6_000;
    private const int MostPreactivations = 1_500;

    /// <param name="roles">Roles of the leaves from a draw with all units open, or null.</param>
    public static Judgement Judge(Trace trace, RoleBook? roles)
    {
        var judgement = new Judgement();
        var tape = trace.Tape;
        var leaves = new LeafIndex(tape);
        if (tape.Count > LargestTape)
            return judgement;
        var candidates = CandidateGroups.Find(tape, leaves);
        if (candidates.Count == 0)
            return judgement;

        var form = NormalForm.Of(tape, leaves, candidates, olderFirst: false);
        var cell = Find(trace, leaves, form, candidates, roles, out var contractions, out var tooLarge);
        if (form.Ambiguous && cell is not null)
        {
            var other = NormalForm.Of(tape, leaves, candidates, olderFirst: true);
            var otherCell = Find(trace, leaves, other, candidates, roles, out var otherContractions, out _);
            if (otherCell is not null && Undirected(otherCell) < Undirected(cell))
                (cell, contractions) = (otherCell, otherContractions);
        }
        if (tooLarge is { } group)
            judgement.Groups.Add(new GroupJudgement(Cell.KeyOf(leaves, group), leaves[group], Verdict.NotProbed) { Cause = "the traced program is too large to probe" });
        if (cell is null)
            return judgement;

        judgement.ForwardEvents = cell.Forward.Events.Count;
        foreach (var role in cell.Forward.Roles)
        {
            judgement.RecurrentLeaves += role.Value.Recurrent ? 1 : 0;
            if (cell.Graph.Origin(role.Key) is { } origin)
                judgement.Roles.Add(cell.KeyOf(leaves.GroupOf(cell.Graph.TapeNode(role.Key))), origin, role.Value);
        }
        judgement.IsPiecewiseLinear = IsPiecewiseLinear(cell);
        new CellJudge(cell, new Blame(cell.Graph, contractions), judgement).Judge();
        return judgement;
    }

    private static Cell? Find(
        Trace trace, LeafIndex leaves, NormalForm form, List<int> candidates, RoleBook? roles, out List<Contraction> contractions, out int? tooLarge)
    {
        contractions = new List<Contraction>();
        tooLarge = null;
        var graph = form.Graph;
        var stored = new HashSet<int>();
        foreach (var grid in trace.Grids)
        {
            if (grid.Cells.IsDefault)
                continue;
            foreach (var c in grid.Cells)
            {
                if (!c.Number.IsConstant && c.Number.Node < form.Map.Length)
                    stored.Add(form.Map[c.Number.Node]);
            }
        }

        var events = new Dictionary<int, List<Event>>();
        foreach (var group in candidates)
        {
            if (Contractions.Of(graph, leaves, group, stored) is not { } found || contractions.Count + found.Count > MostContractions)
            {
                tooLarge = group;
                return null;
            }
            contractions.AddRange(found);
            events.Add(group, Events.Of(graph, found, form.Map));
        }
        if (Reach.Of(graph, contractions.Select(c => c.Root).Distinct().ToList(), form.Map) is not { } reach)
        {
            tooLarge = candidates[0];
            return null;
        }

        var forwardEvents = candidates.SelectMany(g => ForwardSites.Of(events[g], reach)).OrderBy(e => e.FirstRoot).ToList();
        if (forwardEvents.Count == 0)
            return null;
        Func<int, LeafRole?>? known = roles is null
            ? null
            : leaf => graph.Origin(leaf) is { } origin ? roles.Find(Cell.KeyOf(leaves, leaves.GroupOf(graph.TapeNode(leaf))), origin) : null;
        var forward = ForwardPass.Of(graph, forwardEvents, known);
        if (forward.Groups.Count == 0)
            return null;
        if (forward.Preactivations.Count > MostPreactivations)
        {
            tooLarge = forward.Groups[0];
            return null;
        }
        var inForward = new HashSet<Event>(forwardEvents);
        var backward = new BackwardPass(graph, forward, forward.Groups.SelectMany(g => events[g]).Where(e => !inForward.Contains(e)));
        return new Cell(trace, leaves, form, candidates, forward, backward, reach);
    }

    private static int Undirected(Cell cell) =>
        cell.Backward.Events.Count(e => cell.Backward.DirectionOf(e) == Direction.Unknown && ForwardSites.IsWide(e));

    /// <summary>
    /// A branching activation leaves no node of its own: its operand is the pre-activation itself, a constant multiple of it, or a constant.
    /// A linear cell looks the same and loses nothing by being drawn like one.
    /// </summary>
    private static bool IsPiecewiseLinear(Cell cell)
    {
        var roots = new HashSet<int>(cell.Forward.Preactivations);
        foreach (var term in cell.Forward.Events.SelectMany(e => e.Terms))
        {
            var node = term.Operand;
            if (roots.Contains(node))
                return true;
            var graph = cell.Graph;
            if (graph.Op(node) == TapeOp.Multiply && (IsScaled(graph, roots, graph.Left(node), graph.Right(node)) || IsScaled(graph, roots, graph.Right(node), graph.Left(node))))
                return true;
        }
        return false;
    }

    private static bool IsScaled(Graph graph, HashSet<int> roots, int scale, int node) =>
        graph.Op(scale) is TapeOp.Constant or TapeOp.Leaf && roots.Contains(node);
}
