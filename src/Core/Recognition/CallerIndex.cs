using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>Which members of a compilation mention which names: finds the trainer that drives a cell from another type.</summary>
public sealed class CallerIndex
{
    private const int MostCallers = 8;
    private readonly Compilation _compilation;
    private readonly Dictionary<string, List<SyntaxNode>> _mentions = new(StringComparer.Ordinal);

    public CallerIndex(Compilation compilation)
    {
        _compilation = compilation;
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var body in tree.GetRoot().DescendantNodesAndSelf(node => node is not (BlockSyntax or ExpressionSyntax)).Where(node => node is MethodDeclarationSyntax || node is CompilationUnitSyntax unit && unit.Members.Any(member => member is GlobalStatementSyntax)))
            {
                foreach (var name in Names(body).Distinct())
                {
                    if (!_mentions.TryGetValue(name, out var bodies))
                        _mentions.Add(name, bodies = new List<SyntaxNode>());
                    bodies.Add(body);
                }
            }
        }
    }

    /// <summary>Members of other types that make or hold the candidate and call at least one of its members; those that call most first.</summary>
    public IEnumerable<Route> RoutesInto(Candidate candidate, NumberCarriers carriers, CancellationToken cancellation)
    {
        var names = candidate.Members.Select(member => member.Name).Distinct().ToArray();
        return names.SelectMany(name => _mentions.TryGetValue(name, out var bodies) ? bodies : Enumerable.Empty<SyntaxNode>())
            .GroupBy(body => body).Where(group => Mentions(group.Key, candidate.Type.Name)).OrderByDescending(group => group.Count()).ThenBy(group => group.Key.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(group => group.Key.SpanStart)
            .Select(group => Member(group.Key, cancellation))
            .Where(method => method is not null && !SymbolEqualityComparer.Default.Equals(method.ContainingType, candidate.Type) && !method.IsAbstract)
            .Take(MostCallers)
            .Select(method => new Route(method!.ContainingType, ImmutableArray.Create(new RouteStep(method))));
    }

    /// <summary>True where the type around a body, or the file of top-level statements, names the candidate: makes it or holds it.</summary>
    private static bool Mentions(SyntaxNode body, string type)
    {
        var around = body.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? body;
        return around.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == type);
    }

    private IMethodSymbol? Member(SyntaxNode body, CancellationToken cancellation)
    {
        var semantics = _compilation.GetSemanticModel(body.SyntaxTree);
        return body is CompilationUnitSyntax unit
            ? semantics.GetDeclaredSymbol(unit, cancellation) as IMethodSymbol ?? _compilation.GetEntryPoint(cancellation)
            : semantics.GetDeclaredSymbol(body, cancellation) as IMethodSymbol;
    }

    private static IEnumerable<string> Names(SyntaxNode body) => body is CompilationUnitSyntax unit
        ? unit.Members.OfType<GlobalStatementSyntax>().SelectMany(statement => statement.DescendantNodes()).OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText)
        : body.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText);
}
