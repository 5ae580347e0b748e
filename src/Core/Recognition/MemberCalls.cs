using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Recognition;

/// <summary>
/// Which members of a type may run which others: a body that mentions a member's name may call it, unless it asks an object that a member of the type holds, and that is of a class
/// which has nothing to do with it: layers made of layers call all of them alike. Each body is read once, and what a member reaches is one bit for each other, so that a type of
/// thousands of members that call one another stays cheap.
/// </summary>
internal sealed class MemberCalls
{
    private readonly INamedTypeSymbol _type;
    private readonly Dictionary<string, bool> _strangers = new(StringComparer.Ordinal);
    private readonly IMethodSymbol[] _methods;
    private readonly Dictionary<IMethodSymbol, int> _numbers = new(SymbolEqualityComparer.Default);
    private readonly int[][] _called;
    private readonly MemberReach?[] _reach;

    public MemberCalls(INamedTypeSymbol type, IReadOnlyList<(IMethodSymbol Method, SyntaxNode Body)> bodies)
    {
        _type = type;
        _methods = bodies.Select(pair => pair.Method).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default).ToArray();
        for (var number = 0; number < _methods.Length; number++)
            _numbers.Add(_methods[number], number);
        var byName = Enumerable.Range(0, _methods.Length).ToLookup(number => _methods[number].Name, StringComparer.Ordinal);
        var texts = bodies.ToLookup(pair => _numbers[pair.Method], pair => pair.Body);
        _called = Enumerable.Range(0, _methods.Length).Select(number => texts[number].SelectMany(Names).Distinct(StringComparer.Ordinal).SelectMany(name => byName[name]).ToArray()).ToArray();
        _reach = new MemberReach?[_methods.Length];
    }

    /// <summary>All members with a body, in the order in which they are declared.</summary>
    public IReadOnlyList<IMethodSymbol> Methods => _methods;

    public bool Knows(IMethodSymbol method) => _numbers.ContainsKey(method);

    /// <summary>The members that a call of <paramref name="method"/> may run, itself included.</summary>
    public MemberReach Of(IMethodSymbol method) => _reach[_numbers[method]] ??= Follow(_numbers[method]);

    private MemberReach Follow(int start)
    {
        var (seen, count) = (new BitArray(_methods.Length), 0);
        var open = new Stack<int>([start]);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (seen[next])
                continue;
            (seen[next], count) = (true, count + 1);
            foreach (var callee in _called[next])
            {
                if (!seen[callee])
                    open.Push(callee);
            }
        }

        return new MemberReach(_methods, _numbers, seen, count);
    }

    private IEnumerable<string> Names(SyntaxNode body) => body.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => !IsAskedOfStranger(name)).Select(name => name.Identifier.ValueText);

    private bool IsAskedOfStranger(SimpleNameSyntax name)
    {
        if (name.Parent is not MemberAccessExpressionSyntax access || access.Name != name)
            return false;
        var holder = access.Expression;
        while (holder is ElementAccessExpressionSyntax element)
            holder = element.Expression;
        if (holder is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var own })
            holder = own;
        if (holder is not IdentifierNameSyntax { Identifier.ValueText: var member })
            return false;
        if (!_strangers.TryGetValue(member, out var isStranger))
            _strangers.Add(member, isStranger = HeldBy(member) is { } held && IsStranger(held));
        return isStranger;
    }

    /// <summary>What a member of the type holds: of arrays and collections their elements.</summary>
    private ITypeSymbol? HeldBy(string member)
    {
        for (var type = _type; type is { DeclaringSyntaxReferences.IsEmpty: false }; type = type.BaseType)
        {
            var held = type.GetMembers(member).Select(symbol => symbol switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null }).FirstOrDefault(held => held is not null);
            while (held is IArrayTypeSymbol or INamedTypeSymbol { TypeArguments.Length: > 0, DeclaringSyntaxReferences.IsEmpty: true })
                held = held is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)held).TypeArguments.Last();
            if (held is not null)
                return held;
        }

        return null;
    }

    /// <summary>True for a class of which no object can be one of the type: neither derives from the other.</summary>
    private bool IsStranger(ITypeSymbol held) => held is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } && !Derives(held, _type) && !Derives(_type, held);

    private static bool Derives(ITypeSymbol type, ITypeSymbol from)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, from.OriginalDefinition))
                return true;
        }

        return false;
    }
}

/// <summary>Members of one type.</summary>
public sealed class MemberReach : IEnumerable<IMethodSymbol>
{
    private readonly IReadOnlyList<IMethodSymbol> _methods;
    private readonly IReadOnlyDictionary<IMethodSymbol, int> _numbers;
    private readonly BitArray _members;

    internal MemberReach(IReadOnlyList<IMethodSymbol> methods, IReadOnlyDictionary<IMethodSymbol, int> numbers, BitArray members, int count) => (_methods, _numbers, _members, Count) = (methods, numbers, members, count);

    public int Count { get; }

    public bool Contains(IMethodSymbol method) => _numbers.TryGetValue(method, out var number) && _members[number];

    public IEnumerator<IMethodSymbol> GetEnumerator() => _methods.Where((_, number) => _members[number]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
