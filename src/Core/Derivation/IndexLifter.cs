using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnLint.Probing;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>
/// Finds one expression in index form for many that differ in their indices alone (anti-unification): every index is fitted by a sum of the free indices, of
/// those that sums bind, and an offset; strides may grow with the size, of which there are two.
/// </summary>
internal sealed class IndexLifter(Func<string, Quantity> given, Func<Family, Quantity> member)
{
    private const string Irregular = "its indices do not follow unit, step and sum in a regular way";
    private static readonly IndexKind[] Along = [IndexKind.Time, IndexKind.Item];

    private const string Uneven = "not all units compute the same";

    /// <summary>An expression, with the values of the indices that it is for.</summary>
    public sealed record Sample(int Size, IReadOnlyList<int> At, ConcreteExpression Expression);

    /// <param name="variables">What the samples' values are values of.</param>
    /// <exception cref="NotLiftedException">where no such form exists.</exception>
    public Formula Lift(IReadOnlyList<IndexVariable> variables, IReadOnlyList<Sample> samples)
    {
        var first = samples[0].Expression;
        if (samples.Any(sample => sample.Expression.Kind != first.Kind || sample.Expression.Skeleton != first.Skeleton))
            throw new NotLiftedException(Uneven);
        switch (first.Kind)
        {
            case ExpressionKind.Constant:
                return new Number((double)first.Label!);
            case ExpressionKind.Leaf:
                return new Element(given((string)first.Label!), Indices(isMember: false));
            case ExpressionKind.Member:
                return new Element(member((Family)first.Label!), Indices(isMember: true));
            case ExpressionKind.Sum:
                return Make.Sum(first.Parts.Select(part => part.Skeleton).Distinct()
                    .Select(skeleton => Like(variables, samples.Select(sample => (sample, sample.Expression.Parts.Where(part => part.Skeleton == skeleton).ToList())).ToList())));
            case ExpressionKind.Product:
                return ProductOf(variables, samples);
            case ExpressionKind.Reciprocal:
                var under = Lift(variables, Part(samples, 0));
                return Logistic(under) ?? new Quotient(Formula.One, under);
            case ExpressionKind.Power:
                return new Raised(Lift(variables, Part(samples, 0)), Lift(variables, Part(samples, 1)));
            default:
                return new Applied(Named((TapeOp)first.Label!), Lift(variables, Part(samples, 0)));
        }

        IReadOnlyList<IndexForm> Indices(bool isMember) => Enumerable.Range(0, first.Holes.Count).Select(hole => Fit(variables, samples, hole, isMember && hole < Along.Length ? Along[hole] : null)).ToList();
    }

    private Formula ProductOf(IReadOnlyList<IndexVariable> variables, IReadOnlyList<Sample> samples)
    {
        var count = samples[0].Expression.Parts.Count;
        if (samples.Any(sample => sample.Expression.Parts.Count != count))
            throw new NotLiftedException(Uneven);
        var factors = Enumerable.Range(0, count).Select(i => Lift(variables, Part(samples, i))).ToList();
        var under = factors.OfType<Quotient>().Where(quotient => quotient.Over.IsOne).ToList();
        var over = Make.Product(factors.Where(factor => factor is not Quotient quotient || !under.Contains(quotient)));
        return under.Count == 0 ? over : Make.Divide(over, Make.Product(under.Select(quotient => quotient.Under)));
    }

    /// <summary>Like terms of a sum, under one Σ.</summary>
    private Formula Like(IReadOnlyList<IndexVariable> variables, List<(Sample Sample, List<ConcreteExpression> Parts)> samples)
    {
        var counts = Counts(samples.ConvertAll(sample => (sample.Sample.Size, sample.Parts.Count)));
        if (counts.TrueForAll(size => size.Value == 1))
            return Lift(variables, samples.ConvertAll(sample => sample.Sample with { Expression = sample.Parts[0] }));
        var over = new IndexVariable(IndexKind.Bound, Through(counts));
        try
        {
            return Make.Sum(over, Lift([.. variables, over], samples.SelectMany(sample => sample.Parts.Select((part, i) => new Sample(sample.Sample.Size, [.. sample.Sample.At, i], part))).ToList()));
        }
        catch (NotLiftedException)
        {
            return Twofold(variables, samples) ?? throw new NotLiftedException(Irregular);
        }
    }

    /// <summary>Like terms under two Σ, the outer one for an index that takes each of its values equally often.</summary>
    private Formula? Twofold(IReadOnlyList<IndexVariable> variables, List<(Sample Sample, List<ConcreteExpression> Parts)> samples)
    {
        var holes = samples[0].Parts[0].AllHoles.Count;
        for (var hole = 0; hole < holes; hole++)
        {
            var split = samples.ConvertAll(sample => (sample.Sample, Parts: sample.Parts.GroupBy(part => part.AllHoles[hole]).OrderBy(group => group.Key).Select(group => group.ToList()).ToList()));
            if (split.Exists(sample => sample.Parts.Count < 2 || sample.Parts.Exists(part => part.Count != sample.Parts[0].Count || part.Count < 2)))
                continue;
            var over = new IndexVariable(IndexKind.Bound, Through(Counts(split.ConvertAll(sample => (sample.Sample.Size, sample.Parts.Count)))));
            return Make.Sum(over, Like([.. variables, over], split.SelectMany(sample => sample.Parts.Select((part, i) => (sample.Sample with { At = [.. sample.Sample.At, i] }, part))).ToList()));
        }

        return null;
    }

    private static List<(int Size, int Value)> Counts(List<(int Size, int Count)> samples)
    {
        var counts = samples.Distinct().OrderBy(sample => sample.Size).ToList();
        return counts.Select(count => count.Size).Distinct().Count() == counts.Count ? counts : throw new NotLiftedException("the number of terms differs from unit to unit");
    }

    private static List<Sample> Part(IReadOnlyList<Sample> samples, int part) => samples.Select(sample => sample with { Expression = sample.Expression.Parts[part] }).ToList();

    private static IndexForm Fit(IReadOnlyList<IndexVariable> variables, IReadOnlyList<Sample> samples, int hole, IndexKind? along)
    {
        try
        {
            return Line(variables, samples, hole, along);
        }
        catch (NotLiftedException) when (along is null && Chosen(variables, samples, hole) is { } chosen)
        {
            return chosen;
        }
    }

    /// <summary>An index without a rule, which is one and the same for all units and terms at a step: the data have chosen it. Null where it is not.</summary>
    private static IndexForm? Chosen(IReadOnlyList<IndexVariable> variables, IReadOnlyList<Sample> samples, int hole)
    {
        int time = variables.ToList().IndexOf(Free.Time), item = variables.ToList().IndexOf(Free.Item);
        if (time < 0 || item < 0)
            return null;
        var values = new Dictionary<(int, int, int), int>();
        foreach (var sample in samples)
        {
            var key = (sample.Size, sample.At[time], sample.At[item]);
            if (!values.TryGetValue(key, out var value))
                values.Add(key, sample.Expression.Holes[hole]);
            else if (value != sample.Expression.Holes[hole])
                return null;
        }

        return IndexForm.Of(new ChosenIndex(values));
    }

    /// <param name="along">What the index goes along with where that takes one value alone: the step of a member with time, the item with the item.</param>
    private static IndexForm Line(IReadOnlyList<IndexVariable> variables, IReadOnlyList<Sample> samples, int hole, IndexKind? along)
    {
        var sizes = samples.GroupBy(sample => sample.Size).OrderBy(size => size.Key).Select(size => (Size: size.Key, Samples: size.ToList())).ToList();
        var strides = variables.Select((variable, i) => (Variable: variable, Stride: Through(sizes.ConvertAll(size => (size.Size, variable.Kind == along && size.Samples.TrueForAll(sample => sample.At[i] == size.Samples[0].At[i]) ? 1 : Stride(size.Samples, i, hole)))))).ToList();
        var offset = Through(sizes.ConvertAll(size => (size.Size, size.Samples[0].Expression.Holes[hole] - strides.Select((stride, i) => stride.Stride.At(size.Size) * size.Samples[0].At[i]).Sum())));
        foreach (var size in sizes)
        {
            var start = offset.At(size.Size);
            var own = strides.ConvertAll(stride => stride.Stride.At(size.Size));
            foreach (var sample in size.Samples)
            {
                var index = start;
                for (var i = 0; i < own.Count; i++)
                    index += own[i] * sample.At[i];
                if (index != sample.Expression.Holes[hole])
                    throw new NotLiftedException(Irregular);
            }
        }

        return IndexForm.Of(strides, offset);
    }

    /// <summary>By how much an index grows with a variable while all others stand still.</summary>
    private static int Stride(List<Sample> samples, int variable, int hole)
    {
        var others = new Dictionary<IReadOnlyList<int>, Sample>(new AllBut(variable));
        foreach (var sample in samples)
        {
            if (!others.TryGetValue(sample.At, out var other))
                others.Add(sample.At, sample);
            else if (other.At[variable] != sample.At[variable])
                return (sample.Expression.Holes[hole] - other.Expression.Holes[hole]) / (sample.At[variable] - other.At[variable]);
        }

        return 0;
    }

    /// <summary>Takes values of indices for the same that differ in one of them alone.</summary>
    private sealed class AllBut(int position) : IEqualityComparer<IReadOnlyList<int>>
    {
        public bool Equals(IReadOnlyList<int>? x, IReadOnlyList<int>? y)
        {
            for (var i = 0; i < x!.Count; i++)
            {
                if (i != position && x[i] != y![i])
                    return false;
            }

            return true;
        }

        public int GetHashCode(IReadOnlyList<int> values)
        {
            var hash = 0;
            for (var i = 0; i < values.Count; i++)
                hash = i == position ? hash : unchecked((hash * 31) + values[i]);
            return hash;
        }
    }

    private static Extent Through(List<(int Size, int Value)> values) => values.Count == 1
        ? new Extent(values[0].Value)
        : Extent.Through(values[0].Size, values[0].Value, values[1].Size, values[1].Value) ?? throw new NotLiftedException(Irregular);

    /// <summary>1/(1 + e⁻ˣ) under the name that everybody knows.</summary>
    private static Formula? Logistic(Formula under) => under is Plus { Terms.Count: 2 } sum && sum.Terms.Contains(Formula.One)
        && sum.Terms.OfType<Applied>().FirstOrDefault() is { } exponential && exponential.Function == Function.Exp
            ? new Applied(Function.Logistic, Make.Negate(exponential.Argument)) : null;

    private static Function Named(TapeOp op) => op switch
    {
        TapeOp.Tanh => Function.Tanh,
        TapeOp.Exp => Function.Exp,
        TapeOp.Log => Function.Log,
        TapeOp.Sqrt => Function.Sqrt,
        TapeOp.Cbrt => Function.Cbrt,
        TapeOp.Sinh => Function.Sinh,
        TapeOp.Cosh => Function.Cosh,
        TapeOp.Sin => Function.Sin,
        TapeOp.Cos => Function.Cos,
        TapeOp.Tan => Function.Tan,
        TapeOp.Asin => Function.Asin,
        TapeOp.Acos => Function.Acos,
        TapeOp.Atan => Function.Atan,
        _ => throw new NotLiftedException("it uses " + op + ", which has no name here"),
    };
}
