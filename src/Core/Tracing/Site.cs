using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>
/// Where a tape node was made: the piece of syntax whose evaluation made it, and the calls that led there, outermost last.
/// Sites are interned: the same place reached by the same calls is the same object.
/// A method appears once on the way (recursion collapses), and library members leave no frame of their own.
/// </summary>
public sealed class Site
{
    internal Site(int id, SyntaxNode syntax, ISymbol? member, Site? caller)
    {
        Id = id;
        Syntax = syntax;
        Member = member;
        Caller = caller;
        Depth = caller is null ? 0 : caller.Depth + 1;
    }

    /// <summary>Dense number in order of first use.</summary>
    public int Id { get; }

    /// <summary>The operation in the innermost frame; in an outer frame, the call expression.</summary>
    public SyntaxNode Syntax { get; }

    /// <summary>The method, accessor or lambda that <see cref="Syntax"/> stands in.</summary>
    public ISymbol? Member { get; }

    /// <summary>The call that entered <see cref="Member"/>; null in the member that the trace was started with.</summary>
    public Site? Caller { get; }

    /// <summary>Number of frames around this one.</summary>
    public int Depth { get; }

    /// <summary>This site and its callers, innermost first.</summary>
    public IEnumerable<Site> Frames()
    {
        for (var site = this; site is not null; site = site.Caller)
            yield return site;
    }
}

/// <summary>Interns <see cref="Site"/>s.</summary>
public sealed class SiteTable
{
    private readonly Dictionary<(SyntaxNode, Site?), Site> _sites = new();
    private readonly List<Site> _byId = new();

    public Site GetOrAdd(SyntaxNode syntax, ISymbol? member, Site? caller)
    {
        if (_sites.TryGetValue((syntax, caller), out var site))
            return site;
        site = new Site(_byId.Count, syntax, member, caller);
        _byId.Add(site);
        _sites.Add((syntax, caller), site);
        return site;
    }

    public Site this[int id] => _byId[id];

    public int Count => _byId.Count;
}
