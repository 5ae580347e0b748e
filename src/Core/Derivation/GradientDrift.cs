using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;

namespace RnnLint.Derivation;

/// <summary>How far the gradient that the code carries has turned away from the true one, some steps back.</summary>
/// <param name="Steps">How many steps back.</param>
/// <param name="Angle">In degrees; NaN where one of the two is zero.</param>
/// <param name="Ratio">Length of the code's gradient over that of the true one; NaN where that is zero.</param>
public sealed record GradientDrift(int Steps, double Angle, double Ratio)
{
    /// <summary>T of what shows how gradients drift apart: so many that the last of <see cref="Told"/> does not come to the first steps, which start from nothing.</summary>
    internal const int ManySteps = 22;

    /// <summary>Steps back that are told of.</summary>
    private static readonly int[] Told = [1, 2, 5, 10, 20];

    /// <summary>
    /// From one cotangent of all pre-activations at the last step that has any, carried back as the code does and as it should. What vanishes over many steps is scaled before it
    /// is compared.
    /// </summary>
    /// <param name="identity">What the code carries from event to event, and what it should.</param>
    internal static List<GradientDrift> Of(Cell cell, Identity identity)
    {
        var found = new List<GradientDrift>();
        if (Carry.Of(cell, identity) is not { } carry)
            return found;
        foreach (var steps in Told)
        {
            var nodes = carry.At.Where(node => node.Value == carry.Last - steps).Select(node => node.Key).ToList();
            if (nodes.Count == 0)
                break;
            found.Add(Between(steps, nodes.ConvertAll(node => carry.Own[node]), nodes.ConvertAll(node => carry.Expected[node])));
        }

        return found;
    }

    /// <summary>
    /// The same over many steps that nobody traced, by the lines of both passes; null where these do not carry what the smaller trace shows, pre-activation by pre-activation, so that
    /// they are no account of all that goes back. A cell whose first steps have lines of their own is taken on for so many more that none of these is come to.
    /// </summary>
    internal static List<GradientDrift>? OfLines(CellEquations equations, BackwardEquations backward) =>
        OfLines(equations, backward, ManySteps) ?? OfLines(equations, backward, ManySteps + CellFamilies.FirstWhole);

    /// <param name="length">T.</param>
    internal static List<GradientDrift>? OfLines(CellEquations equations, BackwardEquations backward, int length)
    {
        var trace = equations.Traces[0];
        var steps = length - trace.Draw.Steps;
        if (Carry.Of(trace.Cell, backward.Passes[0].Identity) is not { } carry || LongerRun.To(carry.Last + steps, equations) is not { } run)
            return null;
        var start = new Dictionary<(Quantity Of, int Item, int Unit), double>();
        foreach (var (node, number) in carry.Start)
        {
            if (trace.Families.MemberAt(node) is not { } member || member.Step != carry.Last)
                return null;
            start[(equations.QuantityOf(member.Family.Number), member.Item, member.Unit)] = number;
        }

        var near = new LongCarry(run, backward, carry.Last, start);
        foreach (var node in carry.At.Where(node => node.Value < carry.Last))
        {
            if (trace.Families.MemberAt(node.Key) is not { } member || member.Step != node.Value)
                return null;
            var of = equations.QuantityOf(member.Family.Number);
            double own = near.Own(of, member.Step, member.Item, member.Unit), demanded = near.Demanded(of, member.Step, member.Item, member.Unit);

            // Of the first steps there may be no lines.
            if (member.Step < CellFamilies.FirstWhole && (double.IsNaN(own) || double.IsNaN(demanded)))
                continue;
            if (!AreSame(own, carry.Own[node.Key]) || !AreSame(demanded, carry.Expected[node.Key]))
                return null;
        }

        var far = new LongCarry(run, backward, carry.Last + steps, start);
        var found = new List<GradientDrift>();
        foreach (var back in Told.Where(back => back <= carry.Last + steps))
        {
            var step = carry.Last + steps - back;
            var places = far.Preactivations.SelectMany(of => run.Places(of).Select(place => (Of: of, place.Item, place.Unit))).ToList();
            List<double> own = places.ConvertAll(place => far.Own(place.Of, step, place.Item, place.Unit)), expected = places.ConvertAll(place => far.Demanded(place.Of, step, place.Item, place.Unit));
            if (own.Concat(expected).Any(double.IsNaN))
                return null;
            found.Add(Between(back, own, expected));
        }

        return found;
    }

    private static bool AreSame(double a, double b) => Math.Abs(a - b) <= CellJudge.Holds * (1 + Math.Abs(b));

    /// <summary>What is carried, by the pre-activation that it comes back to.</summary>
    private sealed record Carry(SortedDictionary<int, int> At, int Last, IReadOnlyList<(int Node, double Number)> Start, Vector Own, Vector Expected)
    {
        public static Carry? Of(Cell cell, Identity identity)
        {
            var at = StepOf(cell);
            var entries = identity.Entries.Where(entry => at.ContainsKey(entry.From) && at.ContainsKey(entry.To) && at[entry.From] >= at[entry.To] && entry.From > entry.To).ToList();
            if (!entries.Exists(entry => at[entry.From] > at[entry.To]))
                return null;
            var last = entries.Max(entry => at[entry.From]);

            // Any vector that lies along no axis will do; this one is the same everywhere.
            var start = entries.Select(entry => entry.From).Where(node => at[node] == last).Distinct().OrderBy(node => node).Select((node, i) => (Node: node, Number: Math.Cos(1 + i))).ToList();
            Vector own = new(), expected = new();
            foreach (var (node, number) in start)
            {
                own.Add(node, number);
                expected.Add(node, number);
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

            return new Carry(at, last, start, own, expected);
        }
    }

    /// <summary>From one cotangent of all units at the last step, carried back by Jacobians in index form.</summary>
    /// <param name="own">What the code has for unit <see cref="Free.To"/> and unit <see cref="Free.From"/> one step before.</param>
    /// <param name="demanded">What it should have.</param>
    internal static List<GradientDrift> Of(IElementValues elements, int last, int units, Formula own, Formula demanded)
    {
        var found = new List<GradientDrift>();
        var evaluator = new Evaluator(elements);
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
                .Select(from => Enumerable.Range(0, units).Sum(to => evaluator.At(jacobian, new IndexPoint(last - steps + 1, 0, to, from)) * cotangent[to])).ToList();
        }

        return found;
    }

    /// <summary>The same over many steps that nobody traced; null where they cannot be had.</summary>
    /// <param name="of">The pre-activation that both are Jacobians of.</param>
    internal static List<GradientDrift>? OfJacobians(CellEquations equations, Formula own, Formula demanded, Quantity of)
    {
        var nodes = equations.Elements[0].NodesOf(of).Keys;
        var last = nodes.Max(key => key.Step) + ManySteps - equations.Traces[0].Draw.Steps;
        if (LongerRun.To(last, equations) is not { } run || Of(run, last, nodes.Max(key => key.Unit) + 1, own, demanded) is not { Count: > 0 } found)
            return null;
        return found.TrueForAll(one => !double.IsNaN(one.Angle)) && found.Count == Told.Count(back => last - back >= CellFamilies.FirstWhole - 1) ? found : null;
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
