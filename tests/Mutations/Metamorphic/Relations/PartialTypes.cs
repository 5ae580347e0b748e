using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>Classes that are partial, with every other method in a second file.</summary>
internal sealed class PartialTypes : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) =>
        node.Modifiers.Any(SyntaxKind.PartialKeyword) || node.Parent is not (CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            ? node
            : node.WithModifiers(node.Modifiers.Add(SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space)))
                .WithKeyword(node.Keyword.WithLeadingTrivia(node.Modifiers.Count == 0 ? node.Keyword.LeadingTrivia : default));

    public static IEnumerable<ProgramFile> Split(ProgramFile file)
    {
        var root = SyntaxFactory.ParseCompilationUnit(file.Text);
        if (!root.DescendantNodes().Any(IsMoved) || root.Members.Any(member => member is GlobalStatementSyntax))
            return [file];
        var second = (CompilationUnitSyntax)new Keeping().Visit(root);
        return [file with { Text = root.RemoveNodes(root.DescendantNodes().Where(IsMoved), SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString() }, new(Path.ChangeExtension(file.Name, ".Rest.cs"), second.ToFullString())];
    }

    private static bool IsMoved(SyntaxNode node) =>
        node is MethodDeclarationSyntax { Parent: ClassDeclarationSyntax type } method && type.Modifiers.Any(SyntaxKind.PartialKeyword) && type.Parent is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax
        && type.Members.OfType<MethodDeclarationSyntax>().ToList().IndexOf(method) % 2 == 1;

    /// <summary>Leaves only what moves, and what must stand around it.</summary>
    private sealed class Keeping : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) => node.Members.Any(IsMoved)
            ? node.WithMembers(SyntaxFactory.List(node.Members.Where(IsMoved))).WithBaseList(null).WithParameterList(null).WithAttributeLists(default)
                .WithConstraintClauses(default).WithLeadingTrivia(SyntaxFactory.LineFeed)
            : null;

        public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) => null;

        public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) => null;

        public override SyntaxNode? VisitInterfaceDeclaration(InterfaceDeclarationSyntax node) => null;

        public override SyntaxNode? VisitEnumDeclaration(EnumDeclarationSyntax node) => null;

        public override SyntaxNode? VisitDelegateDeclaration(DelegateDeclarationSyntax node) => null;
    }
}
