using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Cli.Loading;

/// <summary>A parsed source file and the names it claims: two files that claim one name cannot be compiled together.</summary>
internal sealed record LooseFile(SyntaxTree Tree, ImmutableArray<string> Names)
{
    private const string EntryPoint = "<entry point>";

    public string Folder { get; } = Path.GetDirectoryName(Tree.FilePath) ?? "";

    public bool HasTopLevelStatements => Names.Contains(EntryPoint);

    public static LooseFile Read(SyntaxTree tree, CancellationToken cancellation)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        Collect(((CompilationUnitSyntax)tree.GetRoot(cancellation)).Members, "", names);
        return new(tree, [.. names.Distinct(StringComparer.Ordinal)]);
    }

    private static void Collect(SyntaxList<MemberDeclarationSyntax> members, string prefix, ImmutableArray<string>.Builder names)
    {
        foreach (var member in members)
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    Collect(space.Members, $"{prefix}{space.Name}.", names);
                    break;
                case TypeDeclarationSyntax type when !type.Modifiers.Any(SyntaxKind.PartialKeyword) && !type.Modifiers.Any(SyntaxKind.FileKeyword):
                    names.Add($"{prefix}{type.Identifier.ValueText}`{type.TypeParameterList?.Parameters.Count ?? 0}");
                    break;
                case EnumDeclarationSyntax type when !type.Modifiers.Any(SyntaxKind.FileKeyword):
                    names.Add($"{prefix}{type.Identifier.ValueText}`0");
                    break;
                case DelegateDeclarationSyntax type when !type.Modifiers.Any(SyntaxKind.FileKeyword):
                    names.Add($"{prefix}{type.Identifier.ValueText}`{type.TypeParameterList?.Parameters.Count ?? 0}");
                    break;
                case GlobalStatementSyntax:
                    names.Add(EntryPoint);
                    break;
            }
    }
}
