using System;
using System.Collections.Immutable;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>The value of a formula at one point of a trace.</summary>
internal sealed class Evaluator(TraceValues trace, CellEquations equations)
{
    public static ImmutableDictionary<IndexVariable, int> Point(int step, int item, int to, int from) =>
        ImmutableDictionary<IndexVariable, int>.Empty.Add(Free.Time, step).Add(Free.Item, item).Add(Free.To, to).Add(Free.From, from);

    /// <param name="at">The value of each free index.</param>
    /// <returns>NaN where the trace lacks something that the formula has.</returns>
    public double At(Formula formula, ImmutableDictionary<IndexVariable, int> at) => formula switch
    {
        Number number => number.Value,
        Element element => Value(element, at),
        Total total => Enumerable.Range(0, total.Over.Count.At(trace.Size)).Sum(i => At(total.Body, at.SetItem(total.Over, i))),
        Plus plus => plus.Terms.Sum(term => At(term, at)),
        Times times => times.Factors.Aggregate(1.0, (product, factor) => product * At(factor, at)),
        Quotient quotient => At(quotient.Over, at) / At(quotient.Under, at),
        Raised raised => Math.Pow(At(raised.Base, at), At(raised.Exponent, at)),
        Applied applied => applied.Function.At(At(applied.Argument, at)),
        Slope slope => slope.Function.SlopeAt(At(slope.Argument, at)),
        Delta delta => delta.First.At(at, trace.Size) == delta.Second.At(at, trace.Size) ? 1 : 0,
        _ => throw new ArgumentException("an unknown kind of formula", nameof(formula)),
    };

    private double Value(Element element, ImmutableDictionary<IndexVariable, int> at)
    {
        var indices = element.Indices.Select(index => index.At(at, trace.Size)).ToList();
        var family = equations.FamilyOf(element.Of);
        return family < 0 ? trace.Leaf(equations.GroupOf(element.Of), indices)
            : trace.Node(family, indices[0], indices[1], indices[2]) is >= 0 and var node ? trace.Cell.Graph.Value(node) : double.NaN;
    }
}
