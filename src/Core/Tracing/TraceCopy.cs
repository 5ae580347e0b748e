using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace RnnLint.Tracing;

/// <summary>A copy of a trace on a tape of its own, in which some nodes are others than they were.</summary>
internal sealed class TraceCopy
{
    private readonly Tape _from;
    private readonly Tape _to = new();
    private readonly Traced[] _map;
    private readonly IReadOnlyDictionary<int, LeafOrigin> _entries;

    /// <param name="trace">What is copied.</param>
    /// <param name="entries">Nodes that become leaves.</param>
    /// <param name="added">Leaves that no node stands for.</param>
    /// <param name="twins">Leaves that become other leaves of the trace.</param>
    /// <param name="start">All before this node become constants, for they were done before what is looked at.</param>
    public TraceCopy(
        Trace trace, IReadOnlyDictionary<int, LeafOrigin>? entries = null, IEnumerable<(LeafOrigin Origin, double Value)>? added = null, IReadOnlyDictionary<int, int>? twins = null, int start = 0)
    {
        _from = trace.Tape;
        _entries = entries ?? ImmutableDictionary<int, LeafOrigin>.Empty;
        foreach (var (origin, value) in added ?? [])
            _to.Leaf(origin, value);
        _map = new Traced[_from.Count];
        var isMade = new bool[_map.Length];
        for (var node = 0; node < _map.Length; node++)
        {
            var own = twins is not null && twins.TryGetValue(node, out var twin) ? twin : node;
            if (!isMade[own])
            {
                _map[own] = own < start ? Traced.Constant(_from.Value(own)) : Copied(own);
                isMade[own] = true;
            }

            _map[node] = _map[own];
            isMade[node] = true;
        }

        foreach (var saturation in _from.Saturations.Where(saturation => !_map[saturation.Discarded].IsConstant))
        {
            _to.CurrentSite = saturation.Site;
            _to.NoteSaturation(_map[saturation.Discarded].Node, saturation.Kept);
        }

        foreach (var node in _from.BeyondBounds.Where(node => !_map[node].IsConstant))
            _to.NoteBeyondBound(_map[node].Node);

        Trace = new Trace(_to, trace.Grids.Select(Copied).Where(grid => !IsFixed(grid)).ToList());
    }

    public Trace Trace { get; }

    /// <summary>What a node has become.</summary>
    public Traced this[int node] => _map[node];

    private HeapGrid Copied(HeapGrid grid) => new(grid.Name, grid.Symbol, grid.Cells.Select(cell => cell.Number.IsConstant ? cell : new HeapCell(cell.Indices, _map[cell.Number.Node])).ToImmutableArray());

    /// <summary>True for an array that holds nothing live, and is no empty one either.</summary>
    private static bool IsFixed(HeapGrid grid) => grid.Cells.All(cell => cell.Number.IsConstant) && grid.Cells.Any(cell => cell.Number.Value != 0);

    private Traced Copied(int node)
    {
        _to.CurrentSite = _from.FirstSite(node);
        return _entries.TryGetValue(node, out var entry) ? _to.Leaf(entry, _from.Value(node))
            : _from.Origin(node) is { } origin ? _to.OpaqueLeaf(origin, _from.Value(node), _from.OpaqueInputs(node).Select(input => _to.NodeOf(_map[input])).ToArray())
            : _from.Op(node) == TapeOp.Constant ? Traced.Constant(_from.Value(node))
            : Computed(node);
    }

    /// <summary>Done again at each of its sites, it remembers them all.</summary>
    private Traced Computed(int node)
    {
        var result = default(Traced);
        foreach (var site in _from.Sites(node).DefaultIfEmpty())
        {
            _to.CurrentSite = site;
            result = _from.Right(node) < 0 ? _to.Unary(_from.Op(node), _map[_from.Left(node)]) : _to.Binary(_from.Op(node), _map[_from.Left(node)], _map[_from.Right(node)]);
        }

        return result;
    }
}
