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
    private readonly MemberCalls _calls;

    private Candidate(INamedTypeSymbol type, bool multiplies, ImmutableArray<IMethodSymbol> members, MemberCalls calls)
    {
        Type = type;
        Multiplies = multiplies;
        _calls = calls;
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

    /// <summary>All methods with a body, in the order in which they are declared.</summary>
    public IReadOnlyList<IMethodSymbol> WithBodies => _calls.Methods;

    public bool Knows(IMethodSymbol method) => _calls.Knows(method);

    /// <summary>The members of this type that a call of <paramref name="method"/> may run, itself included.</summary>
    public MemberReach Reach(IMethodSymbol method) => _calls.Of(method);

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
        var calls = new MemberCalls(type, bodies);
        var starts = new HashSet<IMethodSymbol>(bodies.Where(pair => MultipliesOrCalls(pair.Body)).Select(pair => pair.Method), SymbolEqualityComparer.Default);
        return new Candidate(
            type,
            bodies.Exists(pair => pair.Body.DescendantTokens().Any(IsTimes)),
            calls.Methods.Where(starts.Contains).OrderByDescending(method => calls.Of(method).Count).ToImmutableArray(),
            calls);
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
}
