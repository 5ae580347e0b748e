using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Tracing;

/// <summary>
/// Fills members that the route's own calls leave unset. A method of the owner that allocates the member is called, as its user would;
/// where there is none, a value of the declared type is made.
/// </summary>
internal sealed class Gaps(Interpreter interpreter, Synthesizer synthesizer, Func<int> staticSize, Action nameNumbers)
{
    private const int MostParameters = 4;
    private readonly HashSet<ISymbol> _busy = new(SymbolEqualityComparer.Default);

    /// <summary>True once a member was filled.</summary>
    public bool HasFilled { get; private set; }

    public Value? Fill(ISymbol symbol, ITypeSymbol type, ImmutableArray<int> indices, Value owner, Location place)
    {
        HasFilled = true;
        if (type.SpecialType == SpecialType.System_Int32)
            return Value.Of(staticSize());
        if (Value.KindOf(type) is { } kind && Value.IsRealKind(kind) && owner.IsNull && indices.IsEmpty && !IsChanged(symbol))
            return Value.Of(Traced.Constant(staticSize()), kind);
        if (!_busy.Add(symbol))
            return null;
        try
        {
            if (indices.IsEmpty && SetterOf(symbol, (owner.AsObject as Instance)?.Type ?? symbol.ContainingType) is { } setter && Run(setter, owner, place) is { } set)
                return set;
            return synthesizer.ForMember(type, symbol.Name, symbol, indices);
        }
        catch (TraceStoppedException stopped) when (stopped.Kind == StopKind.Unsupported)
        {
            return null;
        }
        finally
        {
            _busy.Remove(symbol);
        }
    }

    private Value? Run(IMethodSymbol setter, Value owner, Location place)
    {
        try
        {
            interpreter.Call(setter, setter.IsStatic ? Value.Null : owner, setter.Parameters.Select(parameter => synthesizer.Argument(parameter, staticSize())).ToArray());
        }
        catch (InterpretedException)
        {
            return null;
        }

        // Later the code may put other numbers in the place of those that were drawn here.
        nameNumbers();
        var value = place.Load();
        return value.IsNull ? null : value;
    }

    /// <summary>The first method of the owner that puts something new into the member and asks for little.</summary>
    private static IMethodSymbol? SetterOf(ISymbol member, INamedTypeSymbol? owner) => MethodsOf(owner)
        .Where(method => method is { MethodKind: MethodKind.Ordinary, ReturnsVoid: true, IsAsync: false, IsGenericMethod: false, IsAbstract: false } && (!member.IsStatic || method.IsStatic)
            && method.Parameters.Length <= MostParameters && method.Parameters.All(parameter => Value.KindOf(parameter.Type) is not null || parameter.Type.Name == "Random"))
        .OrderBy(method => method.Parameters.Length)
        .FirstOrDefault(method => method.DeclaringSyntaxReferences.Any(reference => Allocates(reference.GetSyntax(), member.Name)));

    /// <summary>True where a method of its class gives a static number its value: it is learnt or drawn, and no size or rate.</summary>
    private static bool IsChanged(ISymbol member) => member.ContainingType.GetMembers().OfType<IMethodSymbol>()
        .Where(method => method.MethodKind == MethodKind.Ordinary).SelectMany(method => method.DeclaringSyntaxReferences)
        .SelectMany(reference => reference.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>())
        .Any(assignment => assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == member.Name && assignment.Right is not LiteralExpressionSyntax);

    /// <summary>A derived class often allocates what its base declares.</summary>
    private static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol? owner)
    {
        for (var type = owner; type is not null && !type.DeclaringSyntaxReferences.IsEmpty; type = type.BaseType)
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
                yield return method;
        }
    }

    private static bool Allocates(SyntaxNode method, string member) => method.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
        assignment.Right is BaseObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax or InvocationExpressionSyntax
        && (assignment.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access.Name : assignment.Left as IdentifierNameSyntax)?.Identifier.ValueText == member);
}
