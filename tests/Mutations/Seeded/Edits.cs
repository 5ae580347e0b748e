using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Seeded;

/// <summary>All single edits of a program that transpose, drop or shift part of what its gradient passes through.</summary>
public sealed class Edits
{
    private readonly SemanticModel _model;
    private readonly string _file;
    private readonly string? _matrix;

    private Edits(SemanticModel model, string file, string? matrix) => (_model, _file, _matrix) = (model, file, matrix);

    public static IEnumerable<Mutant> Of(Subject subject)
    {
        var compilation = ProgramRunner.Compile(subject.Files);
        return compilation.SyntaxTrees.Where(tree => subject.Files.Any(f => f.Name == tree.FilePath))
            .SelectMany(tree => new Edits(compilation.GetSemanticModel(tree), tree.FilePath, subject.Matrix).OfTree(tree))
            .DistinctBy(edit => (edit.File, edit.Span, edit.Replacement))
            .Select(edit => new Mutant(subject, edit));
    }

    private IEnumerable<SeededEdit> OfTree(SyntaxTree tree) => tree.GetRoot().DescendantNodes().SelectMany(node => node switch
    {
        ElementAccessExpressionSyntax access => SwapIndices(access).Concat(ShiftIndex(access)),
        InvocationExpressionSyntax call => SwapArguments(call).Concat(CallSibling(call)).Concat(DropCall(call)),
        BinaryExpressionSyntax binary => OfBinary(binary),
        AssignmentExpressionSyntax assignment => OfAssignment(assignment),
        _ => [],
    });

    private IEnumerable<SeededEdit> SwapIndices(ElementAccessExpressionSyntax access)
    {
        var indices = access.ArgumentList.Arguments;
        if (indices.Count == 2)
            yield return Swap(EditKind.IndicesSwapped, access, indices[0], indices[1]);
        if (indices.Count == 1 && access.Expression is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var outer] })
            yield return Swap(EditKind.IndicesSwapped, access, outer, indices[0]);

        // An element of a flat array: i * n + j.
        if (indices is [{ Expression: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Left: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } row, Right: var column } }])
            yield return Swap(EditKind.IndicesSwapped, access, row.Left, column);
    }

    /// <summary>What holds arrays, lists or objects of steps has its time before all other indices.</summary>
    private IEnumerable<SeededEdit> ShiftIndex(ElementAccessExpressionSyntax access)
    {
        var index = access.ArgumentList.Arguments[0].Expression;
        if (_model.GetTypeInfo(index).Type?.SpecialType != SpecialType.System_Int32)
            yield break;
        if (index is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression or (int)SyntaxKind.AddExpression, Right: LiteralExpressionSyntax { Token.ValueText: "1" } } neighbour)
            yield return Replace(EditKind.IndexShifted, index, neighbour.Left.ToString());
        else if (index is IdentifierNameSyntax && _model.GetTypeInfo(access).Type is { } element && !IsNumber(element))
        {
            yield return Replace(EditKind.IndexShifted, index, index + " - 1");
            yield return Replace(EditKind.IndexShifted, index, index + " + 1");
        }
    }

    private IEnumerable<SeededEdit> SwapArguments(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        return arguments.Zip(arguments.Skip(1))
            .Where(pair => SymbolEqualityComparer.Default.Equals(_model.GetTypeInfo(pair.First.Expression).Type, _model.GetTypeInfo(pair.Second.Expression).Type))
            .Select(pair => Swap(EditKind.OperandsSwapped, call, pair.First, pair.Second));
    }

    private IEnumerable<SeededEdit> CallSibling(InvocationExpressionSyntax call) =>
        _model.GetSymbolInfo(call).Symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && Name(call) is { } name
            ? method.ContainingType.GetMembers().OfType<IMethodSymbol>()
                .Where(other => other.Name != method.Name && IsSibling(other.OriginalDefinition, method.OriginalDefinition))
                .Select(other => other.Name).Distinct().Select(other => Replace(EditKind.SiblingCalled, name, other))
            : [];

    /// <summary>A library has many members of one signature; what matters here is which of two matrices is turned.</summary>
    private static bool IsSibling(IMethodSymbol other, IMethodSymbol method) =>
        other.MethodKind == MethodKind.Ordinary
        && other.IsStatic == method.IsStatic
        && other.DeclaredAccessibility == method.DeclaredAccessibility
        && SymbolEqualityComparer.Default.Equals(other.ReturnType, method.ReturnType)
        && other.Parameters.Select(p => p.Type).SequenceEqual(method.Parameters.Select(p => p.Type), SymbolEqualityComparer.Default)
        && (!method.DeclaringSyntaxReferences.IsEmpty || (other.Name.Contains("Multiply") && method.Name.Contains("Multiply") && !other.Name.Contains("Conjugate")));

    private static SimpleNameSyntax? Name(InvocationExpressionSyntax call) => call.Expression switch
    {
        IdentifierNameSyntax name => name,
        MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } => name,
        _ => null,
    };

    private IEnumerable<SeededEdit> DropCall(InvocationExpressionSyntax call)
    {
        var result = _model.GetTypeInfo(call).Type;
        if (call.ArgumentList.Arguments is [] && call.Expression is MemberAccessExpressionSyntax access && IsSame(access.Expression))
            yield return Replace(EditKind.CallDropped, call, access.Expression.ToString());
        if (call.ArgumentList.Arguments is [var only] && IsSame(only.Expression))
            yield return Replace(EditKind.CallDropped, call, $"({only})");

        bool IsSame(ExpressionSyntax operand) => result is not null && IsQuantity(result) && SymbolEqualityComparer.Default.Equals(_model.GetTypeInfo(operand).Type, result);
    }

    private IEnumerable<SeededEdit> OfBinary(BinaryExpressionSyntax binary)
    {
        if (_model.GetTypeInfo(binary).Type is not { } type || !IsQuantity(type))
            yield break;
        var (left, right) = (_model.GetTypeInfo(binary.Left), _model.GetTypeInfo(binary.Right));
        switch (binary.Kind())
        {
            case SyntaxKind.AddExpression:
                yield return Replace(EditKind.TermDropped, binary, $"({binary.Left})");
                yield return Replace(EditKind.TermDropped, binary, $"({binary.Right})");
                break;
            case SyntaxKind.SubtractExpression:
                yield return Replace(EditKind.TermDropped, binary, $"({binary.Left})");
                yield return Swap(EditKind.OperandsSwapped, binary, binary.Left, binary.Right);
                break;
            case SyntaxKind.MultiplyExpression:
                yield return Replace(EditKind.FactorDropped, binary, $"({binary.Left})");
                yield return Replace(EditKind.FactorDropped, binary, $"({binary.Right})");
                if (!IsNumber(type) && SymbolEqualityComparer.Default.Equals(left.Type, right.Type))
                    yield return Swap(EditKind.OperandsSwapped, binary, binary.Left, binary.Right);
                break;
            case SyntaxKind.DivideExpression:
                yield return Replace(EditKind.FactorDropped, binary, $"({binary.Left})");
                break;
        }
    }

    private IEnumerable<SeededEdit> OfAssignment(AssignmentExpressionSyntax assignment)
    {
        if (_model.GetTypeInfo(assignment.Left).Type is not { } type || !IsQuantity(type))
            yield break;
        var sign = assignment.OperatorToken.Span;
        if (assignment.Kind() is SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression or SyntaxKind.MultiplyAssignmentExpression)
        {
            if (assignment.Parent is ExpressionStatementSyntax statement)
                yield return Replace(EditKind.UpdateDropped, statement, "{ }");
            if (!assignment.IsKind(SyntaxKind.MultiplyAssignmentExpression))
                yield return Edit(EditKind.Overwritten, assignment, sign, "=");
        }
        else if (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && IsNumber(type))
            yield return Edit(EditKind.AddedUp, assignment, sign, "+=");
    }

    /// <summary>A number, or what the code or a library has operators for.</summary>
    private static bool IsQuantity(ITypeSymbol type) => IsNumber(type) || type is IArrayTypeSymbol || type.GetMembers("op_Addition").Any() || type.GetMembers("op_Multiply").Any() || type.GetMembers("Transpose").Any();

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    private SeededEdit Replace(EditKind kind, SyntaxNode node, string replacement) => Edit(kind, node, node.Span, replacement);

    /// <summary>Two parts of an expression change places; a sum that moves into a product is kept together.</summary>
    private SeededEdit Swap(EditKind kind, SyntaxNode whole, SyntaxNode first, SyntaxNode second)
    {
        var (start, text) = (whole.SpanStart, whole.ToString());
        var between = text[(first.Span.End - start)..(second.SpanStart - start)];
        return Edit(kind, whole, TextSpan.FromBounds(first.SpanStart, second.Span.End), Kept(second) + between + Kept(first));
    }

    private SeededEdit Edit(EditKind kind, SyntaxNode node, TextSpan span, string replacement) => new(kind, _file, span, replacement,
        node.FirstAncestorOrSelf<StatementSyntax>()?.DescendantTokens().Any(token => token.ValueText == _matrix) ?? false);

    private static string Kept(SyntaxNode node) => node is BinaryExpressionSyntax ? $"({node})" : node.ToString();
}
