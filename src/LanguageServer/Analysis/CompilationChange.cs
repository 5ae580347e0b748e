using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using CodeBase = RnnLint.Tracing.CodeBase;

namespace RnnLint.LanguageServer.Analysis;

/// <summary>
/// What became another between two states of one compilation. Where only bodies of members changed, whatever reads none of the types they are in, and is
/// not mentioned in them, means what it meant.
/// </summary>
internal sealed class CompilationChange
{
    private readonly HashSet<SyntaxTree> _after;
    private readonly Dictionary<SyntaxTree, SyntaxTree> _trees = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mentioned = new(StringComparer.Ordinal);
    private readonly bool _isOfDeclarations;

    public CompilationChange(Compilation before, Compilation after)
    {
        _after = Trees(after);
        if (before == after)
            return;
        var trees = Trees(before);
        var old = trees.Where(tree => !_after.Contains(tree)).ToList();
        var fresh = _after.Where(tree => !trees.Contains(tree)).ToLookup(tree => tree.FilePath, StringComparer.Ordinal);
        _isOfDeclarations = before.Options.OutputKind != after.Options.OutputKind || !SameLibraries(before, after) || old.Count != fresh.Sum(same => same.Count());
        foreach (var tree in old)
        {
            _isOfDeclarations = _isOfDeclarations || fresh[tree.FilePath].ToList() is not [var other] || !SyntaxFactory.AreEquivalent(tree, other, topLevel: true) || !Compare(tree, other);
            if (_isOfDeclarations)
                return;
        }
    }

    /// <summary>True where a result that hangs on these types is what it would be now.</summary>
    /// <param name="types">Metadata names.</param>
    public bool Spares(IReadOnlyCollection<string> types) => !_isOfDeclarations && !types.Any(type => _changed.Contains(type) || _mentioned.Contains(SimpleName(type)));

    /// <summary>Where a place of the old state is in the new one; null where its surroundings changed.</summary>
    public Location? Follow(Location location)
    {
        if (location.SourceTree is not { } tree || _after.Contains(tree))
            return location;
        if (!_trees.TryGetValue(tree, out var other) || Around(tree, location.SourceSpan) is not { } declaration)
            return null;
        var (before, after) = (Declarations(tree), Declarations(other));
        var moved = after[before.IndexOf(declaration)];
        return IsSame(declaration, moved) ? Location.Create(other, new TextSpan(location.SourceSpan.Start + moved.SpanStart - declaration.SpanStart, location.SourceSpan.Length)) : null;
    }

    private static MemberDeclarationSyntax? Around(SyntaxTree tree, TextSpan span) =>
        tree.GetRoot().FindNode(span).AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault() as MemberDeclarationSyntax
        ?? tree.GetRoot().FindNode(span).AncestorsAndSelf().OfType<GlobalStatementSyntax>().FirstOrDefault();

    /// <summary>False where there are not as many declarations in the one as in the other.</summary>
    private bool Compare(SyntaxTree tree, SyntaxTree other)
    {
        var (old, fresh) = (Declarations(tree), Declarations(other));
        _trees.Add(tree, other);
        foreach (var (before, after) in old.Zip(fresh))
        {
            if (IsSame(before, after))
                continue;
            _changed.Add(before is BaseTypeDeclarationSyntax ? NameOf(before) : "Program");
            foreach (var token in before.DescendantTokens().Concat(after.DescendantTokens()))
                if (token.IsKind(SyntaxKind.IdentifierToken))
                    _mentioned.Add(token.ValueText);
        }

        return old.Count == fresh.Count;
    }

    /// <summary>What stands above a declaration is not part of it.</summary>
    private static bool IsSame(SyntaxNode before, SyntaxNode after) => before.IsEquivalentTo(after) || before.WithoutLeadingTrivia().IsEquivalentTo(after.WithoutLeadingTrivia());

    /// <summary>In the order of the text, outer types before those within.</summary>
    private static List<MemberDeclarationSyntax> Declarations(SyntaxTree tree) =>
        [.. tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MemberDeclarationSyntax>().Where(member => member is BaseTypeDeclarationSyntax or GlobalStatementSyntax)];

    /// <summary>What <see cref="CodeBase.NameOf"/> calls the type.</summary>
    private static string NameOf(MemberDeclarationSyntax declaration)
    {
        var name = "";
        foreach (var node in declaration.AncestorsAndSelf())
            name = node switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText + Arity(type) + (name.Length == 0 ? "" : "+" + name),
                BaseNamespaceDeclarationSyntax space => space.Name + "." + name,
                _ => name,
            };
        return name;
    }

    private static string Arity(BaseTypeDeclarationSyntax type) => type is TypeDeclarationSyntax { TypeParameterList.Parameters.Count: > 0 and var count } ? "`" + count : "";

    private static string SimpleName(string type)
    {
        var name = type[(type.LastIndexOfAny(['.', '+']) + 1)..];
        return name.IndexOf('`') is > 0 and var arity ? name[..arity] : name;
    }

    /// <summary>Those of the projects that a compilation refers to as source as well: tracing goes on into them.</summary>
    private static HashSet<SyntaxTree> Trees(Compilation compilation) => [.. CodeBase.ProjectsOf(compilation).SelectMany(project => project.SyntaxTrees)];

    private static bool SameLibraries(Compilation before, Compilation after)
    {
        var (old, fresh) = (Libraries(before), Libraries(after));
        return old.Count == fresh.Count && old.Zip(fresh).All(pair => pair.First == pair.Second || pair.First.FilePath is { } path && path == pair.Second.FilePath);
    }

    private static List<PortableExecutableReference> Libraries(Compilation compilation) => [.. CodeBase.ProjectsOf(compilation).SelectMany(project => project.References).OfType<PortableExecutableReference>()];
}
