using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Tracing;

/// <summary>
/// Arrays that their own type adds to after they were made: weights, whatever they start as. A recurrent matrix that starts as the
/// identity looks like a constant to who sees only the constructor.
/// </summary>
internal sealed class LearnedArrays
{
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public bool Contains(ISymbol? holder, CancellationToken cancellation)
    {
        if (holder is not (IFieldSymbol or IPropertySymbol))
            return false;
        return _known.TryGetValue(holder, out var known) ? known : _known.GetOrAdd(holder, IsAddedTo(holder, cancellation));
    }

    private static bool IsAddedTo(ISymbol holder, CancellationToken cancellation) =>
        holder.ContainingType.DeclaringSyntaxReferences.Any(part => IsAddedTo(holder.Name, part.GetSyntax(cancellation)));

    private static bool IsAddedTo(string name, SyntaxNode type) => Members(type).Any(member =>
        Updates(member, name)
        || member.DescendantNodes().OfType<ArgumentSyntax>().Any(argument => NameOf(argument.Expression) == name && IsUpdatedByCallee(argument, type)));

    private static bool IsUpdatedByCallee(ArgumentSyntax argument, SyntaxNode type)
    {
        if (argument.Parent is not ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list || NameOf(call.Expression) is not { } callee)
            return false;
        var position = list.Arguments.IndexOf(argument);
        return Members(type).OfType<MethodDeclarationSyntax>().Any(method =>
            method.Identifier.ValueText == callee && position < method.ParameterList.Parameters.Count && Updates(method, method.ParameterList.Parameters[position].Identifier.ValueText));
    }

    /// <summary>True where an entry gets something added to it or taken from it.</summary>
    private static bool Updates(SyntaxNode body, string array) => body.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
        assignment.Left is ElementAccessExpressionSyntax entry && NameOf(entry) == array
        && (assignment.Kind() is SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression
            || assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Right.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>().Any(sum =>
                sum.Kind() is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression && SyntaxFactory.AreEquivalent(sum.Left, entry))));

    private static IEnumerable<MemberDeclarationSyntax> Members(SyntaxNode type) =>
        type is TypeDeclarationSyntax declaration ? declaration.Members.Where(member => member is not (ConstructorDeclarationSyntax or TypeDeclarationSyntax)) : [];

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        ElementAccessExpressionSyntax entry => NameOf(entry.Expression),
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
