using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.CodeFixes.Candidates;

/// <summary>
/// Numbers that may be the state of the unit and step that a statement is about: elements that the member around reads, with the unit's index of the statement, and
/// numbers in scope.
/// </summary>
internal static class States
{
    /// <summary>Those that the statement or its neighbours read first, and of each array the steps that are read before the ones next to them.</summary>
    public static IEnumerable<string> At(Region region)
    {
        var statement = Regions.StatementOf(region.Node);
        var member = statement.Ancestors().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax) ?? statement;
        var position = region.Node.SpanStart;
        var unit = Unit(region, statement);
        var near = new List<string>();
        var far = new List<string>();
        var written = new HashSet<string>(member.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(assignment => !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)).Select(assignment => Regions.RootOf(assignment.Left).ToString()));

        foreach (var local in region.Model.LookupSymbols(position).OfType<ILocalSymbol>().Where(local => DerivativeFactors.IsFloating(local.Type) && IsBefore(local, position)))
            near.Add(local.Name);

        var reads = member.DescendantNodes().OfType<ElementAccessExpressionSyntax>()
            .Where(access => IndexSlots.IsAccess(access) && !region.Names(access) && DerivativeFactors.IsFloating(region.TypeOf(access)) && !written.Contains(Regions.RootOf(access).ToString()))
            .OrderBy(access => statement.Span.Contains(access.Span) ? 0 : statement.Parent!.Span.Contains(access.Span) ? 1 : 2);
        foreach (var read in reads)
        {
            var slots = IndexSlots.Of(read, region.Model);
            if (unit is null || slots.Count == 0 || read.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } target && target.Left == read && statement.Span.Contains(read.Span))
                continue;
            var own = WithUnit(read, slots, unit, region);
            if (!IsInScope(own, region, position))
                continue;
            near.Add(own);
            foreach (var slot in slots.Take(slots.Count - 1).Where(slot => slot.ToString() != unit))
                far.AddRange(IndexShifts.Neighbours(slot.ToString()).Select(text => WithUnit(read, slots, unit, region, (slot, text))));
            if (slots.Count == 1 && slots[0] is BinaryExpressionSyntax flat)
                far.AddRange(IndexSlots.Variables([flat], region.Model).Where(leaves => leaves.Key != unit).SelectMany(leaves => IndexShifts.Neighbours(leaves.Key).Select(text => Text.After(read, leaves.Select(leaf => ((SyntaxNode)leaf, $"({text})"))))));
        }

        foreach (var (name, type) in Named(region, position))
            if (unit is not null && type is IArrayTypeSymbol { Rank: 1, ElementType: var element } && DerivativeFactors.IsFloating(element))
                near.Add($"{name}[{unit}]");

        return near.Concat(far).Distinct();
    }

    private static IEnumerable<(string Name, ITypeSymbol Type)> Named(Region region, int position) =>
        region.Model.LookupSymbols(position).Where(symbol => symbol is IParameterSymbol || symbol is ILocalSymbol local && IsBefore(local, position))
            .Select(symbol => (symbol.Name, Type: IndexShifts.TypeOf(symbol))).Where(pair => pair.Type is not null && pair.Name != region.Matrix).Select(pair => (pair.Name, pair.Type!));

    private static bool IsBefore(ILocalSymbol local, int position) => local.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start < position;

    /// <summary>The index of the unit that the statement gives a number to: the last one of its target, or else the variable of the loop around.</summary>
    private static string? Unit(Region region, SyntaxNode statement)
    {
        var target = statement.DescendantNodesAndSelf().OfType<AssignmentExpressionSyntax>().Select(assignment => assignment.Left).OfType<ElementAccessExpressionSyntax>().FirstOrDefault();
        if (target is not null && IndexSlots.Of(target, region.Model).LastOrDefault() is { } last)
            return last is BinaryExpressionSyntax ? IndexSlots.Variables([last], region.Model).FirstOrDefault()?.Key : last.ToString();
        var lambda = region.Node.AncestorsAndSelf().Concat(statement.DescendantNodes()).OfType<LambdaExpressionSyntax>().FirstOrDefault();
        if (lambda is SimpleLambdaExpressionSyntax { Parameter: var parameter })
            return parameter.Identifier.ValueText;
        return statement.Ancestors().OfType<ForStatementSyntax>().FirstOrDefault()?.Declaration?.Variables.FirstOrDefault()?.Identifier.ValueText
            ?? statement.DescendantNodes().OfType<ElementAccessExpressionSyntax>().Select(access => IndexSlots.Of(access, region.Model).LastOrDefault()?.ToString()).FirstOrDefault();
    }

    private static string WithUnit(ExpressionSyntax read, List<ExpressionSyntax> slots, string unit, Region region, (ExpressionSyntax Slot, string Text)? shifted = null)
    {
        var last = slots[slots.Count - 1];
        var changes = new List<(SyntaxNode, string)>();
        if (last is BinaryExpressionSyntax)
            changes.AddRange(IndexSlots.Variables([last], region.Model).Take(1).SelectMany(leaves => leaves.Select(leaf => ((SyntaxNode)leaf, unit))));
        else
            changes.Add((last, unit));
        if (shifted is { } shift)
            changes.Add((shift.Slot, shift.Text));
        return Text.After(read, changes);
    }

    /// <summary>True where every name in it means something at the position.</summary>
    private static bool IsInScope(string expression, Region region, int position) =>
        SyntaxFactory.ParseExpression(expression).DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Where(name => !(name.Parent is MemberAccessExpressionSyntax member && member.Name == name))
            .All(name => region.Model.LookupSymbols(position, name: name.Identifier.ValueText) is { IsEmpty: false } found && found.All(symbol => symbol is not ILocalSymbol local || IsBefore(local, position)));
}
