using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>
/// A whole number that may grow with the number of units n: <c>Constant + Linear·n + Square·n²</c>. A stride of a flat array is one, and so is the number
/// of terms of a sum.
/// </summary>
public readonly record struct Extent(int Constant, int Linear = 0, int Square = 0)
{
    private const int MostUnits = 8, MostSpare = 3;

    public int At(int n) => Constant + (Linear * n) + (Square * n * n);

    public bool IsZero => this == default;

    /// <summary>The plainest such number with these two values; null where none of a few units and a few spare cells has them.</summary>
    public static Extent? Through(int n, int value, int otherN, int otherValue)
    {
        if (value == otherValue)
            return new Extent(value);
        return (from square in Enumerable.Range(0, MostUnits + 1)
                from linear in Enumerable.Range(-MostUnits, (2 * MostUnits) + 1)
                let constant = value - (linear * n) - (square * n * n)
                where constant == otherValue - (linear * otherN) - (square * otherN * otherN) && Math.Abs(constant) <= MostSpare
                orderby square + Math.Abs(linear) + Math.Abs(constant), square
                select (Extent?)new Extent(constant, linear, square)).FirstOrDefault();
    }
}

/// <summary>What an index runs over.</summary>
public enum IndexKind
{
    /// <summary>The unit that an equation is written for.</summary>
    Unit,

    /// <summary>The item of a batch.</summary>
    Item,

    /// <summary>The time step.</summary>
    Time,

    /// <summary>Bound by a sum.</summary>
    Bound,

    /// <summary>Chosen by the data at each step: the token of a character model.</summary>
    Data,
}

/// <summary>A variable that an index is made of. Two are the same where they are the same object.</summary>
public class IndexVariable(IndexKind kind, Extent count)
{
    public IndexKind Kind { get; } = kind;

    /// <summary>How many values it takes, from 0 on.</summary>
    public Extent Count { get; } = count;
}

/// <summary>An index that the data choose, by size, step and item.</summary>
internal sealed class ChosenIndex(IReadOnlyDictionary<(int Size, int Step, int Item), int> values) : IndexVariable(IndexKind.Data, default)
{
    private readonly int _last = values.Keys.Max(key => key.Step);

    /// <summary>Beyond what was traced, the data go round: positions that are made up for an array run through the units again and again.</summary>
    public int At(int size, int step, int item)
    {
        while (step > _last)
            step -= size;
        return values.TryGetValue((size, step, item), out var value) ? value : -1;
    }
}

/// <summary>An index of an array: a sum of variables with strides, and an offset.</summary>
public sealed class IndexForm : IEquatable<IndexForm>
{
    private IndexForm(IReadOnlyList<(IndexVariable Variable, Extent Stride)> terms, Extent offset)
    {
        Terms = terms;
        Offset = offset;
    }

    /// <summary>No variable twice, none with a stride of zero.</summary>
    public IReadOnlyList<(IndexVariable Variable, Extent Stride)> Terms { get; }

    public Extent Offset { get; }

    /// <summary>The variable, where the index is just that.</summary>
    public IndexVariable? Alone => Terms.Count == 1 && Terms[0].Stride == new Extent(1) && Offset.IsZero ? Terms[0].Variable : null;

    public static IndexForm Of(IndexVariable variable) => Of([(variable, new Extent(1))], default);

    public static IndexForm Of(int constant) => Of([], new Extent(constant));

    public static IndexForm Of(IEnumerable<(IndexVariable Variable, Extent Stride)> terms, Extent offset) => new(terms.Where(term => !term.Stride.IsZero).ToList(), offset);

    /// <summary>With another index in place of a variable. Strides that grow with n are multiplied by whole numbers only.</summary>
    public IndexForm With(IndexVariable variable, IndexForm other)
    {
        if (variable.Kind == IndexKind.Time && Terms.Any(term => term.Variable is ChosenIndex))
            throw new NotLiftedException("an index that the data choose belongs to another step");
        var place = Terms.ToList().FindIndex(term => term.Variable == variable);
        if (place < 0)
            return this;
        var own = Terms[place];
        var terms = Terms.Where(term => term.Variable != variable).ToList();
        foreach (var (added, stride) in other.Terms)
        {
            var at = terms.FindIndex(term => term.Variable == added);
            var scaled = Multiply(own.Stride, stride);
            if (at < 0)
                terms.Insert(Math.Min(place++, terms.Count), (added, scaled));
            else
                terms[at] = (added, Add(terms[at].Stride, scaled));
        }

        return Of(terms, Add(Offset, Multiply(own.Stride, other.Offset)));
    }

    /// <param name="point">The value of each variable.</param>
    /// <param name="n">The number of units.</param>
    internal int At(IndexPoint point, int n)
    {
        var index = Offset.At(n);
        for (var i = 0; i < Terms.Count; i++)
            index += Terms[i].Stride.At(n) * (Terms[i].Variable is ChosenIndex chosen ? chosen.At(n, point.Step, point.Item) : point.Of(Terms[i].Variable));
        return index;
    }

    public bool Mentions(IndexVariable variable) => Terms.Any(term => term.Variable == variable);

    public bool Equals(IndexForm? other) =>
        other is not null && Offset == other.Offset && Terms.Count == other.Terms.Count && Terms.All(term => other.Terms.Contains(term));

    public override bool Equals(object? obj) => Equals(obj as IndexForm);

    public override int GetHashCode() => Terms.Aggregate(Offset.GetHashCode(), (hash, term) => unchecked(hash + (term.Variable.GetHashCode() * 31) + term.Stride.GetHashCode()));

    private static Extent Add(Extent a, Extent b) => new(a.Constant + b.Constant, a.Linear + b.Linear, a.Square + b.Square);

    private static Extent Multiply(Extent a, Extent b)
    {
        if ((a.Linear * b.Square) + (a.Square * b.Linear) + (a.Square * b.Square) != 0)
            throw new NotLiftedException("its indices grow faster than the square of the number of units");
        return new Extent(a.Constant * b.Constant, (a.Constant * b.Linear) + (a.Linear * b.Constant), (a.Constant * b.Square) + (a.Linear * b.Linear) + (a.Square * b.Constant));
    }
}

/// <summary>The numbers have no index form that could be found; the message says why, as the end of a sentence.</summary>
public sealed class NotLiftedException(string message) : Exception(message);
