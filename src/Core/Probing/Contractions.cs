using System.Collections.Generic;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>A product leaf · operand within a contraction: the leaf, the operand κ and the node of the product.</summary>
internal readonly record struct Term(int Leaf, int Operand, int Product);

/// <summary>A contraction: a sum of products Σ p·κ_p with leaves p of one group, followed up to the last addition.</summary>
internal sealed class Contraction(int group, int root, List<Term> terms, Site? site)
{
    public int Group { get; } = group;

    /// <summary>The node of the complete sum, bias and other addends included.</summary>
    public int Root { get; } = root;

    public List<Term> Terms { get; } = terms;

    /// <summary>Where the first of its products was made.</summary>
    public Site? Site { get; } = site;

    public override string ToString() => $"#{Root} = Σ of {Terms.Count}";
}

/// <summary>
/// Finds the contractions of a graph in normal form. From each product the sum is followed upwards through additions, through
/// subtractions only as minuend (as subtrahend only by the product itself, so that a later 1/(1+e^−c) leaves the sign of c
/// alone), and as long as every consumer is such an addition.
/// </summary>
internal static class Contractions
{
    /// <summary>Terms kept over all partial sums of a group; beyond that the tape is too large to probe.</summary>
    private const int MostTerms = 2_000_000;

    /// <param name="endsAtDifferences">
    /// True where a sum is complete before something is taken from it that itself depends on such sums: of y + dt·(W·r − y) the pre-activation is
    /// then W·r. Both are; which of them the code's cotangents belong to is its own choice.
    /// </param>
    /// <returns>Null where the tape is too large.</returns>
    public static List<Contraction>? Of(Graph graph, LeafIndex leaves, int group, HashSet<int> stored, bool endsAtDifferences)
    {
        var carried = endsAtDifferences ? Carried(graph, leaves, group) : null;
        var terms = new List<Term>?[graph.Count];
        var closed = new HashSet<int>();
        var clashes = new Dictionary<int, List<Term>>();
        var withTerms = new List<int>();
        var budget = MostTerms;
        for (var node = 0; node < graph.Count; node++)
        {
            if (TermOf(graph, leaves, group, node) is { } term)
                terms[node] = [term];
            else if (graph.Op(node) is TapeOp.Add or TapeOp.Subtract)
                terms[node] = EndsBefore(graph, terms, carried, node) ? Close(closed, graph.Left(node)) : Sum(graph, terms, closed, clashes, node);
            if (terms[node] is not { } sum)
                continue;
            withTerms.Add(node);
            if ((budget -= sum.Count) < 0)
                return null;
        }

        var found = new List<Contraction>();
        foreach (var node in withTerms)
        {
            var sum = terms[node]!;
            var consumers = graph.Consumers(node).Length;
            if (consumers > 0 && !closed.Contains(node) && OnlyAdded(graph, node))
                continue;
            if (consumers == 0 && sum.Count == 1 && !stored.Contains(node))
                continue;
            found.Add(new Contraction(group, node, sum, FirstSite(graph, sum)));
        }
        return found;
    }

    /// <summary>What depends on a product with a leaf of the group.</summary>
    private static bool[] Carried(Graph graph, LeafIndex leaves, int group)
    {
        var products = new bool[graph.Count];
        for (var node = 0; node < products.Length; node++)
            products[node] = TermOf(graph, leaves, group, node) is not null;
        return Identity.LiveNodes(graph, products);
    }

    private static bool EndsBefore(Graph graph, List<Term>?[] terms, bool[]? carried, int node) =>
        carried is not null && graph.Op(node) == TapeOp.Subtract && terms[graph.Left(node)] is { Count: > 1 } && terms[graph.Right(node)] is null && carried[graph.Right(node)];

    private static List<Term>? Close(HashSet<int> closed, int sum)
    {
        closed.Add(sum);
        return null;
    }

    private static Term? TermOf(Graph graph, LeafIndex leaves, int group, int node)
    {
        if (graph.Op(node) != TapeOp.Multiply)
            return null;
        int left = graph.Left(node), right = graph.Right(node);
        int g = GroupOf(graph, leaves, left), h = GroupOf(graph, leaves, right);
        if (g == group && h != group && graph.Op(right) != TapeOp.Constant)
            return new Term(left, right, node);
        if (h == group && g != group && graph.Op(left) != TapeOp.Constant)
            return new Term(right, left, node);
        return null;
    }

    private static int GroupOf(Graph graph, LeafIndex leaves, int node) =>
        graph.Op(node) == TapeOp.Leaf ? leaves.GroupOf(graph.TapeNode(node)) : -1;

    private static List<Term>? Sum(Graph graph, List<Term>?[] terms, HashSet<int> closed, Dictionary<int, List<Term>> clashes, int node)
    {
        int left = graph.Left(node), right = graph.Right(node);
        var a = Absorbable(graph, terms, left) ? terms[left] : null;
        var b = Absorbable(graph, terms, right) ? terms[right] : null;
        if (left == right)
            b = null;
        if (a is null || b is null)
            return Alone(left, b) ?? Alone(right, a);
        if (Clash(a, b))
        {
            closed.Add(left);
            closed.Add(right);
            clashes[node] = a;
            return null;
        }
        var sum = new List<Term>(a.Count + b.Count);
        sum.AddRange(a);
        sum.AddRange(b);
        sum.Sort((x, y) => x.Product.CompareTo(y.Product));
        return sum;

        // Added to several sums that are complete, a sum of their kind is complete too.
        List<Term>? Alone(int other, List<Term>? own)
        {
            if (!clashes.TryGetValue(other, out var complete))
                return own;
            clashes[node] = complete;
            if (own is null || !Clash(complete, own))
                return own;
            closed.Add(other == left ? right : left);
            return null;
        }
    }

    private static bool Absorbable(Graph graph, List<Term>?[] terms, int node) => terms[node] is not null && OnlyAdded(graph, node);

    private static bool OnlyAdded(Graph graph, int node)
    {
        var consumers = graph.Consumers(node);
        for (var i = 0; i < consumers.Length; i++)
        {
            var consumer = consumers[i];
            var added = graph.Op(consumer) switch
            {
                TapeOp.Add => graph.Left(consumer) != graph.Right(consumer),
                TapeOp.Subtract => graph.Left(consumer) == node || graph.Op(node) == TapeOp.Multiply,
                _ => false,
            };
            if (!added)
                return false;
        }
        return true;
    }

    /// <summary>
    /// Two sums that use a leaf twice are not one contraction (two time steps added up); nor are two complete sums over the
    /// same operands (a loss that adds the units' states).
    /// </summary>
    private static bool Clash(List<Term> a, List<Term> b)
    {
        foreach (var x in a)
        {
            foreach (var y in b)
            {
                if (x.Leaf == y.Leaf || (x.Operand == y.Operand && a.Count > 1 && b.Count > 1))
                    return true;
            }
        }
        return false;
    }

    private static Site? FirstSite(Graph graph, List<Term> terms)
    {
        foreach (var term in terms)
        {
            if (graph.Site(term.Product) is { } site)
                return site;
        }
        return null;
    }
}
