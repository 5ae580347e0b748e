using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;

namespace RnnLint.Derivation;

/// <summary>
/// What has come back to every pre-activation, x̂, from numbers chosen for the last step: the sum over all later pre-activations of what has come back to them times
/// their derivative by this one, as the tape has it. The code need not compute it.
/// </summary>
internal sealed class Cotangents
{
    private readonly Dictionary<Quantity, Quantity> _of = new();
    private readonly CellEquations _equations;

    public Cotangents(CellEquations equations, IReadOnlyList<PassComparison> passes)
    {
        _equations = equations;
        for (var i = 0; i < passes.Count; i++)
        {
            var families = equations.Traces[i].Families.All.Where(family => family.IsPreactivation).ToList();
            var numbers = All(families, passes[i].Jacobian);
            foreach (var family in families)
                equations.Elements[i].Add(Of(equations.QuantityOf(family.Number)), family.Nodes.ToDictionary(node => node.Key, node => numbers[node.Value]));
        }
    }

    /// <summary>The cotangent of a pre-activation.</summary>
    public Quantity Of(Quantity preactivation)
    {
        if (!_of.TryGetValue(preactivation, out var cotangent))
            _of.Add(preactivation, cotangent = new Quantity(preactivation.Name + "\u0302", QuantityKind.Backward) { TimePosition = 0, ItemPosition = _equations.ItemPosition });
        return cotangent;
    }

    private static Dictionary<int, double> All(List<Family> families, Jacobian jacobian)
    {
        var last = families.Max(family => family.Nodes.Keys.Max(key => key.Step));
        var numbers = new Dictionary<int, double>();

        // What is made later has the larger number.
        foreach (var (node, step) in families.SelectMany(family => family.Nodes.Select(node => (node.Value, node.Key.Step))).Distinct().OrderByDescending(node => node.Value).ToList())
            numbers[node] = (step == last ? Math.Cos(1 + node) : 0) + numbers.Sum(later => later.Value * jacobian[later.Key, node]);
        return numbers;
    }
}
