using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// Multiplies by σ′ where it is missing. What the derivative is of, the code has already: the states that the member reads, at the unit that the statement is about and at
/// the steps that are read around it.
/// </summary>
internal static class DerivativeFactors
{
    private const int MostStates = 24;

    public static IEnumerable<Proposal> Of(Region region)
    {
        var values = Values(region).ToList();
        var numbers = values.Where(value => IsFloating(region.TypeOf(value))).ToList();
        if (numbers.Count > 0)
        {
            foreach (var (factor, isOfArgument) in Factors(region).ToList())
            {
                var title = "Multiply by the activation derivative " + factor;
                foreach (var value in numbers)
                {
                    var sums = WholeSums.Of(value, factor, title, region);
                    var parts = Multiplied(value, factor).Select(change => Proposal.Of(title, change));
                    foreach (var proposal in isOfArgument ? parts.Reverse().Concat(sums) : sums.Concat(parts))
                        yield return proposal;
                }
            }
        }

        foreach (var proposal in values.Where(value => FactorOrder.IsArrayLike(region.TypeOf(value))).SelectMany(value => VectorFactors.Of(value, region)))
            yield return proposal;
    }

    /// <summary>What the statement hands on: the right sides of its assignments, initializers, and the bodies of its lambdas.</summary>
    private static IEnumerable<ExpressionSyntax> Values(Region region)
    {
        foreach (var node in region.Node.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case AssignmentExpressionSyntax assignment:
                    yield return assignment.Right;
                    break;
                case VariableDeclaratorSyntax { Initializer.Value: { } value } when node.Parent?.Parent is not ForStatementSyntax:
                    yield return value;
                    break;
                case LambdaExpressionSyntax { ExpressionBody: { } body }:
                    yield return body;
                    break;
                case ReturnStatementSyntax { Expression: { } returned }:
                    yield return returned;
                    break;
                case ArrowExpressionClauseSyntax arrow:
                    yield return arrow.Expression;
                    break;
            }
        }

        if (region.Node is ExpressionSyntax and not AssignmentExpressionSyntax && region.Node.Parent is BinaryExpressionSyntax or ParenthesizedExpressionSyntax or ArgumentSyntax)
            yield return (ExpressionSyntax)region.Node;
    }

    /// <summary>The whole value times the factor, and then each of its terms.</summary>
    private static IEnumerable<(SyntaxNode, string)> Multiplied(ExpressionSyntax value, string factor)
    {
        yield return (value, $"{Text.Factor(value)} * {factor}");
        var terms = Terms(value).ToList();
        foreach (var term in terms.Where(_ => terms.Count > 1))
            yield return (term, $"{Text.Factor(term)} * {factor}");
    }

    private static IEnumerable<ExpressionSyntax> Terms(ExpressionSyntax value) => value switch
    {
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => Terms(sum.Left).Concat(Terms(sum.Right)),
        BinaryExpressionSyntax difference when difference.IsKind(SyntaxKind.SubtractExpression) => Terms(difference.Left).Append(difference.Right),
        _ => [value],
    };

    /// <summary>
    /// The factors, and whether the states of the code are arguments of the activation. A loss that is stated in arguments sends its derivative past σ′, and then a term alone is to be
    /// multiplied; one that is stated in outputs, which the code keeps too then, sends all of it through.
    /// </summary>
    private static IEnumerable<(string Factor, bool IsOfArgument)> Factors(Region region)
    {
        var file = region.Node.SyntaxTree.GetRoot();
        var states = States.At(region).Take(MostStates).ToList();
        var own = Derivatives(region).ToList();
        foreach (var state in states)
        {
            var isArgument = Activations.IsArgument(state, file);
            foreach (var factor in (isArgument ? Activations.OfArgument(state, file) : Activations.OfOutput(state, file)).Concat(own.Select(callable => $"{callable.Prefix}{callable.Method}({state})")))
                yield return (factor, isArgument && !Activations.IsKept(state, file));
        }

        foreach (var state in states)
        {
            var isArgument = Activations.IsArgument(state, file);
            foreach (var factor in isArgument ? Activations.OfOutput(state, file) : Activations.OfArgument(state, file))
                yield return (factor, !isArgument);
        }
    }

    /// <summary>The code's own functions of one number.</summary>
    private static IEnumerable<(string Method, string Prefix)> Derivatives(Region region) => Callables.In(region)
        .Where(callable => callable.Method is { Parameters.Length: 1, DeclaringSyntaxReferences.Length: > 0 } && IsFloating(callable.Method.ReturnType) && IsFloating(callable.Method.Parameters[0].Type))
        .Select(callable => (callable.Method.Name, callable.Prefix)).Take(3);

    public static bool IsFloating(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;
}
