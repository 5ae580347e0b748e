using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>
/// Which step of the forward pass a backward event belongs to, as the weight gradient tells: the derivative of its entries by a
/// backward operand ĉ are the forward operands of that step. At a random point equal numbers mean equal quantities.
/// </summary>
internal sealed class Pairing
{
    private const double Tolerance = 1e-9;

    private readonly Dictionary<(Event, int Block), Event> _pairs = new();
    private readonly HashSet<(Event, int Block)> _contradicted = new();

    /// <summary>The forward event of a backward one; null where the gradient does not tell.</summary>
    public Event? Of(Event backward, int block) =>
        !_contradicted.Contains((backward, block)) && _pairs.TryGetValue((backward, block), out var forward) ? forward : null;

    /// <summary>True where some weight gradient multiplies the operands of a backward event by forward ones.</summary>
    public bool Knows(Event backward) => _pairs.Keys.Any(key => key.Item1 == backward);

    public static Pairing Find(Cell cell, List<GradientGrid> gradients)
    {
        var pairing = new Pairing();
        foreach (var chain in cell.BackwardChains)
        {
            var forward = cell.ForwardChains.Where(c => c.Group == chain.Group && c.Block == chain.Block).SelectMany(c => c.Events).ToList();
            var operands = forward.ConvertAll(f => OperandsByClass(cell, f, chain.Block));
            foreach (var gradient in gradients.Where(g => g.Group == chain.Group))
            {
                foreach (var e in chain.Events)
                    pairing.Pair(cell, gradient, e, chain.Block, forward, operands);
            }
            if (chain.Events.TrueForAll(e => !pairing._pairs.ContainsKey((e, chain.Block))))
                pairing.PairByProducts(cell, chain, forward, operands);
        }
        return pairing;
    }

    /// <summary>The forward operand of each in class of the block in an event.</summary>
    public static Dictionary<int, int> OperandsByClass(Cell cell, Event forward, int block)
    {
        var operands = new Dictionary<int, int>();
        foreach (var term in forward.Terms)
        {
            if (cell.Forward.Role(term.Leaf) is { Recurrent: true } role && role.Block == block)
                operands[role.In] = term.Operand;
        }
        return operands;
    }

    private void Pair(Cell cell, GradientGrid gradient, Event e, int block, List<Event> forward, List<Dictionary<int, int>> operands)
    {
        foreach (var operand in e.Terms.Where(t => cell.Forward.Role(t.Leaf) is { Recurrent: true } r && r.Block == block).Select(t => t.Operand).Distinct())
        {
            var entries = new List<(int Leaf, double Derivative)>();
            foreach (var (leaf, _) in gradient.Cells)
            {
                if (cell.Forward.Role(leaf) is { Recurrent: true } r && r.Block == block && gradient.ByOperand[leaf].TryGetValue(operand, out var d))
                    entries.Add((leaf, d));
            }
            if (entries.Count < 2)
                continue;
            for (var f = 0; f < forward.Count; f++)
            {
                if (Proportional(cell, entries, operands[f], reversed: false) || Proportional(cell, entries, operands[f], reversed: true))
                    Note(e, block, forward[f]);
            }
        }
    }

    /// <summary>Where the gradient was overwritten or went elsewhere, the products of cotangents and operands were made all the same.</summary>
    private void PairByProducts(Cell cell, Chain chain, List<Event> forward, List<Dictionary<int, int>> operands)
    {
        foreach (var e in chain.Events)
        {
            for (var f = 0; f < forward.Count; f++)
            {
                if (LostGradient.OuterProduct(cell, e, operands[f].Values) is { Count: > 1 })
                    Note(e, chain.Block, forward[f]);
            }
        }
    }

    private void Note(Event e, int block, Event forward)
    {
        if (_pairs.TryGetValue((e, block), out var known) && known != forward)
            _contradicted.Add((e, block));
        else
            _pairs[(e, block)] = forward;
    }

    /// <summary>
    /// True where the entries stand in one row of the matrix (or in one column, for a reversed outer product) and are the forward
    /// operands up to a common factor.
    /// </summary>
    private static bool Proportional(Cell cell, List<(int Leaf, double Derivative)> entries, Dictionary<int, int> operands, bool reversed)
    {
        var row = -1;
        double factor = 0;
        foreach (var (leaf, derivative) in entries)
        {
            var place = reversed ? cell.Forward.Transpose(leaf) : leaf;
            if (place < 0 || cell.Forward.Role(place) is not { } role || (row >= 0 && role.Out != row))
                return false;
            if (!operands.TryGetValue(role.In, out var operand))
                return false;
            var a = cell.Graph.Value(operand);
            if (row < 0)
                factor = derivative / a;
            else if (!(Math.Abs(derivative - (factor * a)) <= Tolerance * (Math.Abs(derivative) + Math.Abs(factor * a))))
                return false;
            row = role.Out;
        }
        return row >= 0 && factor != 0 && !double.IsNaN(factor) && !double.IsInfinity(factor);
    }
}
