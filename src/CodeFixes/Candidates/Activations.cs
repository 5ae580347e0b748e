using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>The derivatives that the activations of a file may have, by the functions that it calls: tanh, the logistic function, the rectifier.</summary>
internal static class Activations
{
    private static readonly string[] Rectifiers = ["Max", "Relu", "ReLU"];

    /// <summary>σ′ written with the output y of the activation.</summary>
    public static IEnumerable<string> OfOutput(string y, SyntaxNode file)
    {
        if (Calls(file, "Tanh", "tanh"))
            yield return $"(1 - {y} * {y})";
        if (Calls(file, "Exp", "exp", "Sigmoid", "sigmoid"))
            yield return $"{y} * (1 - {y})";
        if (Calls(file, Rectifiers) || file.DescendantNodes().OfType<ConditionalExpressionSyntax>().Any())
            yield return $"({y} > 0 ? 1 : 0)";
    }

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

    private static string Root(ExpressionSyntax expression) => Regions.RootOf(expression).ToString();

    private static bool Calls(SyntaxNode file, params string[] names) =>
        file.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText));
}
