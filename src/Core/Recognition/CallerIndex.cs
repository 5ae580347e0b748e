using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>Which members of a compilation, and of those that it refers to as source, mention which names: finds the trainer that drives a cell from another type.</summary>
public sealed class CallerIndex(CodeBase code)
{
    private const int MostCallers = 8;
    private const int MostLevels = 3;
    private readonly ImmutableArray<SyntaxTree> _trees = code.Projects.SelectMany(project => project.SyntaxTrees).Distinct().ToImmutableArray();
    private readonly ConcurrentDictionary<string, ImmutableArray<SyntaxNode>> _mentions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SyntaxNode, HashSet<string>> _names = new();

    /// <summary>True where a method names it.</summary>
    public bool IsMentioned(string name) => !Bodies(name).IsEmpty;

    /// <summary>
    /// Members of other types that make or hold the candidate and call its members; then those that do so with these, for a cell is
    /// often stepped through a network by a trainer. Near ones first, and of those the ones that call most.
    /// </summary>
    public IEnumerable<Route> RoutesInto(Candidate candidate, NumberCarriers carriers, CancellationToken cancellation)
    {
        var found = new List<IMethodSymbol>();
        var seen = new HashSet<ISymbol>(candidate.Members, SymbolEqualityComparer.Default);
        var called = NamesOf(candidate.Type).SelectMany(type => candidate.Members.Select(member => (Type: type, Member: member.Name)));
        for (var level = 0; level < MostLevels && found.Count < MostCallers; level++)
        {
            var callers = Callers(called.Distinct(), cancellation)
                .Where(method => !SymbolEqualityComparer.Default.Equals(method.ContainingType, candidate.Type) && !method.IsAbstract && seen.Add(method))
                .Take(MostCallers - found.Count).ToArray();
            found.AddRange(callers);
            called = callers.Select(caller => (caller.ContainingType.Name, caller.Name));
        }

        return found.Select(method => new Route(method.ContainingType, ImmutableArray.Create(new RouteStep(method))) { Shown = candidate.Type });
    }

    /// <summary>The names that callers may know the type by.</summary>
    private static IEnumerable<string> NamesOf(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && !current.DeclaringSyntaxReferences.IsEmpty; current = current.BaseType)
            yield return current.Name;
        foreach (var implemented in type.AllInterfaces.Where(implemented => !implemented.DeclaringSyntaxReferences.IsEmpty))
            yield return implemented.Name;
    }

    private IEnumerable<IMethodSymbol> Callers(IEnumerable<(string Type, string Member)> called, CancellationToken cancellation) =>
        called.SelectMany(pair => Bodies(pair.Member).Select(body => (Body: body, pair.Type)))
            .GroupBy(call => call.Body).OrderByDescending(calls => calls.Count()).ThenBy(calls => calls.Key.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(calls => calls.Key.SpanStart)
            .Where(calls => calls.Select(call => call.Type).Distinct().Any(type => Mentions(calls.Key, type)))
            .Select(calls => Member(calls.Key, cancellation)).OfType<IMethodSymbol>();

    /// <summary>True where the type around a body, or the file of top-level statements, names the candidate: makes it or holds it.</summary>
    private bool Mentions(SyntaxNode body, string type) => _names.GetOrAdd(body.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? body,
        around => new HashSet<string>(around.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText), StringComparer.Ordinal)).Contains(type);

    private IMethodSymbol? Member(SyntaxNode body, CancellationToken cancellation)
    {
        var semantics = code.Semantics(body.SyntaxTree);
        return body is CompilationUnitSyntax unit
            ? semantics.GetDeclaredSymbol(unit, cancellation) as IMethodSymbol ?? semantics.Compilation.GetEntryPoint(cancellation)
            : semantics.GetDeclaredSymbol(body, cancellation) as IMethodSymbol;
    }

    /// <summary>The methods that name it, and the files whose top-level statements do.</summary>
    private ImmutableArray<SyntaxNode> Bodies(string name) => _mentions.GetOrAdd(name, key => _trees.SelectMany(tree => SourceMembers.Of(tree, CancellationToken.None).BodiesNaming(key)).ToImmutableArray());
}
