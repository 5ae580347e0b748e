using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Recognition;

/// <summary>A type that may hold a recurrent cell: its members with bodies, and which of them call which.</summary>
public sealed class Candidate
{
    private readonly Dictionary<IMethodSymbol, ImmutableHashSet<IMethodSymbol>> _reach;

    private Candidate(INamedTypeSymbol type, bool multiplies, ImmutableArray<IMethodSymbol> members, Dictionary<IMethodSymbol, ImmutableHashSet<IMethodSymbol>> reach)
    {
        Type = type;
        Multiplies = multiplies;
        _reach = reach;
        Members = members;
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>True where a product is written out in the type itself, and not only in what it calls.</summary>
    public bool Multiplies { get; }

    /// <summary>True where a constructor multiplies: a cell may be an object for each step.</summary>
    public bool MultipliesWhenMade => Type.InstanceConstructors.SelectMany(constructor => constructor.DeclaringSyntaxReferences)
        .Any(reference => reference.GetSyntax() is ConstructorDeclarationSyntax constructor && constructor.DescendantTokens().Any(IsTimes));

    /// <summary>Methods that a route can start in, those that reach most first.</summary>
    public ImmutableArray<IMethodSymbol> Members { get; }

    public bool Knows(IMethodSymbol method) => _reach.ContainsKey(method);

    /// <summary>The members of this type that a call of <paramref name="method"/> may run, itself included.</summary>
    public ImmutableHashSet<IMethodSymbol> Reach(IMethodSymbol method) => _reach[method];

    /// <summary>
    /// The cheap gate: null for a type that multiplies no floating-point numbers under its control. It looks at tokens first and
    /// binds nothing but declarations.
    /// </summary>
    public static Candidate? Of(INamedTypeSymbol type, NumberCarriers carriers, CancellationToken cancellation)
    {
        if (type.IsImplicitlyDeclared && type.Name != "Program" || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.DeclaringSyntaxReferences.IsEmpty)
            return null;
        var bodies = new List<(IMethodSymbol Method, SyntaxNode Body)>();
        foreach (var member in MethodsOf(type))
        {
            if (member.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation) || member.IsAbstract || member.IsExtern)
                continue;
            foreach (var reference in member.DeclaringSyntaxReferences)
            {
                if (BodyOf(reference.GetSyntax(cancellation)) is { } body)
                    bodies.Add((member, body));
            }
        }

        if (!bodies.Any(pair => MultipliesOrCalls(pair.Body)) || !HandlesNumbers(type, bodies, carriers))
            return null;
        var reach = Close(bodies);
        return new Candidate(
            type,
            bodies.Any(pair => pair.Body.DescendantTokens().Any(IsTimes)),
            bodies.Select(pair => pair.Method).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
                .Where(method => MultipliesOrCalls(bodies.First(pair => SymbolEqualityComparer.Default.Equals(pair.Method, method)).Body))
                .OrderByDescending(method => reach[method].Count).ToImmutableArray(),
            reach);
    }

    /// <summary>The type's own methods, and those it inherits from classes in source: a layer's forward pass may stand in its base.</summary>
    private static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && !current.DeclaringSyntaxReferences.IsEmpty; current = current.BaseType)
        {
            foreach (var method in current.GetMembers().OfType<IMethodSymbol>())
            {
                if (SymbolEqualityComparer.Default.Equals(current, type) || !method.IsOverride && !method.IsAbstract && method.DeclaredAccessibility != Accessibility.Private)
                    yield return method.PartialImplementationPart ?? method;
            }
        }
    }

    private static SyntaxNode? BodyOf(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax { Body: { } body } => body,
        BaseMethodDeclarationSyntax { ExpressionBody: { } body } => body,
        CompilationUnitSyntax unit => unit,
        _ => null,
    };

    private static bool IsTimes(SyntaxToken token) => token.IsKind(SyntaxKind.AsteriskToken) || token.IsKind(SyntaxKind.AsteriskEqualsToken);

    private static bool MultipliesOrCalls(SyntaxNode body) => body.DescendantNodes().Any(node =>
        node.IsKind(SyntaxKind.MultiplyExpression) || node.IsKind(SyntaxKind.MultiplyAssignmentExpression)
        || node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 });

    private static bool HandlesNumbers(INamedTypeSymbol type, List<(IMethodSymbol Method, SyntaxNode Body)> bodies, NumberCarriers carriers)
    {
        for (var current = type; current is not null && !current.DeclaringSyntaxReferences.IsEmpty; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol { IsConst: false } field && carriers.Carries(field.Type))
                    return true;
            }
        }

        return bodies.Any(pair => pair.Method.Parameters.Any(parameter => carriers.Carries(parameter.Type)) || carriers.Carries(pair.Method.ReturnType)
            || pair.Body.DescendantTokens().Any(token => token.IsKind(SyntaxKind.DoubleKeyword) || token.IsKind(SyntaxKind.FloatKeyword)));
    }

    private static Dictionary<IMethodSymbol, ImmutableHashSet<IMethodSymbol>> Close(List<(IMethodSymbol Method, SyntaxNode Body)> bodies)
    {
        var byName = bodies.Select(pair => pair.Method).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default).ToLookup(method => method.Name, StringComparer.Ordinal);
        var calls = bodies.ToLookup(pair => pair.Method, pair => pair.Body, SymbolEqualityComparer.Default);
        var reach = new Dictionary<IMethodSymbol, ImmutableHashSet<IMethodSymbol>>(SymbolEqualityComparer.Default);
        foreach (var (method, _) in bodies)
        {
            var seen = ImmutableHashSet.CreateBuilder<IMethodSymbol>(SymbolEqualityComparer.Default);
            var open = new Stack<IMethodSymbol>();
            open.Push(method);
            while (open.Count > 0)
            {
                var next = open.Pop();
                if (!seen.Add(next))
                    continue;
                foreach (var name in calls[next].SelectMany(body => body.DescendantNodes().OfType<SimpleNameSyntax>()).Select(name => name.Identifier.ValueText).Distinct())
                {
                    foreach (var callee in byName[name])
                        open.Push(callee);
                }
            }

            reach[method] = seen.ToImmutable();
        }

        return reach;
    }
}
