using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>What keeps a cell from being probed, in words that say what a person can do about it.</summary>
internal sealed class Obstacles(Cell cell)
{
    /// <summary>An obstacle that stands whatever the numbers are; null where there is none.</summary>
    public string? Structural(HashSet<int> groups)
    {
        if (OpaqueCall(groups) is { } call)
            return UnknownCall(call);
        var positions = new HashSet<(int Group, int Block, int Out, int In)>();
        foreach (var role in cell.Forward.Roles)
        {
            var group = cell.Leaves.GroupOf(cell.Graph.TapeNode(role.Key));
            if (role.Value.Recurrent && groups.Contains(group) && !positions.Add((group, role.Value.Block, role.Value.Out, role.Value.In)))
                return "two entries of the matrix do the same thing, so the matrix and its transpose cannot be told apart";
        }
        return Identity.IsNonlinear(cell)
            ? "what is carried through time is not a linear function of itself (normalised, clipped by its norm, or a second forward pass)"
            : null;
    }

    public static string UnknownCall(string? call) =>
        $"the result of {call ?? "a call"}, which could not be interpreted, lies on the recurrent path";

    /// <summary>Clipping that bites on what the backward events carry; null where there is none.</summary>
    public string? Clipping(List<Event> events)
    {
        var tape = cell.Trace.Tape;
        if (tape.Saturations.Count == 0)
            return null;
        var cut = new bool[cell.Graph.Count];
        foreach (var row in events.SelectMany(e => e.Rows))
            cut[row.Root] = true;
        var live = Identity.LiveNodes(cell.Graph, cut);
        foreach (var saturation in tape.Saturations)
        {
            if (saturation.Discarded >= 0 && saturation.Discarded < cell.Map.Length && live[cell.Map[saturation.Discarded]])
                return "a backward term is clipped within the recurrence: probe with a larger clipping threshold";
        }
        return null;
    }

    /// <summary>Clipping that may bite on what the backward events carry, also such as is written with conditions, or by a norm; null where there is none.</summary>
    public string? PossibleClipping(List<Event> events)
    {
        if (Clipping(events) is { } clipping)
            return clipping;
        if (cell.Trace.Tape.BeyondBounds.Count == 0)
            return null;
        var cut = new bool[cell.Graph.Count];
        foreach (var row in events.SelectMany(e => e.Rows))
            cut[row.Root] = true;
        var live = Identity.LiveNodes(cell.Graph, cut);

        // What is compared after the last of them (the length of the whole gradient) cuts nothing on the way.
        var last = events.SelectMany(e => e.Rows).Select(row => cell.Graph.TapeNode(row.Root)).DefaultIfEmpty(-1).Max();
        return cell.Trace.Tape.BeyondBounds.Any(node => node <= last && node < cell.Map.Length && cell.Map[node] is >= 0 and var at && live[at])
            ? "a backward term is clipped within the recurrence: probe with a larger clipping threshold"
            : null;
    }

    /// <summary>The name of an unknown call that depends on a recurrent pre-activation and that another one, or a cotangent, depends on.</summary>
    private string? OpaqueCall(HashSet<int> groups)
    {
        var graph = cell.Graph;
        var tape = cell.Trace.Tape;
        var own = new HashSet<int>(cell.Forward.Preactivations.Where(c => groups.Contains(cell.GroupOf(c))));
        foreach (var row in cell.Backward.Events.Where(e => groups.Contains(e.Group)).SelectMany(e => e.Rows))
            own.Add(row.Root);
        var after = new bool[graph.Count];
        var opaque = new int[graph.Count];
        for (var node = 0; node < graph.Count; node++)
        {
            opaque[node] = -1;
            if (graph.Op(node) == TapeOp.Leaf)
            {
                foreach (var input in tape.OpaqueInputs(graph.TapeNode(node)))
                {
                    after[node] |= after[cell.Map[input]];
                    if (after[cell.Map[input]])
                        opaque[node] = node;
                }
            }
            else if (graph.Left(node) >= 0)
            {
                int left = graph.Left(node), right = graph.Right(node);
                after[node] = after[left] || (right >= 0 && after[right]);
                opaque[node] = opaque[left] >= 0 ? opaque[left] : right >= 0 ? opaque[right] : -1;
            }
            if (!own.Contains(node))
                continue;
            if (opaque[node] >= 0)
                return graph.Origin(opaque[node])?.Group.Name ?? "a call";
            after[node] = true;
        }
        return null;
    }
}
