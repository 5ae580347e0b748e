using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>The derivatives that the activations of a file may have, by the functions that it calls: tanh, the logistic function, the rectifier.</summary>
internal static class Activations
{
    /// <summary>σ′ written with the output y of the activation.</summary>
    public static IEnumerable<string> OfOutput(string y, SyntaxNode file)
    {
        if (Calls(file, "Tanh", "tanh"))
            yield return $"(1 - {y} * {y})";
        if (Calls(file, "Exp", "exp", "Sigmoid", "sigmoid"))
            yield return $"{y} * (1 - {y})";
        foreach (var slope in Slopes(file).Distinct())
            yield return $"({y} > 0 ? 1 : {slope})";
    }

    /// <summary>
    /// What the rectifiers of a file multiply by below zero: 0 for <c>Math.Max(0, x)</c>, a for <c>x > 0 ? x : a * x</c>. Only what is written there: another slope may verify
    /// where a probe has too few closed units.
    /// </summary>
    private static IEnumerable<string> Slopes(SyntaxNode file)
    {
        foreach (var node in file.DescendantNodes())
        {
            switch (node)
            {
                case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } call when call.Expression.ToString().EndsWith("Max", System.StringComparison.Ordinal)
                    && arguments.Any(argument => IsZero(argument.Expression)) && node.Parent is not ArgumentSyntax:
                    yield return "0";
                    break;
                case ConditionalExpressionSyntax { Condition: BinaryExpressionSyntax { OperatorToken.Text: ">" or ">=" } condition } choice when IsZero(condition.Right) && condition.Left.ToString() == choice.WhenTrue.ToString():
                    if (IsZero(choice.WhenFalse))
                        yield return "0";
                    else if (choice.WhenFalse is BinaryExpressionSyntax { OperatorToken.Text: "*" } scaled && scaled.Right.ToString() == condition.Left.ToString())
                        yield return scaled.Left.ToString();
                    else if (choice.WhenFalse is BinaryExpressionSyntax { OperatorToken.Text: "*" } turned && turned.Left.ToString() == condition.Left.ToString())
                        yield return turned.Right.ToString();
                    break;
            }
        }
    }

    private static bool IsZero(ExpressionSyntax expression) => expression is LiteralExpressionSyntax { Token.Value: 0 or 0.0 or 0f };

    /// <summary>σ′ written with the argument of the activation, with the function as the file calls it.</summary>
    public static IEnumerable<string> OfArgument(string x, SyntaxNode file) =>
        file.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => call.ArgumentList.Arguments.Count == 1 && call.Expression.ToString().EndsWith("anh", System.StringComparison.Ordinal))
            .Select(call => call.Expression.ToString()).Distinct().Take(1)
            .Select(tanh => $"(1 - {tanh}({x}) * {tanh}({x}))");

    /// <summary>What a derivative of one function reads as one of another, where the code has the wrong one.</summary>
    public static IEnumerable<Proposal> Exchanged(Region region)
    {
        foreach (var difference in region.Nodes<BinaryExpressionSyntax>().Where(node => node.IsKind(SyntaxKind.SubtractExpression) || node.IsKind(SyntaxKind.AddExpression)))
        {
            if (difference is { Parent: ParenthesizedExpressionSyntax whole, Right: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } square } && square.Left.ToString() == square.Right.ToString())
            {
                foreach (var text in new[] { $"{Text.Factor(square.Left)} * ({difference.Left} - {square.Left})", $"({difference.Left} - {square})" })
                    yield return Proposal.Of("Take the activation's own derivative: " + text, (whole, text));
            }
            else if (difference.Parent is ParenthesizedExpressionSyntax { Parent: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } product } rest)
            {
                var y = Text.Factor(difference.Right);
                var derivative = $"({difference.Left} - {y} * {y})";
                if (product.Right == rest && product.Left.ToString() == difference.Right.ToString())
                    yield return Proposal.Of("Take the activation's own derivative: " + derivative, (product, derivative));
                else if (product.Right == rest && product.Left is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } before && before.Right.ToString() == difference.Right.ToString())
                    yield return Proposal.Of("Take the activation's own derivative: " + derivative, (product, $"{before.Left} * {derivative}"));
                yield return Proposal.Of("Take the activation's own derivative: " + derivative, (rest, derivative));
            }
        }
    }

    /// <summary>True where the file hands elements of the array to functions of one number: what the array holds are sums that an activation is taken of.</summary>
    public static bool IsArgument(string state, SyntaxNode file)
    {
        var root = Root(SyntaxFactory.ParseExpression(state));
        return file.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(call => call.ArgumentList.Arguments is { Count: 1 } arguments && arguments[0].Expression is ElementAccessExpressionSyntax element && Root(element) == root
                && call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Abs" or "WriteLine" or "Write" });
    }

    /// <summary>True where the file keeps what its activation makes of the array: <c>h[t][j] = Tanh(a[t][j])</c>.</summary>
    public static bool IsKept(string argument, SyntaxNode file)
    {
        var root = Root(SyntaxFactory.ParseExpression(argument));
        return file.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => assignment is { Left: ElementAccessExpressionSyntax, Right: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } }
            && arguments[0].Expression is ElementAccessExpressionSyntax element && Root(element) == root);
    }

    private static string Root(ExpressionSyntax expression) => Regions.RootOf(expression).ToString();

    private static bool Calls(SyntaxNode file, params string[] names) =>
        file.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText));
}
