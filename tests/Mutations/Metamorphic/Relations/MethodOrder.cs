using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>The methods of a type, last first; all else stays where it is, for initialisers run in their order.</summary>
internal sealed class MethodOrder : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) => base.VisitClassDeclaration(node.WithMembers(Reversed(node.Members)));

    public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) => base.VisitStructDeclaration(node.WithMembers(Reversed(node.Members)));

    private static SyntaxList<MemberDeclarationSyntax> Reversed(SyntaxList<MemberDeclarationSyntax> members)
    {
        var methods = new Stack<MemberDeclarationSyntax>(members.OfType<MethodDeclarationSyntax>());
        return SyntaxFactory.List(members.Select(member => member is MethodDeclarationSyntax ? methods.Pop() : member));
    }
}
