using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>A method of its own for each innermost loop: what it reads is handed over by value, what it writes by reference.</summary>
internal sealed class LoopsInMethods(SemanticModel model) : MemberAdding
{
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        if (!CanAdd || node.DescendantNodes().Any(IsObstacle) || model.AnalyzeDataFlow(node) is not { Succeeded: true } flow || model.AnalyzeControlFlow(node) is not { ExitPoints.IsEmpty: true })
            return base.VisitForStatement(node);
        var written = flow.WrittenInside.Where(IsOutside).ToArray();
        var read = flow.ReadInside.Where(symbol => IsOutside(symbol) && !written.Contains(symbol, SymbolEqualityComparer.Default)).ToArray();
        if (written.Concat(read).Any(CannotBeHandedOn) || written.Any(symbol => !flow.DataFlowsIn.Contains(symbol, SymbolEqualityComparer.Default)))
            return base.VisitForStatement(node);
        var isStatic = model.GetEnclosingSymbol(node.SpanStart) is { IsStatic: true };
        var name = Add("Loop", name =>
            $"private {(isStatic ? "static " : "")}void {name}({string.Join(", ", written.Select(w => $"ref {Parts.TypeOf(w)} {w.Name}").Concat(read.Select(r => $"{Parts.TypeOf(r)} {r.Name}")))})\n{{\n{node}\n}}");
        return Parts.Statement($"{name}({string.Join(", ", written.Select(w => "ref " + w.Name).Concat(read.Select(r => r.Name)))});\n").WithLeadingTrivia(node.GetLeadingTrivia());

        bool IsOutside(ISymbol symbol) => symbol is ILocalSymbol or IParameterSymbol { IsThis: false } && !node.Span.Contains(symbol.DeclaringSyntaxReferences[0].Span);
    }

    private static bool IsObstacle(SyntaxNode node) =>
        node is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax or YieldStatementSyntax or AwaitExpressionSyntax or ReturnStatementSyntax or AnonymousFunctionExpressionSyntax or BaseExpressionSyntax;

    private static bool CannotBeHandedOn(ISymbol symbol) => symbol is ILocalSymbol { RefKind: not RefKind.None } or IParameterSymbol { RefKind: not RefKind.None }
        or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } or ILocalSymbol { ContainingSymbol: IMethodSymbol { IsGenericMethod: true } } || symbol.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.LambdaMethod };
}
