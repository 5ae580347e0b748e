using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Loading;

/// <summary>A parsed source file and the names it claims: two files that claim one name cannot be compiled together.</summary>
/// <param name="Tree">The file.</param>
/// <param name="Names">What it claims.</param>
/// <param name="Unimported">Well-known names that it uses and may not import.</param>
public sealed record LooseFile(SyntaxTree Tree, ImmutableArray<string> Names, ImmutableArray<string> Unimported)
{
    private const string EntryPoint = "<entry point>";

    public string Folder { get; } = Path.GetDirectoryName(Tree.FilePath) ?? "";

    public bool HasTopLevelStatements => Names.Contains(EntryPoint);

    public static LooseFile Read(SyntaxTree tree, CancellationToken cancellation)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot(cancellation);
        return new(tree, [.. root.Members.SelectMany(member => Claims(member, "")).Distinct(StringComparer.Ordinal)], ImplicitUsings.NeededBy(root));
    }

    /// <summary>A type claims its name; a part of a type claims those of its members, so that copies of it are told from its other parts.</summary>
    private static IEnumerable<string> Claims(MemberDeclarationSyntax member, string prefix) => member switch
    {
        BaseNamespaceDeclarationSyntax space => space.Members.SelectMany(inner => Claims(inner, $"{prefix}{space.Name}.")),
        GlobalStatementSyntax => [EntryPoint],
        _ when member.Modifiers.Any(SyntaxKind.FileKeyword) => [],
        TypeDeclarationSyntax type when type.Modifiers.Any(SyntaxKind.PartialKeyword) =>
            type.Members.SelectMany(inner => Claims(inner, $"{prefix}{Name(type.Identifier, type.TypeParameterList)}.")),
        TypeDeclarationSyntax type => [prefix + Name(type.Identifier, type.TypeParameterList)],
        DelegateDeclarationSyntax type => [prefix + Name(type.Identifier, type.TypeParameterList)],
        EnumDeclarationSyntax type => [prefix + Name(type.Identifier, null)],
        _ when member.Modifiers.Any(SyntaxKind.PartialKeyword) => [],
        MethodDeclarationSyntax method => [$"{prefix}{Name(method.Identifier, method.TypeParameterList)}{Signature(method.ParameterList)}"],
        ConstructorDeclarationSyntax constructor => [$"{prefix}{constructor.Modifiers.Any(SyntaxKind.StaticKeyword)}{Signature(constructor.ParameterList)}"],
        PropertyDeclarationSyntax property => [prefix + property.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => prefix + variable.Identifier.ValueText),
        _ => [],
    };

    private static string Name(SyntaxToken identifier, TypeParameterListSyntax? parameters) => $"{identifier.ValueText}`{parameters?.Parameters.Count ?? 0}";

    private static string Signature(ParameterListSyntax list) => $"({string.Join(',', list.Parameters.Select(parameter => parameter.Type?.ToString()))})";
}
