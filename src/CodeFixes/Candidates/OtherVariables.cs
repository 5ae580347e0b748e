using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>Takes another matrix of the same type that the code has at the place: a copy that was transposed for the backward pass.</summary>
internal static class OtherVariables
{
    private const int MostVariables = 6;

    public static IEnumerable<Proposal> Of(Region region)
    {
        foreach (var name in region.Node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(region.Names))
        {
            if (region.TypeOf(name) is not { } type || region.Model.GetSymbolInfo(name).Symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol))
                continue;
            var others = name.Parent is MemberAccessExpressionSyntax member && member.Name == name
                ? region.TypeOf(member.Expression)?.GetMembers().AsEnumerable() ?? []
                : region.Model.LookupSymbols(name.SpanStart);
            foreach (var other in others.Where(other => other.Name != name.Identifier.ValueText && SymbolEqualityComparer.Default.Equals(IndexShifts.TypeOf(other), type) && other.CanBeReferencedByName)
                .OrderBy(other => other is ILocalSymbol ? 0 : 1).Take(MostVariables))
                yield return Proposal.Of("Take " + other.Name, (name, other.Name));
        }
    }
}
