using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Verification;

/// <summary>
/// Which types a change may touch: those that mention a changed member by name, and those that mention a member that does. By name alone, so that
/// none is missed.
/// </summary>
internal sealed class Mentions(Compilation compilation)
{
    private readonly Lazy<Dictionary<string, List<MemberDeclarationSyntax>>> _members = new(() => Index(compilation));

    /// <summary>The types around the changed places and all that may come to them, in the order of their places.</summary>
    public ImmutableArray<INamedTypeSymbol> TypesThatReach(IEnumerable<TreeChange> changes, CancellationToken cancellation)
    {
        var reached = new HashSet<MemberDeclarationSyntax>();
        var pending = new Queue<MemberDeclarationSyntax>(changes.SelectMany(tree => tree.Changes.Select(change => MemberAround(tree.Tree.GetRoot(cancellation).FindNode(change.Span)))).OfType<MemberDeclarationSyntax>());
        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var member = pending.Dequeue();
            if (!reached.Add(member))
                continue;
            foreach (var name in NamesOf(member))
                if (_members.Value.TryGetValue(name, out var mentioning))
                    foreach (var other in mentioning.Where(other => !reached.Contains(other)))
                        pending.Enqueue(other);
        }

        return reached.OrderBy(member => member.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(member => member.SpanStart)
            .Select(member => Type(member, cancellation)).OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).ToImmutableArray();
    }

    private INamedTypeSymbol? Type(MemberDeclarationSyntax member, CancellationToken cancellation)
    {
        var model = compilation.GetSemanticModel(member.SyntaxTree);
        return member is GlobalStatementSyntax ? model.GetDeclaredSymbol((CompilationUnitSyntax)member.Parent!, cancellation)?.ContainingType
            : member.Parent is TypeDeclarationSyntax type ? model.GetDeclaredSymbol(type, cancellation) : null;
    }

    private static MemberDeclarationSyntax? MemberAround(SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault(member => member is not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax));

    /// <summary>What others call it by; what has no name of its own they come to through its type.</summary>
    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        GlobalStatementSyntax => [],
        _ => member.Parent is BaseTypeDeclarationSyntax type ? [type.Identifier.ValueText] : [],
    };

    private static Dictionary<string, List<MemberDeclarationSyntax>> Index(Compilation compilation)
    {
        var index = new Dictionary<string, List<MemberDeclarationSyntax>>(StringComparer.Ordinal);
        foreach (var member in compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)).OfType<MemberDeclarationSyntax>())
        {
            if (member is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax)
                continue;
            foreach (var name in member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).Distinct())
            {
                if (!index.TryGetValue(name, out var mentioning))
                    index.Add(name, mentioning = []);
                mentioning.Add(member);
            }
        }

        return index;
    }
}
