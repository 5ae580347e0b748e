using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>The arrays of a program that could be the weight gradients of its recurrent matrices, and what they bear witness to.</summary>
internal sealed class WeightGradients
{
    private readonly Cell _cell;
    private readonly Dictionary<int, List<GradientGrid>> _gradients;
    private readonly Dictionary<Alignment, AlignedGradients> _aligned = new();

    public WeightGradients(Cell cell)
    {
        _cell = cell;
        _gradients = Differentiate(cell.Forward.Groups, new SortedSet<int>(cell.Backward.Events.SelectMany(e => e.Rows).SelectMany(cell.Backward.RecurrentTerms).Select(term => term.Operand)));
        Pairing = Pairing.Find(cell, _gradients.Values.SelectMany(g => g).ToList());
    }

    /// <summary>Which step the arrays say each backward event belongs to.</summary>
    public Pairing Pairing { get; }

    /// <summary>The candidates for the gradient of a group.</summary>
    public List<GradientGrid> Of(int group) => _gradients[group];

    /// <summary>True where some array is a weight gradient of the matrix: of cotangents that passed through it, or of single steps.</summary>
    public bool Exist(int group) =>
        _cell.Backward.Events.Exists(e => e.Group == group && Pairing.Knows(e)) || _gradients[group].Exists(g => Truncation.IsGradientOfOneStep(_cell, g));

    public (GradientFinding Finding, GradientGrid? Grid, double Direct, double Reversed) Check(int group, Alignment alignment, GradientTest test)
    {
        var aligned = At(alignment);
        var found = GradientCheck.Judge(_cell, aligned.Carried.OfMatrix(group, isOuter: false), aligned.Candidates[group], test);
        if (found.Finding is GradientFinding.Right or GradientFinding.Reversed)
            return found;

        // A step whose state before is constant multiplies nothing by the matrix that could be seen; its cotangent is among the backward operands all the same.
        var outer = GradientCheck.Judge(_cell, aligned.Carried.OfMatrix(group, isOuter: true), _gradients[group], test);
        return outer.Finding is GradientFinding.Right or GradientFinding.Reversed ? outer : found;
    }

    /// <summary>What the code's cotangents demand under an alignment, and the candidates for the matrices' gradients differentiated by them.</summary>
    public AlignedGradients At(Alignment alignment)
    {
        if (!_aligned.TryGetValue(alignment, out var aligned))
        {
            var carried = new CarriedCotangents(_cell, alignment);
            _aligned.Add(alignment, aligned = new AlignedGradients(carried, CandidatesFor(_cell.Forward.Groups, carried)));
        }
        return aligned;
    }

    /// <summary>The arrays that could be gradients of some groups of leaves, recurrent matrices or not, differentiated by the cotangents.</summary>
    public Dictionary<int, List<GradientGrid>> CandidatesFor(IEnumerable<int> groups, CarriedCotangents carried) => Differentiate(groups, carried.Nodes.ToList());

    /// <summary>
    /// In forward mode no cotangent tells which array is the gradient; but one that is curl-free only as Gᵀ is. Where the matrix itself is updated, what it learns from decides; the
    /// parts of a larger array are sensitivities, each the gradient of a single state, and say nothing of what is made of them.
    /// </summary>
    public GradientGrid? ReversedByCurl(int group)
    {
        GradientGrid? reversed = null;
        var updates = _gradients[group].FindAll(grid => grid.IsUpdate);
        var whole = _gradients[group].FindAll(grid => _gradients[group].Count(other => other.Grid == grid.Grid && other.Cells[0].Leaf == grid.Cells[0].Leaf) == 1);
        foreach (var grid in updates.Count > 0 ? updates : whole.Count > 0 ? whole : _gradients[group])
        {
            if (CurlOf(grid) <= CellJudge.Holds)
                return null;
            if (TransposedCurl(grid) <= CellJudge.Holds)
                reversed = grid;
        }
        return reversed;
    }

    private double TransposedCurl(GradientGrid grid)
    {
        var nodes = new Dictionary<int, int>();
        foreach (var (leaf, node) in grid.Cells)
            nodes[leaf] = node;
        var cells = RecurrentCells(grid).ConvertAll(c => (c.Leaf, Node: _cell.Forward.Transpose(c.Leaf) is >= 0 and var t && nodes.TryGetValue(t, out var n) ? n : -1));
        return Curl.Of(_cell.Graph, cells);
    }

    /// <summary>The curl of the group's gradient after a repair of the tape; NaN where it is no evidence.</summary>
    /// <param name="alignment">The alignment as it stands, by which a gradient is known to be one.</param>
    public double RepairedCurl(int group, TapeRepair repair, Alignment alignment)
    {
        // Truncated windows overlap and are the gradient of nothing; and without a sign that some array is the gradient at all,
        // its curl is no evidence against the repair.
        if (IsWindowed(group))
            return double.NaN;
        if (!HasSomethingOfCotangents(group))
            return double.NaN;
        var curl = SmallestCurl(group, repair.Map, repair.Graph);
        return Check(group, alignment, GradientTest.Outer).Finding == GradientFinding.Right ? curl : double.NaN;
    }

    /// <summary>True where some array in the shape of the matrix is made of backward operands.</summary>
    public bool HasSomethingOfCotangents(int group) => _gradients[group].Exists(g => g.ByOperand.Values.Any(row => row.Count > 0));

    /// <summary>True where more than one backward pass runs over a sequence.</summary>
    public bool IsWindowed(int group) => _cell.BackwardChains.Count(c => c.Group == group) > _cell.ForwardChains.Count(c => c.Group == group);

    private double SmallestCurl(int group, Func<int, int> map, Graph graph)
    {
        var smallest = double.NaN;
        foreach (var grid in _gradients[group])
        {
            var curl = CurlOf(grid, map, graph);
            if (double.IsNaN(smallest) || curl < smallest)
                smallest = curl;
        }
        return smallest;
    }

    /// <summary>The curl of an array as the code made it.</summary>
    public double CurlOf(GradientGrid grid) => CurlOf(grid, n => n, _cell.Graph);

    private double CurlOf(GradientGrid grid, Func<int, int> map, Graph graph) =>
        Curl.Of(graph, RecurrentCells(grid).ConvertAll(c => (map(c.Leaf), c.Node < 0 ? -1 : map(c.Node))));

    private List<(int Leaf, int Node)> RecurrentCells(GradientGrid grid) => grid.Cells.FindAll(c => _cell.Forward.IsRecurrent(c.Leaf));

    /// <summary>Derivatives of every candidate by the backward operands given, all of them held fixed.</summary>
    private Dictionary<int, List<GradientGrid>> Differentiate(IEnumerable<int> groups, IReadOnlyCollection<int> operands)
    {
        var graph = _cell.Graph;
        var cut = new bool[graph.Count];
        foreach (var operand in operands)
            cut[operand] = true;
        var live = Identity.LiveNodes(graph, cut);
        var curved = Identity.Curved(graph, cut);
        var sweep = new Sweep(graph);
        return groups.ToDictionary(group => group, group =>
        {
            var candidates = WeightGradient.Candidates(_cell, group);
            foreach (var candidate in candidates)
                WeightGradient.Differentiate(candidate, graph, sweep, operands, cut, live, curved);
            return candidates;
        });
    }
}

/// <param name="Candidates">For each recurrent matrix.</param>
internal sealed record AlignedGradients(CarriedCotangents Carried, Dictionary<int, List<GradientGrid>> Candidates);
