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
        var judgement = Judge(trace, roles, endsAtDifferences: false);
        if (!judgement.Groups.Exists(IsUnexplained))
            return judgement;

        // Where y is taken from a sum and y's own past goes round it, there are two pre-activations that the code may have had in mind.
        var other = Judge(trace, roles, endsAtDifferences: true);
        return other.Groups.Count == judgement.Groups.Count && !other.IsDegenerate && !other.Groups.Exists(group => IsUnexplained(group) || group.Verdict is Verdict.NotProbed or Verdict.TruncatedToOneStep)
            ? other : judgement;

        static bool IsUnexplained(GroupJudgement group) => group.Verdict == Verdict.UnexplainedGradient;
    }

    /// <summary>The cell of a trace, as it is judged first (sums complete where they are added up); null where there is none, or it is too large.</summary>
    public static Cell? CellOf(Trace trace)
    {
        var judgement = new Judgement();
        return Find(trace, null, endsAtDifferences: false, judgement, out _, out _);
    }

    /// <summary>The first matrix that goes round in a trace, whether anything comes back through it or not; null where there is none.</summary>
    public static ProbeFinding? RecurrentMatrix(Trace trace)
    {
        if (CellOf(trace) is not { } cell)
            return null;
        var (judgement, group) = (new Judgement(), cell.Forward.Groups[0]);
        new JudgementWriter(cell, new Blame(cell.Graph, [], []), judgement).Add(group, Verdict.NotProbed, "", [], []);
        return Agreement.Finding(judgement.Groups[0], Verdict.NotProbed, "", []);
    }

    private static Judgement Judge(Trace trace, RoleBook? roles, bool endsAtDifferences)
    {
        var judgement = new Judgement();
        if (Find(trace, roles, endsAtDifferences, judgement, out var contractions, out var lacksSteps) is not { } cell)
            return judgement;

        judgement.Shape = (cell.Forward.Events.Count, cell.ForwardChains.Count, cell.Backward.Events.Count, cell.BackwardChains.Count);
        foreach (var role in cell.Forward.Roles)
        {
            judgement.RecurrentLeaves += role.Value.Recurrent ? 1 : 0;
            if (cell.Graph.Origin(role.Key) is { } origin)
                judgement.Roles.Add(cell.KeyOf(cell.Leaves.GroupOf(cell.Graph.TapeNode(role.Key))), origin, role.Value);
        }
        judgement.IsPiecewiseLinear = IsPiecewiseLinear(cell);
        judgement.ShowsSeveralPieces = ShowsSeveralPieces(cell);
        judgement.IsLinear = judgement is { IsPiecewiseLinear: true, ShowsSeveralPieces: false } && IsLinear(cell);
        new CellJudge(cell, new Blame(cell.Graph, contractions, cell.Forward.Events.SelectMany(e => e.Terms).Select(t => t.Product)), judgement).Judge();
        judgement.LacksSteps |= lacksSteps;
        return judgement;
    }

    /// <param name="judgement">Gets what can be said where no cell is found.</param>
    private static Cell? Find(Trace trace, RoleBook? roles, bool endsAtDifferences, Judgement judgement, out List<Contraction> contractions, out bool lacksSteps)
    {
        (contractions, lacksSteps) = (new List<Contraction>(), false);
        var tape = trace.Tape;
        var leaves = new LeafIndex(tape);
        if (tape.Count > LargestTape)
        {
            if (leaves.Count > 0)
                judgement.Groups.Add(TooLarge(leaves, 0));
            return null;
        }
        var candidates = CandidateGroups.Find(tape, leaves);
        if (candidates.Count == 0)
            return null;

        var first = Sorted.Of(trace, leaves, NormalForm.Of(tape, leaves, candidates, olderFirst: false), candidates);
        var tooLarge = first.TooLarge;
        var recurrent = Recurrent(first, candidates, out lacksSteps);
        if (recurrent.Count == 0 && tooLarge is null)
            return null;

        // Mostly all candidates are recurrent, and what was sorted to find that out is what is wanted.
        var sorted = tooLarge is not null || recurrent.Count == candidates.Count && !endsAtDifferences ? first : Sorted.Of(trace, leaves, NormalForm.Of(tape, leaves, recurrent, olderFirst: false, endsAtDifferences), candidates);
        var form = sorted.Form;
        var cell = tooLarge is null ? Find(trace, leaves, sorted, candidates, recurrent, roles, out tooLarge) : null;
        contractions = sorted.Contractions;
        if (form.Ambiguous && cell is not null)
        {
            var other = Sorted.Of(trace, leaves, NormalForm.Of(tape, leaves, recurrent, olderFirst: true, endsAtDifferences), candidates);
            var otherCell = Find(trace, leaves, other, candidates, recurrent, roles, out _);
            if (otherCell is not null && Undirected(otherCell) < Undirected(cell))
                (cell, contractions) = (otherCell, other.Contractions);
        }
        if (tooLarge is { } group)
            judgement.Groups.Add(TooLarge(leaves, group));
        if (cell is null && tooLarge is null && UnknownCall(trace, leaves, sorted, recurrent) is { } unknown)
            judgement.Groups.Add(unknown);
        return cell;
    }

    /// <summary>
    /// Of the candidates those that are recurrent at some place. Only their leaves may be pulled out of products for good: pulled
    /// out for an initial state, the products of a cotangent with it would no longer be products of the cotangent.
    /// </summary>
    private static List<int> Recurrent(Sorted sorted, List<int> candidates, out bool lacksSteps)
    {
        lacksSteps = false;
        if (sorted.Reach is not { } reach)
            return new List<int>();
        var events = sorted.Events;
        var forward = candidates.ToDictionary(g => g, g => ForwardSites.Of(events[g], reach));
        var recurrent = candidates.FindAll(g => HasSeveralRows(forward[g]));
        var all = recurrent.SelectMany(g => forward[g]).ToList();
        lacksSteps = candidates.Exists(g => ForwardSites.LacksSteps(events[g], all, reach));
        return recurrent;
    }

    /// <summary>
    /// False where all sums are sums of the same leaves (or of part of them): a vector that reads one number off the states, which may be fed back,
    /// has no transpose to be mistaken for, and is a way through time like any other.
    /// </summary>
    private static bool HasSeveralRows(List<Event> events)
    {
        var longest = new HashSet<int>();
        foreach (var row in events.Where(ForwardSites.IsWide).SelectMany(e => e.Rows))
        {
            var leaves = new HashSet<int>(row.Terms.Select(t => t.Leaf));
            if (!leaves.IsSubsetOf(longest) && !longest.IsSubsetOf(leaves))
                return true;
            if (leaves.Count > longest.Count)
                longest = leaves;
        }
        return false;
    }

    /// <summary>All contractions and events of the candidates, and what depends on what.</summary>
    /// <param name="Reach">Null where there is too much of it, of the group <paramref name="TooLarge"/>.</param>
    private sealed record Sorted(NormalForm Form, Dictionary<int, List<Event>> Events, List<Contraction> Contractions, Reach? Reach, int? TooLarge)
    {
        public static Sorted Of(Trace trace, LeafIndex leaves, NormalForm form, List<int> candidates)
        {
            var reach = Sort(trace, leaves, form, candidates, out var events, out var contractions, out var tooLarge);
            return new Sorted(form, events, contractions, reach, tooLarge);
        }
    }

    private static Reach? Sort(
        Trace trace, LeafIndex leaves, NormalForm form, List<int> candidates, out Dictionary<int, List<Event>> events, out List<Contraction> contractions, out int? tooLarge)
    {
        contractions = new List<Contraction>();
        events = new Dictionary<int, List<Event>>();
        tooLarge = null;
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
        var perturbed = Perturbed(form.Graph, leaves, candidates);
        foreach (var group in candidates)
        {
            var found = Contractions.Of(form.Graph, leaves, group, stored, form.EndsAtDifferences);
            found?.RemoveAll(contraction => perturbed[contraction.Root]);
            if (found is null || contractions.Count + found.Count > MostContractions)
            {
                tooLarge = group;
                return null;
            }
            contractions.AddRange(found);
            events.Add(group, Events.Of(form.Graph, found, form.Map));
        }
        var reach = Reach.Of(form.Graph, contractions.Select(c => c.Root).Distinct().ToList(), form.Map);
        if (reach is null)
            tooLarge = candidates[0];
        return reach;
    }

    /// <summary>
    /// What depends on an entry of a matrix moved by a constant: the code's own finite differences. Its passes at a point beside this one are
    /// neither the forward pass nor the backward pass.
    /// </summary>
    private static bool[] Perturbed(Graph graph, LeafIndex leaves, List<int> candidates)
    {
        var matrices = new HashSet<int>(candidates);
        var perturbed = new bool[graph.Count];
        for (var node = 0; node < perturbed.Length; node++)
        {
            int left = graph.Left(node), right = graph.Right(node);
            if (left < 0)
                continue;
            perturbed[node] = perturbed[left] || (right >= 0 && perturbed[right])
                || (graph.Op(node) is TapeOp.Add or TapeOp.Subtract && ((IsEntry(left) && IsConstant(right)) || (IsEntry(right) && IsConstant(left))));
        }

        return perturbed;

        bool IsEntry(int node) => graph.Op(node) == TapeOp.Leaf && matrices.Contains(leaves.GroupOf(graph.TapeNode(node)));

        bool IsConstant(int node) => graph.Op(node) == TapeOp.Constant;
    }

    private static Cell? Find(
        Trace trace, LeafIndex leaves, Sorted sorted, List<int> candidates, List<int> recurrent, RoleBook? roles, out int? tooLarge)
    {
        var (form, events) = (sorted.Form, sorted.Events);
        var graph = form.Graph;
        tooLarge = sorted.TooLarge;
        if (sorted.Reach is not { } reach)
            return null;
        var forwardEvents = recurrent.SelectMany(g => ForwardSites.Of(events[g], reach)).OrderBy(e => e.FirstRoot).ToList();
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
        var others = forward.Groups.SelectMany(g => events[g]).Where(e => !inForward.Contains(e)).OrderBy(e => e.FirstRoot).ToList();
        var backward = new BackwardPass(graph, forward, WithoutOtherPasses(graph, forwardEvents, others, reach));
        return new Cell(trace, leaves, form, candidates, forward, backward, reach);
    }

    /// <summary>
    /// Leaves out forward passes of another place, as a loss for a gradient check runs them: they need nothing of this one, and are not
    /// linear in what they carry.
    /// </summary>
    private static IEnumerable<Event> WithoutOtherPasses(Graph graph, List<Event> forward, List<Event> others, Reach reach) =>
        Timeline.Components(others, reach)
            .Where(pass => pass.Exists(e => forward.Exists(f => ForwardSites.Depends(e, f, reach)))
                || !Identity.IsNonlinear(graph, pass.SelectMany(e => e.Rows).Select(row => row.Root), pass.SelectMany(e => e.Terms).Select(term => term.Operand)))
            .SelectMany(pass => pass);

    /// <summary>
    /// A matrix that comes back to itself only through the result of an unknown call, and that something else uses too.
    /// </summary>
    private static GroupJudgement? UnknownCall(Trace trace, LeafIndex leaves, Sorted sorted, List<int> recurrent)
    {
        if (sorted.Reach is not { } reach)
            return null;
        var (form, events) = (sorted.Form, sorted.Events);
        foreach (var group in recurrent)
        {
            var forward = ForwardSites.Of(events[group], reach);
            if (forward.Count == 0 || forward.Count == events[group].Count)
                continue;
            var results = forward.SelectMany(e => e.Rows).Select(r => r.Root).ToList();
            for (var node = 0; node < trace.Tape.Count; node++)
            {
                if (trace.Tape.OpaqueInputs(node).Any(i => results.Exists(r => form.Map[i] == r || reach.Depends(form.Map[i], r))))
                    return new GroupJudgement(Cell.KeyOf(leaves, group), leaves[group], Verdict.NotProbed) { Cause = Obstacles.UnknownCall(trace.Tape.Origin(node)?.Group.Name) };
            }
        }
        return null;
    }

    private static GroupJudgement TooLarge(LeafIndex leaves, int group) =>
        new(Cell.KeyOf(leaves, group), leaves[group], Verdict.NotProbed) { Cause = "the traced program is too large to probe" };

    private static int Undirected(Cell cell) =>
        cell.Backward.MixedPlaces + cell.Backward.Events.Count(e => cell.Backward.DirectionOf(e) == Direction.Unknown && ForwardSites.IsWide(e));

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

    /// <summary>
    /// True where the activation has more than one slope among the pre-activations that something is made of later. Units of a linear cell
    /// may have slopes of their own too; its draws then count as draws on several pieces, of which there is one.
    /// </summary>
    private static bool ShowsSeveralPieces(Cell cell)
    {
        var slopes = cell.Forward.Preactivations.Where(c => cell.Neighbour(c, 1) >= 0).Select(c => cell.ActivationDerivative(c, ownOnly: true)).Distinct().ToList();
        return slopes.Count > 1;
    }

    private static bool IsLinear(Cell cell)
    {
        var carried = cell.Forward.Preactivations.FindAll(c => cell.Neighbour(c, 1) >= 0);
        return cell.Trace.Tape.Saturations.Count == 0
            && carried.TrueForAll(c => cell.ActivationDerivative(c, ownOnly: true).Equals(cell.ActivationDerivative(carried[0], ownOnly: true)))
            && carried.Exists(c => cell.Graph.Value(c) > 0) && carried.Exists(c => cell.Graph.Value(c) < 0);
    }

    private static bool IsScaled(Graph graph, HashSet<int> roots, int scale, int node) =>
        graph.Op(scale) is TapeOp.Constant or TapeOp.Leaf && roots.Contains(node);
}
