using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>One step that a member computes, taken again and again: what it returns is what it is given next. The Jacobian formed beside it stands at the end.</summary>
internal static class RepeatedStep
{
    /// <param name="trace">The trace of one step.</param>
    /// <param name="steps">How often it is taken.</param>
    public static Trace Of(Trace trace, OneStep step, int steps)
    {
        Tape from = trace.Tape, to = new();
        var inputs = new HashSet<int>(step.Inputs);
        var depends = new bool[from.Count];
        var map = new Traced[from.Count];
        for (var node = 0; node < depends.Length; node++)
        {
            depends[node] = inputs.Contains(node) || (from.Left(node) >= 0 && depends[from.Left(node)]) || (from.Right(node) >= 0 && depends[from.Right(node)]);
            if (!depends[node] || inputs.Contains(node))
                map[node] = Copied(from, to, map, node);
        }

        // The last time round, the Jacobian is formed where the last step begins.
        for (var time = 0; time < steps; time++)
        {
            for (var node = 0; node < depends.Length; node++)
            {
                if (depends[node] && !inputs.Contains(node))
                    map[node] = Copied(from, to, map, node);
            }
            if (time == steps - 1)
                break;
            var outputs = step.Outputs.Select(output => output.IsConstant ? output : map[output.Node]).ToList();
            for (var i = 0; i < step.Inputs.Length; i++)
                map[step.Inputs[i]] = outputs[i];
        }

        var jacobian = new HeapGrid(step.Jacobian.Name, step.Jacobian.Symbol, step.Jacobian.Cells.Select(cell => cell.Number.IsConstant ? cell : cell with { Number = map[cell.Number.Node] }).ToImmutableArray());
        return new Trace(to, [jacobian]);
    }

    private static Traced Copied(Tape from, Tape to, Traced[] map, int node)
    {
        to.CurrentSite = from.FirstSite(node);
        return from.Op(node) switch
        {
            TapeOp.Constant => Traced.Constant(from.Value(node)),
            TapeOp.Leaf => to.Leaf(from.Origin(node)!, from.Value(node)),
            var op when from.Right(node) < 0 => to.Unary(op, map[from.Left(node)]),
            var op => to.Binary(op, map[from.Left(node)], map[from.Right(node)]),
        };
    }
}
