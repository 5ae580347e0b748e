using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Probing;

namespace RnnLint.Derivation;

/// <summary>How far the gradient that the code carries has turned away from the true one, some steps back.</summary>
/// <param name="Angle">In degrees.</param>
/// <param name="Ratio">Length of the code's gradient over that of the true one.</param>
internal sealed record GradientDrift(int Steps, double Angle, double Ratio)
{
    /// <summary>From one cotangent at the last step of all pre-activations, carried back as the code does and as it should.</summary>
    public static List<GradientDrift> Of(Identity identity, TraceValues trace)
    {
        var found = new List<GradientDrift>();
        var at = new Dictionary<int, (int Step, int Item, int Unit)>();
        foreach (var family in trace.Families.All.Where(family => family.IsPreactivation))
        {
            foreach (var node in family.Nodes)
                at[node.Value] = node.Key;
        }

        var entries = identity.Entries.Where(entry => at.ContainsKey(entry.From) && at.ContainsKey(entry.To) && at[entry.From].Step > at[entry.To].Step).ToList();
        if (entries.Count == 0)
            return found;
        var last = entries.Max(entry => at[entry.From].Step);
        var (own, expected) = (new Dictionary<int, double>(), new Dictionary<int, double>());
        var seed = 1.0;
        foreach (var start in entries.Select(entry => entry.From).Where(node => at[node].Step == last).Distinct().OrderBy(node => node))
        {
            // Any vector that lies along no axis will do; this one is the same everywhere.
            own[start] = expected[start] = System.Math.Cos(seed++);
        }

        foreach (var step in entries.GroupBy(entry => at[entry.From].Step).OrderByDescending(group => group.Key))
        {
            foreach (var entry in step)
            {
                Add(own, entry.To, entry.Implemented * Get(own, entry.From));
                Add(expected, entry.To, entry.Expected * Get(expected, entry.From));
            }
        }

        foreach (var step in own.Keys.Select(node => at[node].Step).Where(step => step < last).Distinct().OrderByDescending(step => step))
        {
            var nodes = own.Keys.Where(node => at[node].Step == step).ToList();
            double dot = nodes.Sum(node => Get(own, node) * Get(expected, node)), a = Math.Sqrt(nodes.Sum(node => Get(own, node) * Get(own, node))), b = Math.Sqrt(nodes.Sum(node => Get(expected, node) * Get(expected, node)));
            if (a > 0 && b > 0)
                found.Add(new GradientDrift(last - step, 180 / Math.PI * Math.Acos(Math.Max(-1, Math.Min(1, dot / (a * b)))), a / b));
        }

        return found;

        static double Get(Dictionary<int, double> values, int node) => values.TryGetValue(node, out var value) ? value : 0;

        static void Add(Dictionary<int, double> values, int node, double value) => values[node] = Get(values, node) + value;
    }
}
