using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

internal enum ExpressionKind
{
    Constant,

    /// <summary>A number that was given; its holes are its indices.</summary>
    Leaf,

    /// <summary>A pre-activation or state; its holes are step, item and unit.</summary>
    Member,

    Sum,
    Product,

    /// <summary>One divided by something.</summary>
    Reciprocal,

    Power,
    Function,
}

/// <summary>
/// One number of the trace as an expression in leaves, pre-activations and states, with the indices that it has at one unit, item and step. Sums and
/// products are flat, signs are factors, and terms that differ in their indices alone stand together, in the order of their indices.
/// </summary>
internal sealed class ConcreteExpression
{
    private IReadOnlyList<int>? _allHoles;

    private ConcreteExpression(ExpressionKind kind, object? label, IReadOnlyList<int> holes, IReadOnlyList<ConcreteExpression> parts, string skeleton) =>
        (Kind, Label, Holes, Parts, Skeleton) = (kind, label, holes, parts, skeleton);

    public ExpressionKind Kind { get; }

    /// <summary>A group of leaves, a family, a function, or the value of a constant.</summary>
    public object? Label { get; }

    public IReadOnlyList<int> Holes { get; }

    public IReadOnlyList<ConcreteExpression> Parts { get; }

    /// <summary>The expression without its indices, and without the number of like terms in its sums: the same at every unit and size.</summary>
    public string Skeleton { get; }

    public static ConcreteExpression Constant(double value) =>
        new(ExpressionKind.Constant, value, [], [], value.ToString("R", CultureInfo.InvariantCulture));

    public static ConcreteExpression Leaf(string group, IReadOnlyList<int> indices) =>
        new(ExpressionKind.Leaf, group, indices, [], "L" + group + "/" + indices.Count.ToString(CultureInfo.InvariantCulture));

    public static ConcreteExpression Member(Family family, int step, int item, int unit) =>
        new(ExpressionKind.Member, family, [step, item, unit], [], "M" + family.Number.ToString(CultureInfo.InvariantCulture));

    public static ConcreteExpression Sum(IEnumerable<ConcreteExpression> terms) => Flat(ExpressionKind.Sum, terms, '+');

    public static ConcreteExpression Product(IEnumerable<ConcreteExpression> factors) => Flat(ExpressionKind.Product, factors, '*');

    public static ConcreteExpression Reciprocal(ConcreteExpression of) => new(ExpressionKind.Reciprocal, null, [], [of], "1/(" + of.Skeleton + ")");

    public static ConcreteExpression Power(ConcreteExpression b, ConcreteExpression exponent) => new(ExpressionKind.Power, null, [], [b, exponent], "(" + b.Skeleton + "^" + exponent.Skeleton + ")");

    public static ConcreteExpression Apply(TapeOp function, ConcreteExpression argument) =>
        new(ExpressionKind.Function, function, [], [argument], function + "(" + argument.Skeleton + ")");

    private static ConcreteExpression Flat(ExpressionKind kind, IEnumerable<ConcreteExpression> parts, char sign)
    {
        var all = parts.SelectMany(part => part.Kind == kind ? part.Parts : [part]).OrderBy(part => part.Skeleton, StringComparer.Ordinal).ThenBy(part => part, ByHoles.Instance).ToList();
        if (all.Count == 1)
            return all[0];
        var skeletons = all.Select(part => part.Skeleton);
        return new(kind, null, [], all, "(" + string.Join(sign.ToString(), kind == ExpressionKind.Sum ? skeletons.Distinct() : skeletons) + ")");
    }

    /// <summary>All indices, in the order in which they stand.</summary>
    public IReadOnlyList<int> AllHoles => _allHoles ??= Parts.Count == 0 ? Holes : [.. Holes, .. Parts.SelectMany(part => part.AllHoles)];

    private sealed class ByHoles : IComparer<ConcreteExpression>
    {
        public static readonly ByHoles Instance = new();

        public int Compare(ConcreteExpression? x, ConcreteExpression? y)
        {
            IReadOnlyList<int> first = x!.AllHoles, second = y!.AllHoles;
            for (var i = 0; i < first.Count && i < second.Count; i++)
            {
                if (first[i] != second[i])
                    return first[i].CompareTo(second[i]);
            }

            return 0;
        }
    }
}

/// <summary>Pre-activations, or states, that differ in unit, item and step alone.</summary>
internal sealed class Family(int number, bool isPreactivation)
{
    public int Number { get; } = number;

    public bool IsPreactivation { get; } = isPreactivation;

    /// <summary>Matrices whose products are added up in it; for a state, those that multiply it.</summary>
    public SortedSet<string> Matrices { get; } = new(StringComparer.Ordinal);

    /// <summary>The nodes, by step, item and unit.</summary>
    public SortedDictionary<(int Step, int Item, int Unit), int> Nodes { get; } = new();
}
