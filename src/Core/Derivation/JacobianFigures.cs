using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;

namespace RnnLint.Derivation;

/// <summary>
/// The numbers of the Jacobian between two steps: the tape's derivative, and what the code has in its place. Of a backward pass that is what one cotangent
/// gets from another; of a Jacobian that the code forms entry by entry, the entries.
/// </summary>
internal sealed class JacobianFigures
{
    /// <summary>Larger matrices are shown in part.</summary>
    private const int MostUnits = 8;

    private readonly TraceValues _trace;
    private readonly PassComparison _passes;
    private readonly Quantity _of;
    private readonly Quantity _by;
    private readonly Family _to;
    private readonly Family _from;

    private JacobianFigures(CellEquations equations, PassComparison passes, Quantity of, Quantity by)
    {
        _trace = equations.Traces[0];
        _passes = passes;
        (_of, _by) = (of, by);
        _to = _trace.Families.All[equations.FamilyOf(of)];
        _from = _trace.Families.All[equations.FamilyOf(by)];
    }

    /// <summary>∂of/∂by at the first step of the smaller trace that has all of it; null where the code has nothing that could be laid against it entry by entry.</summary>
    /// <param name="own">What the code does with the matrix.</param>
    public static JacobianNumbers? Of(CellEquations equations, BackwardEquations backward, IEnumerable<BackwardEquation> own, ProbeFinding? finding, Quantity of, Quantity by)
    {
        var figures = new JacobianFigures(equations, backward.Passes[0], of, by);
        return figures.Carried() ?? own.Where(found => found.IsJacobian).Select(found => figures.Formed(found, finding)).FirstOrDefault(found => found is not null);
    }

    private JacobianNumbers? Carried()
    {
        var between = new Dictionary<(int Later, int Earlier), double>();
        var labelled = new HashSet<int>();
        foreach (var entry in _passes.Identity.Entries)
        {
            labelled.Add(entry.From);
            labelled.Add(entry.To);
            foreach (var (later, earlier) in new[] { (entry.From, entry.To), (entry.To, entry.From) })
            {
                // An error that all units share is compared as a sum, and products of states carry slopes of their own: those are entries of another matrix.
                if (!IsStep(later, earlier) || !Agree(entry.Expected, _passes.Jacobian[later, earlier]))
                    continue;

                // Code may go back at several places; what is shown is what is wrong.
                if (!between.TryGetValue((later, earlier), out var other) || Math.Abs(entry.Implemented - entry.Expected) > Math.Abs(other - entry.Expected))
                    between[(later, earlier)] = entry.Implemented;
            }
        }

        return First(at => between.TryGetValue((at.Later, at.Earlier), out var number) ? number
            : labelled.Contains(at.Later) && labelled.Contains(at.Earlier) && _passes.Jacobian[at.Later, at.Earlier] == 0 ? 0 : null);
    }

    /// <summary>The unit whose slope stands in an entry is the one that the signal set out from, and tells rows and columns apart.</summary>
    private JacobianNumbers? Formed(BackwardEquation found, ProbeFinding? finding)
    {
        if (finding?.Verdict is not (Verdict.Verified or Verdict.TransposedRecurrentMatrix or Verdict.HarmlessTranspose))
            return null;
        var slopes = Formulas.Elements(found.Right).Where(element => element.Of.Kind is QuantityKind.Preactivation or QuantityKind.State).ToList();
        bool atColumn = slopes.Exists(slope => Formulas.Mentions(slope, Free.From)), atRow = slopes.Exists(slope => Formulas.Mentions(slope, Free.To));
        if (atColumn == atRow)
            return null;
        var numbers = First(at => found.Numbers.TryGetValue(atColumn ? (at.Step, at.To, at.From) : (at.Step, at.From, at.To), out var number) ? number : null);
        return numbers is not null && finding.Verdict == Verdict.Verified && !numbers.Demanded.Zip(numbers.Implemented, (a, b) => a.Zip(b, Agree).All(agree => agree)).All(agree => agree) ? null : numbers;
    }

    private bool IsStep(int later, int earlier) => _trace.Families.MemberAt(later) is { } to && _trace.Families.MemberAt(earlier) is { } from
        && to.Family == _to && from.Family == _from && to.Step == from.Step + 1 && to.Item == from.Item;

    /// <summary>The first step at which the code has every entry.</summary>
    private JacobianNumbers? First(Func<At, double?> implemented)
    {
        int rows = Units(_to), columns = Units(_from);
        foreach (var step in _to.Nodes.Keys.Select(key => key.Step).Where(step => step >= CellFamilies.FirstWhole).Distinct().OrderBy(step => step))
        {
            var places = Enumerable.Range(0, rows).Select(to => Enumerable.Range(0, columns).Select(from => new At(Node(_to, step, to), Node(_from, step - 1, from), step, to, from)).ToList()).ToList();
            if (places.Exists(row => row.Exists(at => at.Later < 0 || at.Earlier < 0 || implemented(at) is null)))
                continue;
            var demanded = places.ConvertAll(row => (IReadOnlyList<double>)row.ConvertAll(at => _passes.Jacobian[at.Later, at.Earlier]));
            if (demanded.Exists(row => row.Any(number => number != 0)))
                return new JacobianNumbers(new Partial(Free.Member(_of, 0, Free.To), Free.Member(_by, 1, Free.From)), step, demanded, places.ConvertAll(row => (IReadOnlyList<double>)row.ConvertAll(at => implemented(at)!.Value)));
        }

        return null;
    }

    private static int Node(Family family, int step, int unit) => family.Nodes.TryGetValue((step, 0, unit), out var node) ? node : -1;

    private static int Units(Family family) => Math.Min(MostUnits, family.Nodes.Keys.Max(key => key.Unit) + 1);

    private static bool Agree(double a, double b) => Math.Abs(a - b) <= CellJudge.Holds * (1 + Math.Abs(b));

    /// <summary>An entry: its two pre-activations on the tape, and the units that they belong to.</summary>
    private readonly record struct At(int Later, int Earlier, int Step, int To, int From);
}
