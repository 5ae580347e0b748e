using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>A while loop in a block for each for loop that no <c>continue</c> goes on with, and no lambda holds the counter of.</summary>
internal sealed class WhileLoops : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var visited = (ForStatementSyntax)base.VisitForStatement(node)!;
        if (node.DescendantNodes().Any(inner => inner is ContinueStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax) || node.Declaration?.Type is RefTypeSyntax)
            return visited;
        var start = visited.Declaration is { } declaration ? declaration + ";" : string.Concat(visited.Initializers.Select(initializer => initializer + ";"));
        var steps = string.Concat(visited.Incrementors.Select(step => step + ";"));
        return Parts.Statement($"{{ {start}\nwhile ({visited.Condition?.ToString() ?? "true"})\n{{\n{visited.Statement.ToFullString()}\n{steps}\n}} }}\n").WithLeadingTrivia(node.GetLeadingTrivia());
    }
}
