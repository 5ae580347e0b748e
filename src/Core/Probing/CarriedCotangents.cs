using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>The cotangents that the code carries under one alignment, and what they demand of the gradients.</summary>
internal sealed class CarriedCotangents
{
    private const double Same = 1e-12;

    private readonly Cell _cell;
    private readonly List<Cotangent> _cotangents = new();
    private readonly Dictionary<int, Dictionary<int, double>> _derivatives = new();
    private readonly Dictionary<(int Group, bool IsOuter), ExpectedGradient> _ofMatrix = new();

    public CarriedCotangents(Cell cell, Alignment alignment)
    {
        _cell = cell;
        FindCotangents(alignment);
        Differentiate();
    }

    /// <summary>The cotangents, each once.</summary>
    public IEnumerable<int> Nodes => _cotangents.Select(c => c.Operand).Distinct();

    /// <summary>Of a recurrent matrix, by its own cotangents; one that several units share counts for each of them.</summary>
    /// <param name="isOuter">By operands alone, as if every step's cotangent were carried, known or not.</param>
    public ExpectedGradient OfMatrix(int group, bool isOuter)
    {
        if (!_ofMatrix.TryGetValue((group, isOuter), out var expected))
            _ofMatrix.Add((group, isOuter), expected = new ExpectedGradient(Rows(_cotangents.FindAll(c => c.Group == group), group, isOuter), _cell.Forward.IsRecurrent, _cell.Forward.Transpose));
        return expected;
    }

    /// <summary>Groups of leaves that pre-activations of at least two steps of the matrices depend on: what is one and the same at every step.</summary>
    public List<int> Parameters(List<int> matrices) => _cotangents.FindAll(c => matrices.Contains(c.Group))
        .SelectMany(c => c.Preactivations.SelectMany(p => _derivatives[p].Keys).Select(leaf => (Leaf: leaf, c.Step)))
        .Where(use => !_cell.Forward.IsRecurrent(use.Leaf)).GroupBy(use => use.Leaf, use => use.Step).Where(uses => uses.Distinct().Count() > 1)
        .Select(uses => _cell.Leaves.GroupOf(_cell.Graph.TapeNode(uses.Key))).Distinct().OrderBy(group => group).ToList();

    /// <summary>Of any other parameter, by the cotangents of all matrices; of a recurrent matrix, of its entries for inputs and the bias.</summary>
    public ExpectedGradient OfParameter(int group) => new(Rows(_cotangents, group, false), leaf => !_cell.Forward.IsRecurrent(leaf), _ => -1);

    private List<ExpectedGradient.Row> Rows(List<Cotangent> cotangents, int group, bool isOuter) => cotangents.ConvertAll(cotangent =>
    {
        var sums = Sum(cotangent.Preactivations.SelectMany(c => _derivatives[c]).Where(d => _cell.Leaves.GroupOf(_cell.Graph.TapeNode(d.Key)) == group));
        var direct = Sum(_cell.Forward.Events.Where(e => e.Group == group).SelectMany(e => e.Rows).Where(row => cotangent.Preactivations.Contains(row.Root))
            .SelectMany(row => row.Terms).Select(term => new KeyValuePair<int, double>(term.Leaf, _cell.Graph.Value(term.Operand))));
        return isOuter
            ? new ExpectedGradient.Row(cotangent.Operand, cotangent.Step, cotangent.Unit, direct, true)
            : new ExpectedGradient.Row(cotangent.Operand, cotangent.Step, cotangent.Unit, sums, sums.All(d => !_cell.Forward.IsRecurrent(d.Key) || (direct.TryGetValue(d.Key, out var own) && Math.Abs(own - d.Value) <= Same * Math.Abs(own))));
    });

    private static Dictionary<int, double> Sum(IEnumerable<KeyValuePair<int, double>> terms) =>
        terms.GroupBy(term => term.Key).ToDictionary(term => term.Key, term => term.Sum(t => t.Value));

    private void FindCotangents(Alignment alignment)
    {
        var byOperand = new Dictionary<(int Group, int Operand), Cotangent>();
        foreach (var chain in _cell.BackwardChains)
        {
            foreach (var e in chain.Events)
            {
                if (alignment.IsTangent(e) || alignment.ForwardOf(e, chain.Block) is not { } forward)
                    continue;
                foreach (var term in e.Terms)
                {
                    if (_cell.Forward.Role(term.Leaf) is not { Recurrent: true } own || own.Block != chain.Block)
                        continue;
                    var place = _cell.Backward.DirectionOf(e) is Direction.Unknown or Direction.OverOut ? term.Leaf : _cell.Forward.Transpose(term.Leaf);
                    if (place < 0 || _cell.Forward.Role(place) is not { } role || _cell.Preactivation(forward, role.Out) is not (>= 0 and var preactivation))
                        continue;
                    if (!byOperand.TryGetValue((chain.Group, term.Operand), out var cotangent))
                    {
                        byOperand.Add((chain.Group, term.Operand), cotangent = new Cotangent(chain.Group, term.Operand, forward.FirstRoot, role.Out));
                        _cotangents.Add(cotangent);
                    }
                    if (!cotangent.Preactivations.Contains(preactivation))
                        cotangent.Preactivations.Add(preactivation);
                }
            }
        }
    }

    /// <summary>∂c/∂p with those pre-activations held fixed whose cotangents the code carries.</summary>
    private void Differentiate()
    {
        var carried = _cotangents.SelectMany(c => c.Preactivations).Distinct().ToList();
        var cut = new bool[_cell.Graph.Count];
        foreach (var c in carried)
            cut[c] = true;
        var sweep = new Sweep(_cell.Graph);
        foreach (var c in carried)
        {
            sweep.Run(c, cut);
            var byLeaf = new Dictionary<int, double>();
            foreach (var leaf in sweep.TouchedNodes)
            {
                if (_cell.Graph.Op(leaf) == Tracing.TapeOp.Leaf && sweep[leaf] != 0)
                    byLeaf.Add(leaf, sweep[leaf]);
            }
            _derivatives.Add(c, byLeaf);
        }
    }

    private sealed record Cotangent(int Group, int Operand, int Step, int Unit)
    {
        public List<int> Preactivations { get; } = new();
    }
}
