using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// The whole-number expressions that choose an element, however it is stored: <c>W[j, k]</c>, <c>W[j][k]</c>, <c>w[j * n + k]</c>,
/// <c>*(w + j * n + k)</c>, <c>W.At(j, k)</c>, <c>units[j].Weights[k]</c>.
/// </summary>
internal static class IndexSlots
{
    /// <summary>True for the outermost part of what takes an element.</summary>
    public static bool IsAccess(SyntaxNode node) => node switch
    {
        ElementAccessExpressionSyntax => !(node.Parent is ElementAccessExpressionSyntax outer && outer.Expression == node),
        PrefixUnaryExpressionSyntax => node.IsKind(SyntaxKind.PointerIndirectionExpression),
        InvocationExpressionSyntax call => call.ArgumentList.Arguments.Count > 0 && !(node.Parent is ElementAccessExpressionSyntax outer && outer.Expression == node),
        _ => false,
    };

    public static List<ExpressionSyntax> Of(SyntaxNode access, SemanticModel model)
    {
        var slots = new List<ExpressionSyntax>();
        Collect(access as ExpressionSyntax);
        return slots;

        void Collect(ExpressionSyntax? expression)
        {
            switch (expression)
            {
                case ElementAccessExpressionSyntax element:
                    Collect(element.Expression);
                    slots.AddRange(element.ArgumentList.Arguments.Select(argument => argument.Expression));
                    break;
                case InvocationExpressionSyntax call:
                    Collect((call.Expression as MemberAccessExpressionSyntax)?.Expression);
                    slots.AddRange(call.ArgumentList.Arguments.Select(argument => argument.Expression).Where(argument => IsIndex(argument, model)));
                    break;
                case PrefixUnaryExpressionSyntax pointer when pointer.IsKind(SyntaxKind.PointerIndirectionExpression):
                    slots.Add(pointer.Operand);
                    break;
                case MemberAccessExpressionSyntax member:
                    Collect(member.Expression);
                    break;
                case ParenthesizedExpressionSyntax inner:
                    Collect(inner.Expression);
                    break;
            }
        }
    }

    /// <summary>
    /// The variables that the slots are made of, each with its occurrences: first those that run (loop variables, parameters), the last ones of the access first;
    /// then other locals. A value type's member stands for a variable too (<c>at.X</c>).
    /// </summary>
    public static List<IGrouping<string, ExpressionSyntax>> Variables(IEnumerable<ExpressionSyntax> slots, SemanticModel model) =>
        slots.SelectMany(slot => slot.DescendantNodesAndSelf().OfType<ExpressionSyntax>()).Where(leaf => IsVariable(leaf, model))
            .GroupBy(leaf => leaf.ToString())
            .Reverse().OrderBy(leaves => Runs(leaves.First(), model) ? 0 : 1).ToList();

    private static bool IsVariable(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        IdentifierNameSyntax { Parent: not MemberAccessExpressionSyntax } => model.GetSymbolInfo(expression).Symbol is ILocalSymbol { IsConst: false } or IParameterSymbol or IRangeVariableSymbol && IsIndex(expression, model),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } => IsWhole(model.GetTypeInfo(expression).Type) && model.GetTypeInfo(owner).Type is { IsValueType: true },
        _ => false,
    };

    /// <summary>A whole number, or a type that stands for one (ILGPU's <c>Index1D</c>).</summary>
    private static bool IsIndex(ExpressionSyntax expression, SemanticModel model) => model.GetTypeInfo(expression).Type is { } type
        && (IsWhole(type) || type is { IsValueType: true, SpecialType: SpecialType.None } && model.Compilation is CSharpCompilation compilation
            && compilation.ClassifyConversion(type, compilation.GetSpecialType(SpecialType.System_Int32)) is { IsImplicit: true, IsUserDefined: true });

    private static bool Runs(ExpressionSyntax variable, SemanticModel model) => model.GetSymbolInfo(variable).Symbol switch
    {
        ILocalSymbol local => local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration && declaration is not VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax },
        _ => true,
    };

    public static bool IsWhole(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Int16 or SpecialType.System_Byte
        or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_UInt16 or SpecialType.System_SByte or SpecialType.System_IntPtr or SpecialType.System_UIntPtr || type?.Name == "Index";
}
