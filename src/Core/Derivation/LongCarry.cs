using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>One cotangent of some pre-activations at a late step, carried back by the lines of both passes: as the forward pass demands, and as the code does.</summary>
internal sealed class LongCarry
{
    private readonly LongerRun _run;
    private readonly BackwardEquations _backward;
    private readonly Evaluator _evaluator;
    private readonly int _last;
    private readonly IReadOnlyDictionary<(Quantity Of, int Item, int Unit), double> _start;
    private readonly Dictionary<(Quantity Of, int Step, int Item, int Unit), double> _demanded = new();
    private readonly Dictionary<(Quantity Of, int Step, int Item, int Unit), double> _own = new();
    private readonly Dictionary<Quantity, Quantity> _sensitivities = new();

    /// <param name="last">The step that it starts from.</param>
    /// <param name="start">The cotangents of pre-activations at that step.</param>
    public LongCarry(LongerRun run, BackwardEquations backward, int last, IReadOnlyDictionary<(Quantity Of, int Item, int Unit), double> start)
    {
        (_run, _backward, _last, _start, _evaluator) = (run, backward, last, start, new Evaluator(run));
        Preactivations = run.Lines.Select(line => line.Of).Where(of => of.Kind == QuantityKind.Preactivation).ToList();
        foreach (var preactivation in Preactivations)
        {
            if (backward.CotangentOf(preactivation) is { } cotangent)
                _sensitivities[cotangent] = preactivation;
        }

        Demand();
    }

    public IReadOnlyList<Quantity> Preactivations { get; }

    /// <summary>What the forward pass demands.</summary>
    public double Demanded(Quantity preactivation, int step, int item, int unit) => _demanded.TryGetValue((preactivation, step, item, unit), out var number) ? number : 0;

    /// <summary>What the code carries; NaN where its lines do not tell.</summary>
    public double Own(Quantity preactivation, int step, int item, int unit) => _backward.CotangentOf(preactivation) is { } cotangent ? Carried(cotangent, step, item, unit) : double.NaN;

    private void Demand()
    {
        foreach (var start in _start)
            Collect(start.Key.Of, _last, start.Key.Item, start.Key.Unit, start.Value);
        for (var step = _last; step >= 0; step--)
        {
            foreach (var line in _run.Lines.Reverse())
            {
                foreach (var (item, unit) in _run.Places(line.Of))
                {
                    if (_demanded.TryGetValue((line.Of, step, item, unit), out var collected) && collected != 0)
                        _evaluator.Differentiate(line.Body, new IndexPoint(step, item, unit, 0), of => of.Kind is QuantityKind.Preactivation or QuantityKind.State, (of, at, slope) => Collect(of, at[0], at[1], at[2], slope * collected));
                }
            }
        }
    }

    private void Collect(Quantity of, int step, int item, int unit, double number) =>
        _demanded[(of, step, item, unit)] = number + Demanded(of, step, item, unit);

    private double Carried(Quantity of, int step, int item, int unit)
    {
        if (step > _last)
            return 0;
        if (_own.TryGetValue((of, step, item, unit), out var known))
            return known;
        if (_backward.LinearLineOf(of) is not { } line)
            return double.NaN;
        var number = step == _last && _sensitivities.TryGetValue(of, out var preactivation) && _start.TryGetValue((preactivation, item, unit), out var start) ? start : 0;
        var parts = new List<(Quantity Of, int[] At, double Slope)>();
        _evaluator.Differentiate(line.Body, new IndexPoint(step, item, unit, 0), part => part.Kind == QuantityKind.Backward, (part, at, slope) => parts.Add((part, at, slope)));
        foreach (var part in parts)
        {
            // Beyond the last step there is nothing, neither cotangents nor what multiplies them.
            if (Carried(part.Of, part.At[0], part.At[1], part.At[2]) is not 0 and var carried)
                number += part.Slope * carried;
        }

        _own.Add((of, step, item, unit), number);
        return number;
    }
}
