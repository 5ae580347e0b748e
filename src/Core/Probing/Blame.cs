using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// The place to report. A product may stand in a helper that right code shares (a matrix multiplication): from the product
/// one walks outwards through the calls as long as the frame is also on the way to another product, and reports the first
/// frame that is not, which is the caller's call.
/// </summary>
internal sealed class Blame
{
    private readonly Graph _graph;
    private readonly Dictionary<SyntaxNode, HashSet<int>> _contractionsThrough = new();
    private readonly Dictionary<SyntaxNode, HashSet<int>> _productsAt = new();
    private readonly Dictionary<int, HashSet<int>> _groupsAt = new();
    private readonly HashSet<SyntaxNode> _forwardThrough = new();
    private Dictionary<SyntaxNode, int>? _callersOf;

    /// <param name="contractions">Every contraction of the program, recurrent or not.</param>
    /// <param name="forward">The products of the forward pass.</param>
    public Blame(Graph graph, IReadOnlyCollection<Contraction> contractions, IEnumerable<int> forward)
    {
        _graph = graph;
        foreach (var (group, product) in contractions.SelectMany(c => c.Terms.Select(t => (c.Group, t.Product))))
        {
            foreach (var site in SitesOf(product))
            {
                foreach (var frame in site.Frames())
                    Note(_contractionsThrough, frame.Syntax, site.Id);
                if (!_groupsAt.TryGetValue(site.Id, out var groups))
                    _groupsAt.Add(site.Id, groups = new HashSet<int>());
                groups.Add(group);
            }
        }

        _forwardThrough.UnionWith(forward.SelectMany(SitesOf).SelectMany(site => site.Frames()).Select(frame => frame.Syntax));
        for (var node = 0; node < graph.Count; node++)
        {
            if (graph.Op(node) == TapeOp.Multiply && graph.Site(node) is { } site)
                Note(_productsAt, site.Syntax, site.Id);
        }
    }

    private IEnumerable<Site> SitesOf(int product) => new[] { _graph.Site(product), _graph.LeafSite(product) }.OfType<Site>();

    /// <summary>The place of the accused products: the first's, walked out of everything that other products share.</summary>
    /// <param name="others">Products that are accused of the same: a helper that makes only these is at fault itself.</param>
    public Site? Products(IEnumerable<int> products, IEnumerable<int>? others = null)
    {
        var accused = new HashSet<int>();
        Site? first = null;
        foreach (var product in products.Concat(others ?? []))
        {
            first ??= _graph.LeafSite(product);
            if (_graph.LeafSite(product) is { } leafSite)
                accused.Add(leafSite.Id);
            if (_graph.Site(product) is { } site)
                accused.Add(site.Id);
        }
        return first is null ? null : WalkOut(first, accused);
    }

    /// <summary>The statement, in the member of <paramref name="place"/>, that made a node.</summary>
    public Site? Definition(int node, Site? place) => Definition(_graph.Site(node), place);

    private static Site? Definition(Site? site, Site? place)
    {
        if (site is null || place is null)
            return site ?? place;
        Site? written = null;
        foreach (var frame in site.Frames())
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Member, place.Member) && ReferenceEquals(frame.Caller, place.Caller))
                return written ?? frame;

            // A lambda stands in the member, too, whoever calls it.
            if (IsLambdaOf(frame.Member, place.Member))
                written = frame;
        }
        return site;
    }

    private static bool IsLambdaOf(ISymbol? member, ISymbol? outer)
    {
        while (member is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
        {
            member = member.ContainingSymbol;
            if (SymbolEqualityComparer.Default.Equals(member, outer))
                return true;
        }
        return false;
    }

    /// <summary>The statement around a site: in the member of <paramref name="place"/>, or else in the innermost member that is no shared helper.</summary>
    public Site? Statement(Site site, Site? place)
    {
        if (Definition(site, place) is { } own && own != site)
            return own;
        _callersOf ??= Enumerable.Range(0, _graph.Count).Select(_graph.Site).Where(s => s is not null).SelectMany(s => s!.Frames())
            .GroupBy(frame => frame.Syntax).ToDictionary(frames => frames.Key, frames => frames.Select(frame => frame.Caller).Distinct().Count());
        return site.Frames().First(frame => frame.Caller is null || !_callersOf.TryGetValue(frame.Syntax, out var callers) || callers == 1);
    }

    private Site WalkOut(Site first, HashSet<int> accused)
    {
        foreach (var frame in first.Frames())
        {
            var shared = _contractionsThrough.TryGetValue(frame.Syntax, out var through) && through.Any(id => IsOther(id, frame.Syntax));
            if (!shared && ReferenceEquals(frame, first))
                shared = _productsAt.TryGetValue(frame.Syntax, out var at) && at.Any(id => IsOther(id, frame.Syntax));
            if (!shared || frame.Caller is null)
                return frame;
        }
        return first;

        // What goes through the same call of the backward pass with the same matrix, when the pass is run once more, is no other use of a helper.
        bool IsOther(int id, SyntaxNode frame) => !accused.Contains(id)
            && (_forwardThrough.Contains(frame) || !_groupsAt.TryGetValue(id, out var groups) || !groups.IsSubsetOf(accused.Where(_groupsAt.ContainsKey).SelectMany(own => _groupsAt[own])));
    }

    private static void Note(Dictionary<SyntaxNode, HashSet<int>> sites, SyntaxNode syntax, int site)
    {
        if (!sites.TryGetValue(syntax, out var set))
            sites.Add(syntax, set = new HashSet<int>());
        set.Add(site);
    }
}
