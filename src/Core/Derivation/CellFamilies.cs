using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>
/// The quantities that the equations of a traced cell are written in: its pre-activations, and the states that go from step to step. A state is what recurrent
/// matrices multiply, and whatever else an equation takes from the step before (the cell state of an LSTM).
/// </summary>
internal sealed class CellFamilies
{
    private const int LargestSignature = 2_000;

    /// <summary>A first step may start from zeros, which leave no trace, and a second one from what such a step has made.</summary>
    public const int FirstWhole = 2;

    private readonly Cell _cell;
    private readonly Graph _graph;
    private readonly Dictionary<int, (Family Family, int Step, int Item, int Unit)> _members = new();
    private readonly Dictionary<(string Signature, int System), Family> _bySignature = new();
    private readonly Dictionary<int, int[]> _ranks = new();
    private readonly Dictionary<Family, int> _systems = new();
    private readonly List<Family> _families = new();

    /// <summary>Products with recurrent weights, and sums of them that are not complete yet.</summary>
    private readonly HashSet<int> _inner = new();
    private readonly Dictionary<(int System, int Node), string> _signatures = new();

    public CellFamilies(Cell cell)
    {
        _cell = cell;
        _graph = cell.Graph;
        AddPreactivations();
        FindSystems();
        AddOperands();
        AddCarried();
    }

    public IReadOnlyList<Family> All => _families;

    public Graph Graph => _graph;

    /// <summary>The family that a node is a member of.</summary>
    public (Family Family, int Step, int Item, int Unit)? MemberAt(int node) => _members.TryGetValue(node, out var member) ? member : null;

    /// <summary>The step of the last pre-activation, of those that the family's depend on and that depend on them, that a node is made of; −1 where it is made of none.</summary>
    public int Rank(Family family, int node) => _ranks[_systems[family]][node];

    /// <summary>True where an equation for a member of <paramref name="family"/> at a step takes the node over from an earlier one.</summary>
    public bool IsCarried(Family family, int step, int node)
    {
        var rank = Rank(family, node);
        if (rank < 0 || rank >= step)
            return false;
        if (_members.ContainsKey(node))
            return true;
        if (_inner.Contains(node))
            return false;
        int left = _graph.Left(node), right = _graph.Right(node);
        return _graph.Op(node) switch
        {
            TapeOp.Negate => false,
            TapeOp.Add or TapeOp.Subtract or TapeOp.Multiply => Rank(family, left) >= 0 && Rank(family, right) >= 0,
            TapeOp.Divide => Rank(family, right) >= 0,
            _ => true,
        };
    }

    private void AddPreactivations()
    {
        var sets = new UnionFind();
        var keys = new Dictionary<(int Group, int Block, int Gate), int>();
        var rows = new List<(int Key, int Root, Chain Chain, int Step, LeafOrigin First)>();
        var longest = _cell.ForwardChains.Count == 0 ? 0 : _cell.ForwardChains.Max(chain => chain.Events.Count);
        var byRoot = new Dictionary<int, int>();
        foreach (var chain in _cell.ForwardChains)
        {
            for (var index = 0; index < chain.Events.Count; index++)
            {
                foreach (var row in chain.Events[index].Rows)
                {
                    var own = row.Terms.Where(term => _cell.Forward.Role(term.Leaf) is { Recurrent: true } role && role.Block == chain.Block).ToList();
                    if (own.Count == 0)
                        continue;
                    var role = _cell.Forward.Role(own[0].Leaf)!.Value;
                    var first = own.Select(term => _graph.Origin(term.Leaf)!).OrderBy(origin => origin.Indices, LeafIndex.ByIndices).First();
                    if (!keys.TryGetValue((chain.Group, chain.Block, role.Gate), out var key))
                        keys.Add((chain.Group, chain.Block, role.Gate), key = keys.Count);
                    if (byRoot.TryGetValue(row.Root, out var other))
                        sets.Join(key, other);
                    else
                        byRoot.Add(row.Root, key);
                    rows.Add((key, row.Root, chain, index + longest - chain.Events.Count, first));
                }
            }
        }

        foreach (var row in _cell.ForwardChains.SelectMany(chain => chain.Events).Distinct().SelectMany(e => e.Rows))
            AddInner(row.Root, new HashSet<int>(row.Terms.Select(term => term.Product)));

        var made = new Dictionary<int, Family>();
        foreach (var rowsOfStep in rows.GroupBy(row => (Set: sets.Find(row.Key), row.Key, row.Chain, row.Step)).OrderBy(group => group.Key.Set).ThenBy(group => group.Key.Step))
        {
            if (!made.TryGetValue(rowsOfStep.Key.Set, out var family))
                made.Add(rowsOfStep.Key.Set, family = NewFamily(isPreactivation: true));
            family.Matrices.Add(_cell.Leaves[rowsOfStep.Key.Chain.Group].Name);
            var item = ItemOf(rowsOfStep.Key.Chain);
            var unit = 0;
            foreach (var row in rowsOfStep.OrderBy(row => row.First.Indices, LeafIndex.ByIndices))
            {
                if (!_members.ContainsKey(row.Root))
                    AddMember(family, row.Root, rowsOfStep.Key.Step, item, unit);
                unit++;
            }
        }
    }

    private bool AddInner(int node, HashSet<int> products)
    {
        var isInner = products.Contains(node);
        if (!isInner && _graph.Op(node) is TapeOp.Add or TapeOp.Subtract or TapeOp.Negate)
            isInner = AddInner(_graph.Left(node), products) | (_graph.Right(node) >= 0 && AddInner(_graph.Right(node), products));
        if (isInner)
            _inner.Add(node);
        return isInner;
    }

    private int ItemOf(Chain chain) => _cell.ForwardChains.Where(other => other.Group == chain.Group && other.Block == chain.Block).TakeWhile(other => other != chain).Count();

    /// <summary>Pre-activations that depend on one another, by way of earlier steps, are counted by one clock.</summary>
    private void FindSystems()
    {
        var before = new ulong[_graph.Count];
        var depends = new ulong[_families.Count];
        if (_families.Count > 60)
            throw new NotLiftedException("it has too many matrices and gates");
        for (var node = 0; node < before.Length; node++)
        {
            int left = _graph.Left(node), right = _graph.Right(node);
            var mask = (left >= 0 ? before[left] : 0) | (right >= 0 ? before[right] : 0);
            if (_members.TryGetValue(node, out var member))
            {
                depends[member.Family.Number] |= mask;
                mask |= 1UL << member.Family.Number;
            }
            before[node] = mask;
        }

        foreach (var family in _families)
        {
            var first = _families.Find(other => other == family || ((depends[family.Number] >> other.Number) & (depends[other.Number] >> family.Number) & 1) == 1)!;
            _systems.Add(family, first.Number);
        }
        foreach (var system in _systems.Values.Distinct())
        {
            var ranks = new int[_graph.Count];
            for (var node = 0; node < ranks.Length; node++)
            {
                int left = _graph.Left(node), right = _graph.Right(node);
                ranks[node] = Math.Max(left >= 0 ? ranks[left] : -1, right >= 0 ? ranks[right] : -1);
                if (_members.TryGetValue(node, out var member) && _systems[member.Family] == system)
                    ranks[node] = Math.Max(ranks[node], member.Step);
            }
            _ranks.Add(system, ranks);
        }
    }

    /// <summary>What the recurrent matrices multiply.</summary>
    private void AddOperands()
    {
        var homes = new Dictionary<(int Group, int Block), Family>();
        foreach (var chain in _cell.ForwardChains)
        {
            var inputs = _cell.Forward.Roles.Where(role => role.Value.Recurrent && role.Value.Block == chain.Block && _cell.Leaves.GroupOf(_graph.TapeNode(role.Key)) == chain.Group)
                .GroupBy(role => role.Value.In).OrderBy(group => group.Select(role => _graph.Origin(role.Key)!.Indices).OrderBy(index => index, LeafIndex.ByIndices).First(), LeafIndex.ByIndices).Select(group => group.Key).ToList();
            foreach (var e in chain.Events)
            {
                var line = e.Rows.Select(row => MemberAt(row.Root)).FirstOrDefault(member => member is not null);
                if (line is null)
                    continue;
                foreach (var term in e.Terms)
                {
                    if (_cell.Forward.Role(term.Leaf) is not { Recurrent: true } role || role.Block != chain.Block || _graph.Op(term.Operand) is TapeOp.Leaf or TapeOp.Constant)
                        continue;
                    if (_members.TryGetValue(term.Operand, out var known))
                    {
                        known.Family.Matrices.Add(_cell.Leaves[chain.Group].Name);
                        if (!known.Family.IsPreactivation)
                            homes[(chain.Group, chain.Block)] = known.Family;
                        continue;
                    }
                    var rank = Rank(line.Value.Family, term.Operand);
                    if (rank < 0)
                        continue;
                    if (!homes.TryGetValue((chain.Group, chain.Block), out var home))
                    {
                        homes.Add((chain.Group, chain.Block), home = NewFamily(isPreactivation: false));
                        _systems.Add(home, _systems[line.Value.Family]);
                    }
                    home.Matrices.Add(_cell.Leaves[chain.Group].Name);
                    AddMember(home, term.Operand, rank, ItemOf(chain), inputs.IndexOf(role.In));
                }
            }
        }
    }

    /// <summary>What else the states' equations take from the step before.</summary>
    private void AddCarried()
    {
        for (var number = 0; number < _families.Count; number++)
        {
            var family = _families[number];
            foreach (var member in family.Nodes.Where(member => member.Key.Step >= FirstWhole).ToList())
            {
                foreach (var node in Within(family, member.Key.Step, member.Value).Where(node => !_members.ContainsKey(node) && IsCarried(family, member.Key.Step, node)).ToList())
                {
                    var key = (Signature(family, node), _systems[family]);
                    if (!_bySignature.TryGetValue(key, out var carried))
                    {
                        _bySignature.Add(key, carried = NewFamily(isPreactivation: false));
                        _systems.Add(carried, _systems[family]);
                    }
                    AddMember(carried, node, Rank(family, node), member.Key.Item, member.Key.Unit);
                }
            }
        }

        // What is carried on is made within the step before, by the line of another state.
        foreach (var family in _families.Where(family => !family.IsPreactivation).ToList())
        {
            foreach (var member in family.Nodes.Where(member => member.Key.Step >= FirstWhole).ToList())
            {
                foreach (var node in Within(family, member.Key.Step, member.Value).Where(node => Rank(family, node) == member.Key.Step && !_members.ContainsKey(node)).ToList())
                {
                    if (_bySignature.TryGetValue((Signature(family, node), _systems[family]), out var carried))
                        AddMember(carried, node, member.Key.Step, member.Key.Item, member.Key.Unit);
                }
            }
        }
    }

    /// <summary>The nodes that the equation of a member is made of, down to what it takes over from earlier steps and to other members.</summary>
    private IEnumerable<int> Within(Family family, int step, int root)
    {
        var open = new Stack<int>();
        var seen = new HashSet<int> { root };
        open.Push(root);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node != root)
            {
                yield return node;
                if (_members.ContainsKey(node) || IsCarried(family, step, node))
                    continue;
            }
            foreach (var part in new[] { _graph.Left(node), _graph.Right(node) })
            {
                if (part >= 0 && Rank(family, part) >= 0 && seen.Add(part))
                    open.Push(part);
            }
        }
    }

    /// <summary>How a node is made of the pre-activations of its own step, with what it takes from earlier ones left open.</summary>
    private string Signature(Family line, int node)
    {
        if (_signatures.TryGetValue((_systems[line], node), out var known))
            return known;
        var step = Rank(line, node);
        var left = LargestSignature;
        var signature = Of(node);
        _signatures.Add((_systems[line], node), signature);
        return signature;

        string Of(int at)
        {
            if (--left < 0)
                return "…";
            if (at != node && _members.TryGetValue(at, out var member) && member.Family.IsPreactivation)
                return "P" + Figure(member.Family.Number) + "-" + Figure(step - member.Step);
            if (at != node && IsCarried(line, step, at))
                return "□";
            if (_graph.Op(at) == TapeOp.Constant)
                return _graph.Value(at).ToString("R", CultureInfo.InvariantCulture);
            if (_graph.Origin(at) is { } origin)
                return origin.Group.Name;
            var first = Of(_graph.Left(at));
            if (_graph.Right(at) < 0)
                return _graph.Op(at) + "(" + first + ")";
            var second = Of(_graph.Right(at));
            if (_graph.Op(at) is TapeOp.Add or TapeOp.Multiply && string.CompareOrdinal(first, second) > 0)
                (first, second) = (second, first);
            return _graph.Op(at) + "(" + first + "," + second + ")";
        }

        static string Figure(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private Family NewFamily(bool isPreactivation)
    {
        var family = new Family(_families.Count, isPreactivation);
        _families.Add(family);
        return family;
    }

    private void AddMember(Family family, int node, int step, int item, int unit)
    {
        if (_members.ContainsKey(node))
            return;
        _members.Add(node, (family, step, item, unit));
        family.Nodes[(step, item, unit)] = node;
    }
}
