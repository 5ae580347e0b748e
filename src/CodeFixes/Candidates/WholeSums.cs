using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// Multiplies by σ′ what a statement adds to, with all that was added before: <c>d = direct; d += back;</c> becomes <c>d = (d + back) * σ′</c>, and a sum that a loop adds up
/// is multiplied after the loop. A factor on what is added alone would leave the rest of the sum without it.
/// </summary>
internal static class WholeSums
{
    /// <summary>A sum may run over gates and units.</summary>
    private const int MostLoops = 2;

    public static IEnumerable<Proposal> Of(ExpressionSyntax value, string factor, string title, Region region)
    {
        if (value.Parent is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Parent: ExpressionStatementSyntax statement } added || added.Right != value)
            yield break;
        if (LastAdded(statement, added.Left.ToString()) is { } last)
            yield return Proposal.Of(title, (last, $"{last.Left} = ({last.Left} + {(last.Right is BinaryExpressionSyntax ? last.Right.ToString() : Text.Factor(last.Right))}) * {factor}"));
        var multiplied = $"{added.Left} *= {(SyntaxFactory.ParseExpression(factor) is ParenthesizedExpressionSyntax whole ? whole.Expression : factor)};";
        foreach (var loop in Loops(statement, added.Left, region).Take(MostLoops))
            yield return new Proposal(title, ImmutableArray.Create(new TreeChange(loop.SyntaxTree, After(loop, multiplied).ToImmutableArray())));
    }

    /// <summary>The last statement of the block that adds to a sum begun in the same block; null where it was begun elsewhere.</summary>
    private static AssignmentExpressionSyntax? LastAdded(ExpressionStatementSyntax statement, string sum)
    {
        if (statement.Parent is not BlockSyntax block || !block.Statements.TakeWhile(before => before != statement).Any(before => Begins(before, sum)))
            return null;
        return block.Statements.SkipWhile(before => before != statement).OfType<ExpressionStatementSyntax>().Select(after => after.Expression).OfType<AssignmentExpressionSyntax>()
            .Last(assignment => assignment.IsKind(SyntaxKind.AddAssignmentExpression) && assignment.Left.ToString() == sum);
    }

    private static bool Begins(StatementSyntax statement, string sum) => statement switch
    {
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment } => assignment.Left.ToString() == sum,
        LocalDeclarationStatementSyntax local => local.Declaration.Variables.Any(variable => variable.Identifier.ValueText == sum),
        _ => false,
    };

    /// <summary>The loops around a statement that all add to one sum, the innermost first.</summary>
    private static IEnumerable<StatementSyntax> Loops(StatementSyntax statement, ExpressionSyntax sum, Region region)
    {
        var names = sum.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => region.Model.GetSymbolInfo(name).Symbol).OfType<ILocalSymbol>().ToList();
        return statement.Ancestors().TakeWhile(around => around is BlockSyntax or ForStatementSyntax or CommonForEachStatementSyntax)
            .TakeWhile(around => names.TrueForAll(name => name.DeclaringSyntaxReferences.All(declaration => !around.Span.Contains(declaration.Span))))
            .OfType<StatementSyntax>().Where(around => around is not BlockSyntax);
    }

    /// <summary>Writes a statement behind a loop: on a line of its own, or between braces where the loop is the body of another.</summary>
    private static TextChange[] After(StatementSyntax loop, string statement)
    {
        if (loop.Parent is not BlockSyntax)
            return [new TextChange(new TextSpan(loop.SpanStart, 0), "{ "), new TextChange(new TextSpan(loop.Span.End, 0), $" {statement} }}")];
        var text = loop.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(loop.SpanStart);
        var indent = text.ToString(TextSpan.FromBounds(line.Start, loop.SpanStart));
        return indent.Trim().Length == 0 && loop.GetTrailingTrivia().LastOrDefault() is { RawKind: (int)SyntaxKind.EndOfLineTrivia } end
            ? [new TextChange(new TextSpan(loop.FullSpan.End, 0), indent + statement + end)]
            : [new TextChange(new TextSpan(loop.Span.End, 0), " " + statement)];
    }
}
