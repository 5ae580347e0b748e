using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;

namespace RnnLint.Derivation;

/// <summary>How far the gradient that the code carries has turned away from the true one, some steps back.</summary>
/// <param name="Angle">In degrees; NaN where one of the two is zero.</param>
/// <param name="Ratio">Length of the code's gradient over that of the true one; NaN where that is zero.</param>
internal sealed record GradientDrift(int Steps, double Angle, double Ratio)
{
    /// <summary>Steps back that are told of.</summary>
    private static readonly int[] Told = [1, 2, 5, 10, 20];

    /// <summary>
    /// From one cotangent of all pre-activations at the last step that has any, carried back as the code does and as it should. What vanishes over many steps is scaled before it
    /// is compared.
    /// </summary>
    /// <param name="identity">What the code carries from event to event, and what it should.</param>
    public static List<GradientDrift> Of(Cell cell, Identity identity)
    {
        var found = new List<GradientDrift>();
        var at = StepOf(cell);
        var entries = identity.Entries.Where(entry => at.ContainsKey(entry.From) && at.ContainsKey(entry.To) && at[entry.From] >= at[entry.To] && entry.From > entry.To).ToList();
        if (!entries.Exists(entry => at[entry.From] > at[entry.To]))
            return found;
        var last = entries.Max(entry => at[entry.From]);
        Vector own = new(), expected = new();
        var seed = 1.0;
        foreach (var start in entries.Select(entry => entry.From).Where(node => at[node] == last).Distinct().OrderBy(node => node))
        {
            // Any vector that lies along no axis will do; this one is the same everywhere.
            own.Add(start, Math.Cos(seed));
            expected.Add(start, Math.Cos(seed++));
        }

        // What was made later has the larger number, and is complete before it is carried on.
        foreach (var from in entries.GroupBy(entry => entry.From).OrderByDescending(group => group.Key))
        {
            foreach (var entry in from)
            {
                own.Add(entry.To, entry.Implemented * own[entry.From]);
                expected.Add(entry.To, entry.Expected * expected[entry.From]);
            }
        }

        foreach (var steps in Told)
        {
            var nodes = at.Where(node => node.Value == last - steps).Select(node => node.Key).ToList();
            if (nodes.Count == 0)
                break;
            found.Add(Between(steps, nodes.ConvertAll(node => own[node]), nodes.ConvertAll(node => expected[node])));
        }

        return found;
    }

    /// <summary>From one cotangent of all units at the last step, carried back by Jacobians in index form.</summary>
    /// <param name="own">What the code has for unit <see cref="Free.To"/> and unit <see cref="Free.From"/> one step before.</param>
    /// <param name="demanded">What it should have.</param>
    /// <param name="of">The pre-activation that both are Jacobians of.</param>
    public static List<GradientDrift> Of(TracedElements elements, Formula own, Formula demanded, Quantity of)
    {
        var found = new List<GradientDrift>();
        var evaluator = new Evaluator(elements);
        var nodes = elements.NodesOf(of);
        int last = nodes.Keys.Max(key => key.Step), units = nodes.Keys.Max(key => key.Unit) + 1;
        var carried = Enumerable.Range(0, units).Select(unit => Math.Cos(1 + unit)).ToList();
        var expected = carried.ToList();
        for (var steps = 1; last - steps >= CellFamilies.FirstWhole - 1; steps++)
        {
            (carried, expected) = (Back(own, carried), Back(demanded, expected));
            if (carried.Concat(expected).Any(double.IsNaN))
                break;
            if (Told.Contains(steps))
                found.Add(Between(steps, carried, expected));

            List<double> Back(Formula jacobian, List<double> cotangent) => Enumerable.Range(0, units)
                .Select(from => Enumerable.Range(0, units).Sum(to => evaluator.At(jacobian, Evaluator.Point(last - steps + 1, 0, to, from)) * cotangent[to])).ToList();
        }

        return found;
    }

    private static GradientDrift Between(int steps, List<double> own, List<double> expected)
    {
        double largest = own.Max(Math.Abs), largestExpected = expected.Max(Math.Abs);
        double dot = 0, length = 0, lengthExpected = 0;
        for (var i = 0; i < own.Count; i++)
        {
            double a = largest > 0 ? own[i] / largest : 0, b = largestExpected > 0 ? expected[i] / largestExpected : 0;
            (dot, length, lengthExpected) = (dot + (a * b), length + (a * a), lengthExpected + (b * b));
        }

        var cosine = dot / Math.Sqrt(length * lengthExpected);
        return new GradientDrift(steps, 180 / Math.PI * Math.Acos(Math.Max(-1, Math.Min(1, cosine))), largestExpected > 0 ? largest / largestExpected * Math.Sqrt(length / lengthExpected) : double.NaN);
    }

    /// <summary>The step of each pre-activation, counted from the first of the longest sequence.</summary>
    private static SortedDictionary<int, int> StepOf(Cell cell)
    {
        var longest = cell.ForwardChains.Max(chain => chain.Events.Count);
        var steps = new SortedDictionary<int, int>();
        foreach (var c in cell.Forward.Preactivations)
        {
            if (cell.StepOf(c) is { } step)
                steps.Add(c, step.Step + longest - step.Chain.Events.Count);
        }

        return steps;
    }

    private sealed class Vector
    {
        private readonly Dictionary<int, double> _values = new();

        public double this[int node] => _values.TryGetValue(node, out var value) ? value : 0;

        public void Add(int node, double value) => _values[node] = this[node] + value;
    }
}
