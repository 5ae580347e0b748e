using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Probing;
using RnnLint.Reporting;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>Names for what a cell is made of: the code's own, where it has one, and no name twice.</summary>
internal sealed class QuantityNames(Cell cell, CellFamilies families)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The quantity that a group of leaves is; its brackets stand for indices.</summary>
    public Quantity OfGroup(string group)
    {
        var isMatrix = cell.Forward.Groups.Exists(matrix => cell.Leaves[matrix].Name == group);
        return new Quantity(Untaken([OperandPlaces.LastName(group), group]), isMatrix ? QuantityKind.Matrix : QuantityKind.Given);
    }

    public Quantity OfFamily(Family family)
    {
        var found = family.Nodes.Values.SelectMany(InCode).Distinct().FirstOrDefault(name => !_taken.Contains(name));
        if (found is not null && family.Nodes.Values.Any(node => IsOneNumber(found, node)) && StoredIn(family) is { } array)
            found = array;
        var matrix = OperandPlaces.LastName(family.Matrices.FirstOrDefault() ?? "");
        var name = Untaken(found is not null ? [found] : family.IsPreactivation ? ["x", "z", "a", "x_" + matrix] : ["h", "c", "s"]);
        return new Quantity(name, family.IsPreactivation ? QuantityKind.Preactivation : QuantityKind.State, found is not null);
    }

    /// <summary>The name of the variable that the code stores numbers in.</summary>
    /// <param name="otherwise">Where it has none.</param>
    public string Of(IEnumerable<int> nodes, string otherwise) => Untaken([nodes.SelectMany(InCode).FirstOrDefault() ?? otherwise]);

    /// <summary>
    /// The array that most of a family is in at the end. A number that is added up in a variable (`sum`) and then put into an array (`x[t][j] = sum`) is
    /// known by the array's name.
    /// </summary>
    private string? StoredIn(Family family)
    {
        var members = new HashSet<int>(family.Nodes.Values);
        return cell.Trace.Grids.Where(grid => grid.Name.Length > 0 && !grid.Cells.IsDefaultOrEmpty)
            .Select(grid => (Name: OperandPlaces.LastName(grid.Name), Held: grid.Cells.Select(one => cell.NodeOf(one.Number)).Where(members.Contains).Distinct().Count()))
            .Where(grid => 2 * grid.Held >= members.Count && !_taken.Contains(grid.Name)).OrderByDescending(grid => grid.Held).Select(grid => grid.Name).FirstOrDefault();
    }

    /// <summary>True where the name is a variable's for a single number.</summary>
    private bool IsOneNumber(string name, int node) => families.Graph.TapeNode(node) is >= 0 and var tapeNode && families.Graph.Tape.Sites(tapeNode).SelectMany(site => site.Frames())
        .Select(frame => Places.MemberAround(frame.Syntax)).OfType<SyntaxNode>().Distinct().SelectMany(member => member.DescendantNodes().OfType<VariableDeclaratorSyntax>())
        .Any(declarator => declarator.Identifier.ValueText == name && declarator.Parent is VariableDeclarationSyntax declaration
            && (declaration.Type is PredefinedTypeSyntax || declaration.Type.IsVar && declarator.Initializer?.Value is LiteralExpressionSyntax));

    /// <summary>Names of the variables that the code stores a number in: those of the class that holds the pass before those of its helpers, innermost first.</summary>
    private IEnumerable<string> InCode(int node) => families.Graph.TapeNode(node) is >= 0 and var tapeNode
        ? families.Graph.Tape.Sites(tapeNode).SelectMany(InCode)
        : [];

    private static IEnumerable<string> InCode(Site site)
    {
        var frames = site.Frames().ToList();
        var own = frames[frames.Count - 1].Member?.ContainingType;
        var inHelpers = new List<string>();
        foreach (var frame in frames)
        {
            var name = AssignedTo(frame.Syntax, out var isReturned);
            var isOwn = SymbolEqualityComparer.Default.Equals(frame.Member?.ContainingType, own);
            if (isOwn && name is not null)
                return inHelpers.Prepend(name);
            if (name is not null)
                inHelpers.Add(name);

            // Who calls a helper gives a name to what it returns, and to nothing else that it computes.
            if (name is null ? !isReturned : !IsReturned(frame.Syntax, name))
                break;
        }

        return inHelpers;
    }

    private static bool IsReturned(SyntaxNode expression, string name) => Places.MemberAround(expression) is { } member
        && member.DescendantNodes().OfType<ReturnStatementSyntax>().Any(statement => statement.Expression is { } returned && Name(returned) == name);

    /// <summary>The variable that gets the whole of an expression.</summary>
    /// <param name="isReturned">True where the expression is what a member returns.</param>
    private static string? AssignedTo(SyntaxNode expression, out bool isReturned)
    {
        isReturned = false;
        for (var node = expression; node is not null; node = node.Parent)
        {
            if (node is AssignmentExpressionSyntax own)
                return Name(own.Left);
            switch (node.Parent)
            {
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or CheckedExpressionSyntax or EqualsValueClauseSyntax:
                    break;
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return Name(assignment.Left);
                case VariableDeclaratorSyntax declarator:
                    return declarator.Identifier.ValueText;
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    isReturned = true;
                    return null;
                case ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Push" or "Enqueue" } call } } }:
                    return Name(call.Expression);
                default:
                    return null;
            }
        }

        return null;
    }

    private static string? Name(ExpressionSyntax target) => OperandPlaces.Path(target) is { } path ? OperandPlaces.LastName(path) : null;

    private string Untaken(IReadOnlyList<string> names)
    {
        var name = names.FirstOrDefault(candidate => !_taken.Contains(candidate));
        for (var number = 2; name is null; number++)
        {
            var numbered = names[0] + "_" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            name = _taken.Contains(numbered) ? null : numbered;
        }

        _taken.Add(name);
        return name;
    }
}
