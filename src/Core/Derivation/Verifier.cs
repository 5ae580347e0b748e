using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>
/// Evaluates what a derivation says before it is said. All sides of a relation have to agree on every trace, at every step, item and unit, and a derivative is
/// there what the tape says. What is written out for a few units is an instance of a relation that was checked so: with any numbers in place of the elements,
/// it gives what the relation gives for that many units.
/// </summary>
internal sealed class Verifier(IReadOnlyList<TracedElements> traces)
{
    private const double Same = 1e-9;

    /// <summary>Of a larger cell as many points are taken, spread over all steps and units.</summary>
    private const int MostPoints = 4_096;

    private readonly HashSet<Block> _verified = new(ByReference.Instance);
    private readonly List<(IReadOnlyList<Formula> Sides, bool Holds)> _known = new();

    /// <exception cref="NotLiftedException">where the block says something that the traces do not bear out.</exception>
    public void Check(Block block)
    {
        switch (block)
        {
            case Relation relation when !_verified.Contains(block):
                if (!Holds(relation.Sides))
                    throw new NotLiftedException("a line of its derivation does not give what was traced");
                _verified.Add(block);
                break;
            case FormulaMatrix when !_verified.Contains(block):
                throw new NotLiftedException("a matrix of its derivation was not evaluated");
        }
    }

    /// <summary>A relation for two of the units of a cell that has no more than are written out.</summary>
    /// <param name="sides">For unit <see cref="Free.To"/> and unit <see cref="Free.From"/>.</param>
    /// <exception cref="NotLiftedException">where the relation does not hold.</exception>
    public Relation Instance(IReadOnlyList<Formula> sides, int units, int to, int from)
    {
        var instance = new Relation(sides.Select(side => Numbered(side, units, to, from)).ToList());
        CheckInstance(sides, instance.Sides, units, to, from);
        _verified.Add(instance);
        return instance;
    }

    /// <summary>The matrix of an entry for each pair of units.</summary>
    /// <param name="name">What the whole is called.</param>
    /// <param name="of">What is in row <see cref="Free.To"/> and column <see cref="Free.From"/>.</param>
    /// <param name="entry">The same, worked out.</param>
    /// <exception cref="NotLiftedException">where the two are not equal.</exception>
    public FormulaMatrix Matrix(Formula name, Formula of, Formula entry, int units)
    {
        var rows = Enumerable.Range(0, units).Select(to => (IReadOnlyList<Formula>)Enumerable.Range(0, units).Select(from => Numbered(entry, units, to, from)).ToList()).ToList();
        for (var to = 0; to < units; to++)
        {
            for (var from = 0; from < units; from++)
                CheckInstance([of, entry], [rows[to][from]], units, to, from);
        }

        var matrix = new FormulaMatrix(name, rows);
        _verified.Add(matrix);
        return matrix;
    }

    /// <summary>True where all sides agree at all points that have them, of which each trace has some.</summary>
    public bool Holds(IReadOnlyList<Formula> sides)
    {
        var at = _known.FindIndex(known => known.Sides.SequenceEqual(sides));
        if (at < 0)
        {
            at = _known.Count;
            _known.Add((sides, traces.All(trace => Agree(trace, sides))));
        }

        return _known[at].Holds;
    }

    private static bool Agree(TracedElements trace, IReadOnlyList<Formula> sides)
    {
        var evaluator = new Evaluator(trace);
        var compared = 0;
        foreach (var point in Points(trace.Trace, sides))
        {
            var values = sides.Select(side => evaluator.At(side, point)).ToList();

            // The equations of the first steps take up what was not there yet.
            if (values.Exists(double.IsNaN))
                continue;
            compared++;
            if (values.Exists(value => !AreSame(value, values[0])))
                return false;
        }

        return compared > 0;
    }

    private void CheckInstance(IReadOnlyList<Formula> sides, IReadOnlyList<Formula> shown, int units, int to, int from)
    {
        if (!Holds(sides))
            throw new NotLiftedException("a line of its derivation does not give what was traced");
        var evaluator = new Evaluator(new AnyElements(units));
        var expected = sides.Select(side => evaluator.At(side, new IndexPoint(CellFamilies.FirstWhole, 0, to, from))).ToList();
        var values = shown.Select(side => evaluator.At(side, new IndexPoint(CellFamilies.FirstWhole, 0, -1, -1))).ToList();
        if (values.Zip(expected.Skip(expected.Count - values.Count), AreSame).Contains(false))
            throw new NotLiftedException("what was written out for a few units is not what was derived for all");
    }

    private static bool AreSame(double a, double b) => Math.Abs(a - b) <= Same * (1 + Math.Abs(b));

    private static IEnumerable<IndexPoint> Points(TraceValues trace, IReadOnlyList<Formula> sides)
    {
        var (lastStep, items, units) = trace.Bounds;

        // What is added up at the last step may be less than at the others, for nothing is made of it.
        var isMadeAtLast = sides.SelectMany(Formulas.All).SelectMany(part => part is Partial partial ? [partial.Of, partial.By] : new[] { part }).OfType<Element>().Any(element => element.Of.Kind == QuantityKind.Preactivation && Free.Lag(element) is not > 0);
        var last = lastStep - (isMadeAtLast ? 1 : 0);
        int to = Mentioned(Free.To) ? units : 1, from = Mentioned(Free.From) ? units : 1, steps = last + 1 - CellFamilies.FirstWhole;
        var count = (long)steps * items * to * from;

        // An odd stride meets every unit in turn, also where their number is a power of two.
        var stride = (count / MostPoints) | 1;
        for (long i = 0; i < count; i += stride)
            yield return new IndexPoint(CellFamilies.FirstWhole + (int)(i / from / to / items), (int)(i / from / to % items), (int)(i / from % to), (int)(i % from));

        bool Mentioned(IndexVariable variable) => sides.Any(side => Formulas.Mentions(side, variable));
    }

    /// <summary>A formula for two of the units of a cell that has so many.</summary>
    public static Formula Numbered(Formula formula, int units, int to, int from) => ForUnits(Formulas.At(Formulas.At(formula, Free.To, IndexForm.Of(to)), Free.From, IndexForm.Of(from)), units);

    private static Formula ForUnits(Formula formula, int units) => formula switch
    {
        Element element => ForUnits(element, units),
        Partial partial => new Partial(ForUnits(partial.Of, units), ForUnits(partial.By, units)),
        _ => Formulas.With(formula, part => ForUnits(part, units)),
    };

    private static Element ForUnits(Element element, int units) => element with { Indices = element.Indices.Select(index => IndexForm.Of(index.Terms, new Extent(index.Offset.At(units)))).ToList() };

    /// <summary>Numbers without any relation to one another, for each element one and for each derivative one.</summary>
    private sealed class AnyElements(int units) : IElementValues
    {
        private readonly Dictionary<Quantity, int> _numbers = new();

        public int Size => units;

        public double Of(Quantity quantity, IReadOnlyList<int> indices) => Any(Key(quantity, indices));

        public double Derivative(Quantity of, IReadOnlyList<int> indices, Quantity by, IReadOnlyList<int> byIndices) => Any(Key(of, indices) + "/" + Key(by, byIndices));

        private string Key(Quantity quantity, IReadOnlyList<int> indices)
        {
            if (!_numbers.TryGetValue(quantity, out var number))
                _numbers.Add(quantity, number = _numbers.Count);
            return FormattableString.Invariant($"{number}[{string.Join(",", indices)}]");
        }

        private static double Any(string key) => 0.1 + (0.8 * LeafValues.Uniform(1, key, 0));
    }

    private sealed class ByReference : IEqualityComparer<Block>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(Block? x, Block? y) => ReferenceEquals(x, y);

        public int GetHashCode(Block block) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(block);
    }
}
