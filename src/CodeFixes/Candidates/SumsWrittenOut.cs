using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// Writes the transposed read in place, where a call takes a row and nothing takes a column: <c>x[k] = Dot(W[k], d)</c> becomes a sum over <c>W[j][k] * d[j]</c>;
/// for rows that are numbers of several components, <c>x += d[k] * W[k]</c>.
/// </summary>
internal static class SumsWrittenOut
{
    public static IEnumerable<Proposal> Of(Region region)
    {
        if (Regions.StatementOf(region.Node) is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax target, Right: InvocationExpressionSyntax call } assignment } statement)
            yield break;
        var factors = call.ArgumentList.Arguments.Select(argument => argument.Expression).ToList();
        foreach (var row in factors.Where(region.Names))
        {
            foreach (var vector in factors.Where(factor => factor != row))
            {
                if (target.ArgumentList.Arguments is { Count: 1 } unit && SymbolEqualityComparer.Default.Equals(region.TypeOf(row), region.TypeOf(vector)) && SymbolEqualityComparer.Default.Equals(region.TypeOf(row), region.TypeOf(target.Expression)))
                    yield return Proposal.Of("Add up the rows", (assignment, $"{target.Expression} += {vector}[{unit[0]}] * {row}"));
                var index = Unused(statement, "j", "k", "m", "p", "q");
                if (Rows.Column(Rows.Written(row, region), SyntaxFactory.IdentifierName(index), region) is { } column && Length(vector, region) is { } length)
                    yield return Proposal.Of($"Write the transposed sum out: {column} * {vector}[{index}]", (statement, Loop(statement, assignment, target.ToString(), $"{column} * {vector}[{index}]", index, length)));
            }
        }
    }

    private static string Loop(StatementSyntax statement, AssignmentExpressionSyntax assignment, string target, string product, string index, string length)
    {
        var line = statement.SyntaxTree.GetText().Lines.GetLineFromPosition(statement.SpanStart).ToString();
        var indent = line.Substring(0, line.Length - line.TrimStart().Length);
        var newLine = statement.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n";
        var comments = string.Concat(statement.DescendantTrivia().Where(trivia => statement.Span.Contains(trivia.Span) && IsComment(trivia)).Select(trivia => trivia.ToString())
            .Select(comment => statement.Parent is BlockSyntax ? comment + newLine + indent : (comment.StartsWith("//", System.StringComparison.Ordinal) ? $"/*{comment.Substring(2)} */" : comment) + " "));
        var loop = $"for (int {index} = 0; {index} < {length}; {index}++) {target} += {product};";
        if (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
            return comments + loop;
        var first = $"{target} = 0;";
        return comments + (statement.Parent is BlockSyntax ? $"{first}{newLine}{indent}{loop}" : $"{{ {first} {loop} }}");
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);

    private static string? Length(ExpressionSyntax vector, Region region) => region.TypeOf(vector) is { } type && (type is IArrayTypeSymbol || type.GetMembers("Length").Length > 0) ? $"{vector}.Length"
        : region.TypeOf(vector)?.GetMembers("Count").OfType<IPropertySymbol>().Any() == true ? $"{vector}.Count"
        : null;

    private static string Unused(SyntaxNode statement, params string[] names)
    {
        var used = new HashSet<string>((statement.Ancestors().OfType<BaseMethodDeclarationSyntax>().FirstOrDefault() ?? statement).DescendantTokens().Select(token => token.ValueText));
        return names.FirstOrDefault(name => !used.Contains(name)) ?? names.Select(name => name + "2").First(name => !used.Contains(name));
    }
}
