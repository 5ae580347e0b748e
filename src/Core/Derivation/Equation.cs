using System.Collections.Generic;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>One line of a cell: an element of a quantity, and what it is made of.</summary>
/// <param name="Of">The quantity on the left.</param>
/// <param name="Matrices">Names of the recurrent matrices whose products are added up in it; for a state, of those that multiply it.</param>
/// <param name="Sites">Where the code makes it.</param>
internal sealed record Equation(Quantity Of, IReadOnlyList<string> Matrices, Formula Body, IReadOnlyList<Site> Sites)
{
    public Element Left => Free.Member(Of, 0, Free.To);
}

/// <summary>The free indices of all equations of all cells.</summary>
internal static class Free
{
    public static IndexVariable Time { get; } = new(IndexKind.Time, default);

    public static IndexVariable Item { get; } = new(IndexKind.Item, default);

    /// <summary>The unit that an equation is written for.</summary>
    public static IndexVariable To { get; } = new(IndexKind.Unit, default);

    /// <summary>The unit that a derivative is taken by.</summary>
    public static IndexVariable From { get; } = new(IndexKind.Unit, default);

    /// <summary>A pre-activation, state or cotangent, some steps before the one that is written for.</summary>
    public static Element Member(Quantity of, int lag, IndexVariable unit) => new(of, [IndexForm.Of([(Time, new Extent(1))], new Extent(-lag)), IndexForm.Of(Item), IndexForm.Of(unit)]);

    /// <summary>How many steps before the one that is written for; null where it is some fixed step.</summary>
    public static int? Lag(Element element) => element.Indices[0] is { Terms.Count: 1 } step && step.Terms[0] == (Time, new Extent(1)) ? -step.Offset.Constant : null;
}
