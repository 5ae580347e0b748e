using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>A piece of code in which a change is looked for.</summary>
/// <param name="Node">The piece.</param>
/// <param name="Model">What its names mean.</param>
/// <param name="Matrix">The last name of the matrix that the finding is about.</param>
internal sealed record Region(SyntaxNode Node, SemanticModel Model, string Matrix)
{
    /// <summary>Its expressions: those that name the matrix first, otherwise as they stand, the outermost first.</summary>
    public IEnumerable<T> Nodes<T>() where T : SyntaxNode => Node.DescendantNodesAndSelf().OfType<T>().OrderBy(node => Names(node) ? 0 : 1);

    public bool Names(SyntaxNode node) => node.DescendantTokens().Any(token => token.ValueText == Matrix);

    public ITypeSymbol? TypeOf(ExpressionSyntax expression) => Model.GetTypeInfo(expression).Type;
}
