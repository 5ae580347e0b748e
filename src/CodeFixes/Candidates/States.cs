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
    private const int MostNumbers = 4;

    /// <summary>
    /// Numbers of the block around first; then elements, array by array: what the statement's result is multiplied by elsewhere (there the state of the step before makes the weight
    /// gradient), what activations are assigned to, and the rest; of each array the steps that are read before the ones next to them.
    /// </summary>
    public static IEnumerable<string> At(Region region)
    {
        var statement = Regions.StatementOf(region.Node);
        var member = statement.Ancestors().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax) ?? statement;
        var position = region.Node.SpanStart;
        foreach (var local in region.Model.LookupSymbols(position).OfType<ILocalSymbol>().Where(local => DerivativeFactors.IsFloating(local.Type) && IsBefore(local, position) && !IsTarget(local.Name, statement)).OrderByDescending(Start).Take(MostNumbers))
            yield return local.Name;
        if (Unit(region, statement) is not { } unit)
            yield break;

        var added = new HashSet<string>(member.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(assignment => !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)).Select(assignment => Root(assignment.Left)));
        var fields = (member.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes() ?? []).OfType<ElementAccessExpressionSyntax>()
            .Where(access => !member.Span.Contains(access.Span) && region.Model.GetSymbolInfo(Regions.RootOf(access)).Symbol is IFieldSymbol or IPropertySymbol);
        var arrays = member.DescendantNodes().OfType<ElementAccessExpressionSyntax>().Concat(fields)
            .Where(access => IndexSlots.IsAccess(access) && !region.Names(access) && DerivativeFactors.IsFloating(region.TypeOf(access)) && !added.Contains(Root(access)) && !IsTarget(Root(access), statement))
            .GroupBy(Root).Select(reads => (Reads: reads, Rank: Rank(reads, statement))).Where(pair => pair.Rank < Unrelated)
            .OrderBy(pair => pair.Rank).ThenBy(pair => pair.Reads.Min(read => System.Math.Abs(read.SpanStart - position))).Select(pair => pair.Reads).ToList();
        foreach (var text in arrays.SelectMany(reads => Elements(reads, unit, region, position)).Distinct())
            yield return text;
        foreach (var name in Rows(member, unit, region, position).Where(name => !arrays.Exists(reads => reads.Key == name)))
            yield return $"{name}[{unit}]";
    }

    private static string Root(ExpressionSyntax expression) => Regions.RootOf(expression).ToString();

    private static int Start(ILocalSymbol local) => local.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start ?? 0;

    private static bool IsTarget(string name, SyntaxNode statement) => Targets(statement).Contains(name);

    private static IEnumerable<string> Targets(SyntaxNode statement) => statement.DescendantNodesAndSelf().OfType<AssignmentExpressionSyntax>().Select(assignment => Root(assignment.Left))
        .Concat(statement.DescendantNodesAndSelf().OfType<VariableDeclaratorSyntax>().Select(variable => variable.Identifier.ValueText));

    /// <summary>An array that no activation is assigned to or taken of, and no cotangent is multiplied by, holds no states, whatever a probe says of it: arguments that are made up may be one and the same.</summary>
    private const int Unrelated = 3;

    private static int Rank(IEnumerable<ElementAccessExpressionSyntax> reads, SyntaxNode statement)
    {
        var targets = Targets(statement).ToList();
        var file = statement.SyntaxTree.GetRoot();
        var root = Root(reads.First());
        return (reads.Any(read => !statement.Span.Contains(read.Span) && read.Ancestors().OfType<BinaryExpressionSyntax>().TakeWhile(around => around.IsKind(SyntaxKind.MultiplyExpression)).LastOrDefault() is { } product
                && product.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => targets.Contains(name.Identifier.ValueText))) ? 0 : 2)
            + (Activations.IsArgument(reads.First().ToString(), file)
                || file.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => Root(assignment.Left) == root && assignment.Right.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any()) ? 0 : 1);
    }

    private static IEnumerable<string> Elements(IEnumerable<ElementAccessExpressionSyntax> reads, string unit, Region region, int position)
    {
        var seen = new List<string>();
        var shifted = new List<string>();
        foreach (var read in reads)
        {
            var slots = IndexSlots.Of(read, region.Model);
            if (slots.Count == 0)
                continue;
            seen.Add(WithUnit(read, slots, unit, region));
            foreach (var slot in slots.Take(slots.Count - 1).Where(slot => slot.ToString() != unit))
                shifted.AddRange(IndexShifts.Neighbours(slot.ToString()).Select(text => WithUnit(read, slots, unit, region, (slot, text))));
            if (slots.Count == 1 && slots[0] is BinaryExpressionSyntax flat)
                shifted.AddRange(IndexSlots.Variables([flat], region.Model).Where(leaves => leaves.Key != unit).SelectMany(leaves => IndexShifts.Neighbours(leaves.Key).Select(text => Text.After(read, leaves.Select(leaf => ((SyntaxNode)leaf, $"({text})"))))));
        }

        // The step without an offset is the likeliest.
        return seen.Concat(shifted).Distinct().Where(text => IsInScope(text, region, position)).OrderBy(text => IndexShifts.IsShifted(text) ? 1 : 0);
    }

    /// <summary>Locals that are a row of another array: <c>var h = states[t]</c>.</summary>
    private static IEnumerable<string> Rows(SyntaxNode member, string unit, Region region, int position) =>
        member.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .Where(variable => variable is { Initializer.Value: ElementAccessExpressionSyntax value } && variable.SpanStart < position && variable.Identifier.ValueText != unit
                && region.TypeOf(value) is IArrayTypeSymbol { Rank: 1, ElementType: var element } && DerivativeFactors.IsFloating(element))
            .Select(variable => variable.Identifier.ValueText).Distinct();

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
