using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>What an attribute says of what it stands on.</summary>
public enum HintKind
{
    /// <summary>[RnnForward]: the method is a forward pass, or a step of one.</summary>
    Forward,

    /// <summary>[RnnBackward]: the method is the backward pass of the forward pass that is marked beside it.</summary>
    Backward,

    /// <summary>[RecurrentWeight]: the array is a recurrent matrix.</summary>
    Weight,
}

/// <summary>An attribute by which the author helps recognition.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Syntax">The attribute.</param>
/// <param name="On">The method, field, property or parameter; null where it stands on something else.</param>
/// <param name="Objection">Why it cannot mean anything there, as the rest of a sentence; null where it can.</param>
public sealed record Hint(HintKind Kind, AttributeSyntax Syntax, ISymbol? On, string? Objection);

/// <summary>
/// Attributes that say what is to be traced: known by their names as they are written, whoever declares them, so that nobody needs a library for them. They choose
/// what is traced, and decide nothing about it.
/// </summary>
public static class Hints
{
    private const string Suffix = "Attribute";

    private static readonly string[] Names = { "RnnForward", "RnnBackward", "RecurrentWeight" };

    /// <summary>The hints in a type, but for those in its nested types.</summary>
    /// <param name="type">A type of the compilation.</param>
    /// <param name="isCandidate">True to look inside of bodies as well.</param>
    public static ImmutableArray<Hint> In(INamedTypeSymbol type, Compilation compilation, bool isCandidate, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<Hint>();
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            var declaration = part.GetSyntax(cancellation);
            foreach (var attribute in Attributes(declaration, isCandidate))
            {
                if (KindOf(attribute) is { } kind)
                    found.AddRange(Read(kind, attribute, compilation.GetSemanticModel(attribute.SyntaxTree), cancellation));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>True where a method is marked, here or in a class that it was inherited from.</summary>
    public static bool Mark(IMethodSymbol method, HintKind kind, CancellationToken cancellation) => method.DeclaringSyntaxReferences.Concat(method.PartialDefinitionPart?.DeclaringSyntaxReferences ?? ImmutableArray<SyntaxReference>.Empty)
        .Any(part => part.GetSyntax(cancellation) is MethodDeclarationSyntax declaration && declaration.AttributeLists.Where(IsPlain).SelectMany(list => list.Attributes).Any(attribute => KindOf(attribute) == kind));

    public static string NameOf(HintKind kind) => Names[(int)kind];

    private static HintKind? KindOf(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
            _ => "",
        };
        var index = Array.IndexOf(Names, name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name);
        return index < 0 ? null : (HintKind)index;
    }

    /// <summary>Those that a type declares; and, where anything there can matter, those in its bodies. Most types have none, and are not to be searched from end to end for it.</summary>
    private static IEnumerable<AttributeSyntax> Attributes(SyntaxNode declaration, bool looksInside) => looksInside
        ? declaration.DescendantNodesAndSelf(node => node == declaration || node is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or BaseNamespaceDeclarationSyntax)).OfType<AttributeSyntax>()
        : declaration is MemberDeclarationSyntax member ? Lists(member).Concat(member is TypeDeclarationSyntax type ? type.Members.Where(inner => inner is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)).SelectMany(Lists) : []).SelectMany(list => list.Attributes)
        : [];

    private static IEnumerable<AttributeListSyntax> Lists(MemberDeclarationSyntax member)
    {
        var parameters = member switch
        {
            BaseMethodDeclarationSyntax method => method.ParameterList,
            TypeDeclarationSyntax type => type.ParameterList,
            _ => null,
        };
        var accessors = (member as BasePropertyDeclarationSyntax)?.AccessorList?.Accessors ?? default;
        return member.AttributeLists.Concat(accessors.SelectMany(accessor => accessor.AttributeLists)).Concat(parameters?.Parameters.SelectMany(parameter => parameter.AttributeLists) ?? []);
    }

    /// <summary>True for attributes of the declaration itself, and not of its result or what the compiler makes of it.</summary>
    private static bool IsPlain(AttributeListSyntax list) => list.Target is null || list.Target.Identifier.ValueText is "method" or "field" or "property" or "param";

    private static IEnumerable<Hint> Read(HintKind kind, AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        var declarations = !IsPlain(list) || list.Parent is null ? Enumerable.Empty<SyntaxNode>()
            : list.Parent is BaseFieldDeclarationSyntax field ? field.Declaration.Variables : new[] { list.Parent }.AsEnumerable();
        var symbols = declarations.Select(declaration => model.GetDeclaredSymbol(declaration, cancellation)).DefaultIfEmpty(null);
        return symbols.Select(symbol => kind == HintKind.Weight ? OnWeight(kind, attribute, symbol) : OnMethod(kind, attribute, symbol));
    }

    private static Hint OnWeight(HintKind kind, AttributeSyntax attribute, ISymbol? symbol)
    {
        var type = symbol switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };
        return new(kind, attribute, type is null ? null : symbol, type is null ? "it stands on no field, property or parameter"
            : IsNoMatrix(type) ? $"'{symbol!.Name}' is no matrix of floating-point numbers" : null);
    }

    /// <summary>True for what surely is none; what a library's type holds is not known.</summary>
    private static bool IsNoMatrix(ITypeSymbol type) => type is IArrayTypeSymbol { ElementType: var element }
        ? element is not IArrayTypeSymbol && element.SpecialType != SpecialType.None && (Value.KindOf(element) is not { } kind || !Value.IsRealKind(kind)) || element is IArrayTypeSymbol && IsNoMatrix(element)
        : type.SpecialType != SpecialType.None || type.TypeKind is TypeKind.Enum or TypeKind.Delegate;

    private static Hint OnMethod(HintKind kind, AttributeSyntax attribute, ISymbol? symbol)
    {
        var method = (symbol as IMethodSymbol)?.PartialImplementationPart ?? symbol as IMethodSymbol;
        var objection = method switch
        {
            { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction } => "a function within a method is not called by itself; mark the method, or make it one",
            not { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } => "it stands on no method",
            _ when !HasBody(method) => $"{method.Name} has no body here; mark the methods that have one",
            _ => null,
        };
        return new(kind, attribute, method, objection);
    }

    private static bool HasBody(IMethodSymbol method) =>
        !method.IsExtern && method.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is BaseMethodDeclarationSyntax declaration && (declaration.Body is not null || declaration.ExpressionBody is not null));
}
