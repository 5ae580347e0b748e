using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>Makes the leaves of one trace and names them after the place that holds them.</summary>
internal sealed class LeafRegistry(Tape tape, Draw draw, ImmutableHashSet<string> atZero, LearnedArrays learned, LeafBuffers buffers, CancellationToken cancellation)
{
    private readonly Dictionary<(string, LeafGroupKind), LeafGroup> _groups = new();
    private readonly LeafGroup _unnamed = new("", LeafGroupKind.Storage);
    private readonly Dictionary<int, Value> _promoted = new();
    private int _promotions, _start;
    private (string Path, LeafGroup Group)? _last;

    /// <summary>The leaves that stand in for numbers found in the heap, with the places that held them when they were made.</summary>
    public List<(Location Location, Value Leaf)> Held { get; } = buffers.Emptied();

    /// <summary>Paths of arrays that were zeros when they were adopted.</summary>
    public HashSet<string> Zeros { get; } = new();

    /// <summary>From now on all leaves are new ones, of groups of their own: what was done before is past.</summary>
    public void BeginAgain()
    {
        _start = tape.Count;
        _last = null;
        _groups.Clear();
        _promoted.Clear();
        Held.Clear();
    }

    public LeafGroup Group(string path, LeafGroupKind kind, ISymbol? symbol)
    {
        // The cells of an array come one after the other, and share the text of their path.
        if (_last is { } last && ReferenceEquals(last.Path, path) && last.Group.Kind == kind)
            return last.Group;
        if (!_groups.TryGetValue((path, kind), out var group))
            _groups.Add((path, kind), group = new LeafGroup(path, kind, symbol));
        _last = (path, group);
        return group;
    }

    public Value Leaf(string path, LeafGroupKind kind, ISymbol? symbol, ImmutableArray<int> indices, ValueKind real, bool positive = false)
    {
        tape.CurrentSite = null;
        var value = LeafValues.Of(positive ? draw with { PositiveShare = 1 } : draw, path, indices);
        var leaf = Value.Of(tape.Leaf(new LeafOrigin(Group(path, kind, symbol), indices), value), real);
        return leaf;
    }

    /// <summary>
    /// Turns what the constructors left in the heap into independent variables: each distinct number of the tape becomes one
    /// leaf, so that a matrix made symmetric on purpose stays so; each cell of an array of zeros or of hand-set numbers becomes a leaf of its own.
    /// Constant scalars (sizes, rates, slopes) stay what they are, and so do masks and identities that nothing is ever added to and that have no gradient.
    /// </summary>
    public void Adopt(IEnumerable<HeapRoot> roots)
    {
        var all = HeapWalk.Numbers(roots, buffers.Numbers);
        var adopted = new Dictionary<int, Value>();
        var fixedPaths = FixedPaths(all);
        var own = tape.Count;
        foreach (var number in all)
        {
            var value = number.Location.Load();
            var traced = value.AsTraced;
            var isFixed = fixedPaths.TryGetValue(number.Path, out var isLearned);
            if (traced.IsConstant && (number.Indices.IsEmpty || number.Holder is Instance || isFixed && !isLearned || traced.Value == 0 && atZero.Contains(number.Path)))
                continue;
            if (traced.IsConstant && traced.Value == 0)
                Zeros.Add(number.Path);
            Value leaf;
            if (traced.IsConstant)
            {
                leaf = Leaf(number.Path, number.Kind, number.Symbol, number.Indices, value.Kind, positive: !isLearned && !draw.Mixes);
            }
            else if (traced.Node >= own)
            {
                // A view of the same cells meets the leaf again, under its own indices.
                leaf = value;
            }
            else if (!adopted.TryGetValue(traced.Node, out leaf))
            {
                if (traced.Node >= _start && tape.Op(traced.Node) == TapeOp.Leaf && tape.Origin(traced.Node)!.Group.Kind != LeafGroupKind.Random)
                {
                    tape.Rename(traced.Node, new LeafOrigin(Group(number.Path, number.Kind, number.Symbol), number.Indices));
                    leaf = value;
                }
                else
                {
                    leaf = Leaf(number.Path, number.Kind, number.Symbol, number.Indices, value.Kind);
                }

                adopted.Add(traced.Node, leaf);
            }

            number.Location.Store(Value.Of(leaf.AsTraced, value.Kind));
            Held.Add((number.Location, leaf));
        }
    }

    /// <summary>Paths of constants that happen to be arrays, and which of them are learned all the same.</summary>
    private Dictionary<string, bool> FixedPaths(List<HeapNumber> all)
    {
        var kinds = new Dictionary<string, Constants>();
        Constants? kind = null;
        string? path = null;
        foreach (var number in all.Where(number => !number.Indices.IsEmpty))
        {
            if (!ReferenceEquals(path, number.Path) && !kinds.TryGetValue(path = number.Path, out kind))
                kinds.Add(path, kind = new Constants());
            kind!.Add(number.Location.Load().AsTraced);
        }

        var paths = new Dictionary<string, bool>();
        foreach (var known in kinds.Where(known => known.Value.AreFixed))
        {
            var cells = all.FindAll(number => number.Path == known.Key);
            paths.Add(known.Key, learned.Contains(cells[0].Symbol, cancellation) || IsIdentity(cells) && HasBuffer(known.Key, cells, all));
        }

        return paths;
    }

    /// <summary>True for a square matrix, flat or not, with ones on its diagonal and zeros beside it.</summary>
    private static bool IsIdentity(List<HeapNumber> cells)
    {
        var values = cells.Select(cell => (cell.Indices, cell.Location.Load().AsTraced.Value)).ToList();
        var side = (int)System.Math.Round(System.Math.Sqrt(values.Count));
        return side > 1 && side * side == values.Count && values.All(cell =>
            cell.Value == (cell.Indices.Length == 1 && cell.Indices[0] % (side + 1) == 0 || cell.Indices.Length == 2 && cell.Indices[0] == cell.Indices[1] ? 1 : 0));
    }

    /// <summary>
    /// True where an array of zeros in the same shape belongs to the same object: a gradient's, so that whoever called for it adds it to this
    /// one. A recurrent matrix may start as the identity.
    /// </summary>
    private static bool HasBuffer(string path, List<HeapNumber> matrix, List<HeapNumber> all) => all
        .Where(number => number.Path != path && number.Symbol is not null && SymbolEqualityComparer.Default.Equals(number.Symbol.ContainingType, matrix[0].Symbol?.ContainingType))
        .GroupBy(number => number.Path)
        .Any(buffer => buffer.Count() == matrix.Count && buffer.All(number => number.Location.Load().AsTraced is { IsConstant: true, Value: 0 })
            && buffer.Zip(matrix, (x, y) => x.Indices.SequenceEqual(y.Indices)).All(same => same));

    /// <summary>
    /// The leaf for a number made of random draws that the code puts into an array: weights that are drawn in local code, where no
    /// object is there to be adopted. The same number gives the same leaf.
    /// </summary>
    public Value Promote(Value drawn, Location holder)
    {
        var node = drawn.AsTraced.Node;
        if (!_promoted.TryGetValue(node, out var leaf))
        {
            var indices = ImmutableArray.Create(_promotions++);
            leaf = Value.Of(tape.Leaf(new LeafOrigin(_unnamed, indices), LeafValues.Of(draw, _unnamed.Name, indices)), drawn.Kind);
            _promoted.Add(node, leaf);
        }

        Held.Add((holder, leaf));
        return leaf;
    }

    /// <summary>
    /// The same for a tensor kept under a name: it may be replaced as a whole, and then nothing is left to name its leaves after. Two
    /// of one name are two matrices.
    /// </summary>
    public void Promote(HeapObject tensor, ISymbol? holder)
    {
        var name = holder?.Name ?? "";
        for (var number = 2; name.Length > 0 && _groups.ContainsKey((name, LeafGroupKind.Storage)); number++)
            name = holder!.Name + " (" + number.ToString(CultureInfo.InvariantCulture) + ")";
        foreach (var slot in tensor.Slots())
        {
            if (slot.Location.Load() is not { IsReal: true } value || value.AsTraced is not { IsConstant: false, Node: var node } || !tape.IsDrawn(node) || _promoted.ContainsKey(node))
                continue;
            if (name.Length == 0)
            {
                slot.Location.Store(Promote(value, slot.Location));
                continue;
            }

            var leaf = Leaf(name, LeafGroupKind.Storage, holder, slot.Indices, value.Kind);
            slot.Location.Store(leaf);
            Held.Add((slot.Location, leaf));
        }
    }

    /// <summary>True for a promoted leaf that has no name yet.</summary>
    public bool IsUnnamed(LeafOrigin origin) => ReferenceEquals(origin.Group, _unnamed);

    /// <summary>Gives promoted leaves the name of what holds them.</summary>
    public void NameAfter(IEnumerable<HeapNumber> numbers)
    {
        foreach (var number in numbers)
        {
            var traced = number.Location.Load().AsTraced;
            if (!traced.IsConstant && tape.Origin(traced.Node) is { } origin && ReferenceEquals(origin.Group, _unnamed))
                tape.Rename(traced.Node, new LeafOrigin(Group(number.Path, LeafGroupKind.Storage, number.Symbol), number.Indices));
        }
    }

    /// <summary>What is known of the numbers of one path: all ones, a mask and an identity are constants; all zeros are a buffer, or weights yet to be loaded.</summary>
    private sealed class Constants
    {
        private double? _first;
        private bool _areLive, _differ, _areNoUnits;

        public bool AreFixed => !_areLive && (_differ ? !_areNoUnits : _first is not 0.0);

        public void Add(Traced number)
        {
            _areLive |= !number.IsConstant;
            _differ |= _first is { } first && !first.Equals(number.Value);
            _areNoUnits |= number.Value is not (0 or 1 or -1);
            _first ??= number.Value;
        }
    }
}

/// <summary>Lists of one run that the next one fills again: the heap of a large program has many numbers.</summary>
internal sealed class LeafBuffers
{
    private readonly List<(Location Location, Value Leaf)> _held = new();

    public List<HeapNumber> Numbers { get; } = new();

    public List<(Location Location, Value Leaf)> Emptied()
    {
        _held.Clear();
        return _held;
    }
}
