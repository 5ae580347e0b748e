using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>Rewrites code of a class and puts new methods at its end.</summary>
internal abstract class MemberAdding : CSharpSyntaxRewriter
{
    private readonly Stack<List<string>> _added = new();
    private int _count;

    protected bool CanAdd => _added.Count > 0;

    /// <summary>Adds a method to the class that is being rewritten; returns its name.</summary>
    protected string Add(string prefix, Func<string, string> text)
    {
        var name = prefix + ++_count;
        _added.Peek().Add(text(name));
        return name;
    }

    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node)
    {
        _added.Push([]);
        var visited = (ClassDeclarationSyntax)base.VisitClassDeclaration(node)!;
        return visited.AddMembers([.. _added.Pop().Select(Parts.Member)]);
    }

    // Fields of a struct and of a record may be read before they are set there, or belong to a parameter; interfaces hold no private code.
    public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) => node;

    public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) => node;

    public override SyntaxNode? VisitInterfaceDeclaration(InterfaceDeclarationSyntax node) => node;

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) => node;

    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node) => node;
}
