using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// Finds the role of every leaf from the forward events alone, whatever the storage: leaves of one sum share their out class,
/// leaves that multiply one operand share their in class. An in class and an out class belong to one unit where the operand
/// depends on that pre-activation directly (all other pre-activations held fixed). A leaf is recurrent where its in class can be
/// reached again from its out class.
/// </summary>
internal static class LeafRoles
{
    public static Dictionary<int, LeafRole> Find(Graph graph, List<Event> events)
    {
        var outs = new UnionFind();
        var ins = new UnionFind();
        var shared = new UnionFind();
        Classify(events, outs, ins);

        // Several matrices may multiply one operand, or add to one sum: those classes are the same seen from the units.
        var classesOfNode = new Dictionary<int, int>();
        foreach (var e in events)
        {
            foreach (var row in e.Rows)
            {
                foreach (var term in row.Terms)
                {
                    JoinShared(shared, classesOfNode, term.Operand, InKey(ins.Find(term.Leaf)));
                    JoinShared(shared, classesOfNode, -1 - row.Root, OutKey(outs.Find(term.Leaf)));
                }
            }
        }

        var direct = DirectDependence(graph, events, outs, ins);
        var leaves = events.SelectMany(e => e.Terms).Select(t => t.Leaf).Distinct().OrderBy(p => p).ToList();
        var recurrent = Recurrent(leaves, outs, ins, shared, direct);
        return Number(graph, leaves, recurrent, outs, ins, shared, direct);
    }

    private static void Classify(List<Event> events, UnionFind outs, UnionFind ins)
    {
        foreach (var e in events)
        {
            var byOperand = new Dictionary<int, int>();
            foreach (var row in e.Rows)
            {
                foreach (var term in row.Terms)
                {
                    outs.Join(row.Terms[0].Leaf, term.Leaf);
                    if (byOperand.TryGetValue(term.Operand, out var other))
                        ins.Join(other, term.Leaf);
                    else
                        byOperand.Add(term.Operand, term.Leaf);
                }
            }
        }
    }

    private static void JoinShared(UnionFind shared, Dictionary<int, int> classesOfNode, int node, int key)
    {
        if (classesOfNode.TryGetValue(node, out var other))
            shared.Join(other, key);
        else
            classesOfNode.Add(node, key);
    }

    private static int OutKey(int outClass) => 2 * outClass;

    private static int InKey(int inClass) => (2 * inClass) + 1;

    /// <summary>Pairs (out class, in class) with ∂operand/∂c ≠ 0 while every other c is held fixed.</summary>
    private static HashSet<(int Out, int In)> DirectDependence(Graph graph, List<Event> events, UnionFind outs, UnionFind ins)
    {
        var cut = new bool[graph.Count];
        var outOfRoot = new Dictionary<int, HashSet<int>>();
        foreach (var row in events.SelectMany(e => e.Rows))
        {
            cut[row.Root] = true;
            if (!outOfRoot.TryGetValue(row.Root, out var classes))
                outOfRoot.Add(row.Root, classes = new HashSet<int>());
            classes.Add(outs.Find(row.Terms[0].Leaf));
        }

        var sweep = new Sweep(graph);
        var direct = new HashSet<(int, int)>();
        foreach (var operand in events.SelectMany(e => e.Terms).GroupBy(t => t.Operand).OrderBy(g => g.Key))
        {
            // A linear unit's operand is a pre-activation itself.
            if (outOfRoot.TryGetValue(operand.Key, out var own))
            {
                AddAll(direct, own, operand, ins);
                continue;
            }
            sweep.Run(operand.Key, cut);
            foreach (var root in outOfRoot)
            {
                if (sweep.Touched(root.Key) && sweep[root.Key] != 0)
                    AddAll(direct, root.Value, operand, ins);
            }
        }
        return direct;
    }

    private static void AddAll(HashSet<(int, int)> direct, HashSet<int> outClasses, IEnumerable<Term> operand, UnionFind ins)
    {
        foreach (var term in operand)
        {
            foreach (var outClass in outClasses)
                direct.Add((outClass, ins.Find(term.Leaf)));
        }
    }

    private static HashSet<int> Recurrent(List<int> leaves, UnionFind outs, UnionFind ins, UnionFind shared, HashSet<(int Out, int In)> direct)
    {
        var next = new Dictionary<int, List<int>>();
        foreach (var (outClass, inClass) in direct)
            Edge(next, shared.Find(OutKey(outClass)), shared.Find(InKey(inClass)));
        foreach (var leaf in leaves)
            Edge(next, shared.Find(InKey(ins.Find(leaf))), shared.Find(OutKey(outs.Find(leaf))));

        var reached = new Dictionary<int, HashSet<int>>();
        var recurrent = new HashSet<int>();
        foreach (var leaf in leaves)
        {
            var from = shared.Find(OutKey(outs.Find(leaf)));
            if (!reached.TryGetValue(from, out var set))
                reached.Add(from, set = From(next, from));
            if (set.Contains(shared.Find(InKey(ins.Find(leaf)))))
                recurrent.Add(leaf);
        }
        return recurrent;
    }

    private static void Edge(Dictionary<int, List<int>> next, int from, int to)
    {
        if (!next.TryGetValue(from, out var list))
            next.Add(from, list = new List<int>());
        list.Add(to);
    }

    private static HashSet<int> From(Dictionary<int, List<int>> next, int start)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>();
        open.Push(start);
        while (open.Count > 0)
        {
            if (!next.TryGetValue(open.Pop(), out var list))
                continue;
            foreach (var to in list)
            {
                if (seen.Add(to))
                    open.Push(to);
            }
        }
        return seen;
    }

    private static Dictionary<int, LeafRole> Number(
        Graph graph, List<int> leaves, HashSet<int> recurrent, UnionFind outs, UnionFind ins, UnionFind shared, HashSet<(int Out, int In)> direct)
    {
        var blocks = new UnionFind();
        foreach (var leaf in leaves)
        {
            if (recurrent.Contains(leaf))
                blocks.Join(OutKey(outs.Find(leaf)), InKey(ins.Find(leaf)));
        }

        var units = new UnionFind();
        var recurrentOuts = new HashSet<int>(recurrent.Select(outs.Find));
        var recurrentIns = new HashSet<int>(recurrent.Select(ins.Find));
        foreach (var (outClass, inClass) in direct)
        {
            if (recurrentOuts.Contains(outClass) && recurrentIns.Contains(inClass))
                units.Join(shared.Find(OutKey(outClass)), shared.Find(InKey(inClass)));
        }
        int UnitOf(int key) => units.Find(shared.Find(key));

        var numbered = new Dictionary<int, (int Gate, int Unit)>();
        foreach (var block in leaves.Where(recurrent.Contains).GroupBy(p => blocks.Find(OutKey(outs.Find(p)))).OrderBy(g => g.Key))
        {
            var ordered = block.OrderBy(p => p, Comparer<int>.Create((a, b) => CompareLeaves(graph, a, b))).ToList();
            var inClasses = ordered.Select(ins.Find).Distinct().ToList();
            var outClasses = ordered.Select(outs.Find).Distinct().ToList();
            if (!NumberByUnit(inClasses, outClasses, UnitOf, numbered))
                NumberByIndex(inClasses, outClasses, numbered);
        }

        var roles = new Dictionary<int, LeafRole>();
        foreach (var leaf in leaves)
        {
            int outClass = outs.Find(leaf), inClass = ins.Find(leaf);
            if (!recurrent.Contains(leaf))
            {
                roles.Add(leaf, new LeafRole(outClass, inClass, -1, 0, -1, -1, false));
                continue;
            }
            var (gate, outUnit) = numbered.TryGetValue(OutKey(outClass), out var o) ? o : (0, -1);
            var inUnit = numbered.TryGetValue(InKey(inClass), out var i) ? i.Unit : -1;
            roles.Add(leaf, new LeafRole(outClass, inClass, blocks.Find(OutKey(outClass)), gate, outUnit, inUnit, true));
        }
        return roles;
    }

    /// <summary>Works where every unit has one in class in the block and every unit the same number of out classes (gates).</summary>
    private static bool NumberByUnit(List<int> inClasses, List<int> outClasses, Func<int, int> unitOf, Dictionary<int, (int Gate, int Unit)> numbered)
    {
        var numberOfUnit = new Dictionary<int, int>();
        foreach (var inClass in inClasses)
        {
            var unit = unitOf(InKey(inClass));
            if (numberOfUnit.ContainsKey(unit))
                return false;
            numberOfUnit.Add(unit, numberOfUnit.Count);
        }
        var gates = new int[numberOfUnit.Count];
        foreach (var outClass in outClasses)
        {
            if (!numberOfUnit.TryGetValue(unitOf(OutKey(outClass)), out var unit))
                return false;
            gates[unit]++;
        }
        if (gates.Distinct().Count() != 1)
            return false;

        foreach (var inClass in inClasses)
            numbered[InKey(inClass)] = (0, numberOfUnit[unitOf(InKey(inClass))]);
        Array.Clear(gates, 0, gates.Length);
        foreach (var outClass in outClasses)
        {
            var unit = numberOfUnit[unitOf(OutKey(outClass))];
            numbered[OutKey(outClass)] = (gates[unit]++, unit);
        }
        return true;
    }

    /// <summary>
    /// Where units cannot be told apart (an operand that mixes all pre-activations, as in a Jordan network), the order of the
    /// indices in a square block serves. A wrong guess makes the repair fail, so it can cost a verdict but not falsify one.
    /// </summary>
    private static void NumberByIndex(List<int> inClasses, List<int> outClasses, Dictionary<int, (int Gate, int Unit)> numbered)
    {
        if (inClasses.Count != outClasses.Count)
            return;
        for (var i = 0; i < inClasses.Count; i++)
        {
            numbered[InKey(inClasses[i])] = (0, i);
            numbered[OutKey(outClasses[i])] = (0, i);
        }
    }

    private static int CompareLeaves(Graph graph, int a, int b)
    {
        var byIndices = graph.Origin(a) is { } x && graph.Origin(b) is { } y ? LeafIndex.ByIndices.Compare(x.Indices, y.Indices) : 0;
        return byIndices != 0 ? byIndices : a.CompareTo(b);
    }
}
