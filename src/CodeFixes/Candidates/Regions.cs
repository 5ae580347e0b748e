using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// Where a change may be: at the place of a finding, in its statement, where the variables of the statement get their values, and in members that
/// nothing but this statement calls. Never further away: what else the code computes is not the finding's.
/// </summary>
internal sealed class Regions(Compilation compilation, FixScope scope, CancellationToken cancellation)
{
    private const int MostDefinitions = 6;
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    /// <summary>Near ones first.</summary>
    public IEnumerable<Region> Around(CellFinding finding)
    {
        if (finding.Location.SourceTree is not { } tree || !compilation.ContainsSyntaxTree(tree))
            yield break;
        var node = tree.GetRoot(cancellation).FindNode(finding.Location.SourceSpan, getInnermostNodeForTie: true);
        var matrix = finding.Matrix.Substring(finding.Matrix.LastIndexOf('.') + 1).TrimEnd('[', ']');
        yield return At(node, matrix);
        var statement = StatementOf(node);
        if (statement != node)
            yield return At(statement, matrix);
        foreach (var definition in Definitions(statement))
            yield return At(definition, matrix);
        foreach (var callee in Callees(statement))
            yield return At(callee, matrix);
    }

    /// <summary>The smallest statement, initializer or body that holds a node.</summary>
    public static SyntaxNode StatementOf(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(around => around is StatementSyntax and not BlockSyntax or ArrowExpressionClauseSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } or PropertyDeclarationSyntax) ?? node;

    private Region At(SyntaxNode node, string matrix) => new(node, ModelOf(node.SyntaxTree), matrix);

    private SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out var model))
            _models.Add(tree, model = compilation.GetSemanticModel(tree));
        return model;
    }

    /// <summary>What gives the variables of a statement their values, the nearest before it first: initializers and assignments of locals and fields of this file.</summary>
    private IEnumerable<SyntaxNode> Definitions(SyntaxNode statement)
    {
        var model = ModelOf(statement.SyntaxTree);
        var variables = new HashSet<ISymbol>(
            statement.DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => model.GetSymbolInfo(name, cancellation).Symbol)
                .Where(symbol => symbol is ILocalSymbol or IFieldSymbol).Select(symbol => symbol!),
            SymbolEqualityComparer.Default);
        var around = (SyntaxNode?)statement.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? statement.SyntaxTree.GetRoot(cancellation);
        return around.DescendantNodes()
            .Where(node => !statement.Span.Contains(node.Span) && !node.Span.Contains(statement.Span) && Target(node) is { } target && variables.Contains(target) && Value(node) is not (LiteralExpressionSyntax or null))
            .OrderBy(node => node.SpanStart < statement.SpanStart ? statement.SpanStart - node.SpanStart : node.SpanStart)
            .Take(MostDefinitions);

        ISymbol? Target(SyntaxNode node) => node switch
        {
            VariableDeclaratorSyntax { Initializer: not null } declarator => model.GetDeclaredSymbol(declarator, cancellation),
            AssignmentExpressionSyntax assignment => model.GetSymbolInfo(RootOf(assignment.Left), cancellation).Symbol,
            _ => null,
        };
    }

    private static ExpressionSyntax? Value(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
        AssignmentExpressionSyntax assignment => assignment.Right,
        _ => null,
    };

    public static ExpressionSyntax RootOf(ExpressionSyntax expression) => expression switch
    {
        ElementAccessExpressionSyntax element => RootOf(element.Expression),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name,
        MemberAccessExpressionSyntax member when member.Parent is ElementAccessExpressionSyntax => member.Name,
        ParenthesizedExpressionSyntax inner => RootOf(inner.Expression),
        _ => expression,
    };

    /// <summary>The bodies of members of this compilation that are called here and nowhere else.</summary>
    private IEnumerable<SyntaxNode> Callees(SyntaxNode statement)
    {
        var model = ModelOf(statement.SyntaxTree);
        return statement.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .Select(call => model.GetSymbolInfo(call, cancellation).Symbol as IMethodSymbol)
            .Where(method => method is { DeclaringSyntaxReferences.Length: 1 } && IsCalledOnce(method.Name))
            .Select(method => method!.DeclaringSyntaxReferences[0].GetSyntax(cancellation))
            .Where(declaration => !declaration.Span.Contains(statement.Span) || declaration.SyntaxTree != statement.SyntaxTree)
            .Distinct();
    }

    private bool IsCalledOnce(string name) => !scope.IsNamedElsewhere(name)
        && compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot(cancellation).DescendantTokens()).Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
            .Where(token => token.Parent is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax)).Take(2).Count() == 1;
}
