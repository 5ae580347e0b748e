using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Fuzzing.Running;

namespace RnnLint.Fuzzing.Shrinking;

/// <summary>
/// Makes a program that shows a fault smaller for as long as it still shows one: declarations and statements are taken out, statements give way to what they hold,
/// expressions to a part of them. Whether the rest is well-typed is for the compiler to say. What bounds a loop or a recursion is named <c>fuel…</c> and stays.
/// </summary>
internal static class Shrinker
{
    private const int MostAttempts = 6000;

    public static string Shrink(Subject subject)
    {
        var (source, attempts, kind) = (subject.Source, 0, Outcome(subject).Kind);
        bool changed;
        do
        {
            changed = false;
            for (var next = 0; attempts < MostAttempts;)
            {
                var root = CSharpSyntaxTree.ParseText(source).GetRoot();
                var candidates = Candidates(root).Skip(next);
                var found = false;
                foreach (var (node, replacement) in candidates)
                {
                    next++;
                    if (++attempts >= MostAttempts)
                        break;
                    var smaller = Without(source, node, replacement);
                    if (smaller.Length >= source.Length || Outcome(subject with { Source = smaller }).Kind != kind)
                        continue;
                    (source, found, changed) = (smaller, true, true);
                    next = Math.Max(0, next - 1);
                    break;
                }

                if (!found)
                    break;
            }
        }
        while (changed && attempts < MostAttempts);
        return CSharpSyntaxTree.ParseText(source).GetRoot().NormalizeWhitespace(eol: "\n").ToFullString();
    }

    /// <summary>An item of a list goes with the comma after it, or else before it.</summary>
    private static string Without(string source, SyntaxNode node, string replacement)
    {
        var (start, end) = (node.SpanStart, node.Span.End);
        if (replacement.Length == 0 && node is ArgumentSyntax or ParameterSyntax or SwitchExpressionArmSyntax)
        {
            var (before, after) = (node.GetFirstToken().GetPreviousToken(), node.GetLastToken().GetNextToken());
            if (after.IsKind(SyntaxKind.CommaToken))
                end = after.Span.End;
            else if (before.IsKind(SyntaxKind.CommaToken))
                start = before.SpanStart;
        }

        return source[..start] + replacement + source[end..];
    }

    private static Outcome Outcome(Subject subject) => Batch.Compare([subject])[0];

    /// <summary>What may be replaced, and by what: nothing, where it is taken out.</summary>
    private static IEnumerable<(SyntaxNode Node, string Replacement)> Candidates(SyntaxNode root)
    {
        foreach (var member in root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(member => member.Parent is TypeDeclarationSyntax))
            yield return (member, "");
        foreach (var statement in root.DescendantNodes().OfType<StatementSyntax>().Where(statement => statement.Parent is BlockSyntax or SwitchSectionSyntax))
        {
            if (statement is not LocalDeclarationStatementSyntax local || !IsBound(local))
                yield return (statement, "");
            foreach (var inner in Inner(statement))
                yield return (statement, inner.ToString());
        }

        foreach (var part in root.DescendantNodes().Where(node => node is SwitchSectionSyntax or SwitchExpressionArmSyntax or ElseClauseSyntax or CatchClauseSyntax or FinallyClauseSyntax or ArgumentSyntax or ParameterSyntax))
            yield return (part, "");
        foreach (var expression in root.DescendantNodes().OfType<ExpressionSyntax>().Where(expression => !IsBound(expression)))
        {
            foreach (var part in expression.DescendantNodes().OfType<ExpressionSyntax>().Take(12))
                yield return (expression, part.ToString());
            if (expression is not (LiteralExpressionSyntax or IdentifierNameSyntax or TypeSyntax))
            {
                yield return (expression, "1");
                yield return (expression, "a");
            }
        }
    }

    private static IEnumerable<SyntaxNode> Inner(StatementSyntax statement) => statement switch
    {
        ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax => [],
        _ => statement.DescendantNodes(node => node == statement || node is not StatementSyntax).OfType<StatementSyntax>(),
    };

    private static bool IsBound(SyntaxNode node)
    {
        if (node.DescendantTokens().Any(token => token.Text.StartsWith("fuel", StringComparison.Ordinal)))
            return true;
        return node.Ancestors().OfType<ForStatementSyntax>().Any(loop => !loop.Statement.Span.Contains(node.Span));
    }
}
