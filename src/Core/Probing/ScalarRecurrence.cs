using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// A cell whose state is a single number: one parameter, no entry of an array, multiplies a curved function of what it made a step before, and
/// afterwards an error, made of the states and of something that no state is made of, multiplies what the parameter multiplied: its gradient. Filters,
/// averages, integrators and control loops are linear in what they carry, or learn nothing.
/// </summary>
internal static class ScalarRecurrence
{
    /// <summary>Of four steps the first multiplies a state that is zero.</summary>
    private const int FewestSteps = 3;

    private const int LargestTape = 100_000;

    /// <summary>The finding on a tape in which nothing else was recognised; null where there is no such cell either.</summary>
    public static ProbeFinding? Find(Tape tape)
    {
        if (tape.Count > LargestTape)
            return null;
        for (var leaf = 0; leaf < tape.Count; leaf++)
        {
            if (tape.Op(leaf) == TapeOp.Leaf && tape.Origin(leaf) is { Indices.IsEmpty: true } && Steps(tape, leaf) is { } states && IsLearned(tape, states))
                return new ProbeFinding(Verdict.NotProbed) { ForwardUse = tape.FirstSite(states.Products[0].Product), Cause = "its state is a single number, so that there is no matrix that could be transposed" };
        }

        return null;
    }

    /// <summary>The products of a parameter with what it made a step before, all made in one place; null where there are too few.</summary>
    private static Chain? Steps(Tape tape, int parameter)
    {
        var (steps, bent) = (new int[tape.Count], new bool[tape.Count]);
        var products = new List<(int Product, int Operand)>();
        for (var node = parameter + 1; node < tape.Count; node++)
        {
            int left = tape.Left(node), right = tape.Right(node);
            if (left < 0)
                continue;
            steps[node] = Math.Max(steps[left], right < 0 ? 0 : steps[right]);
            bent[node] = bent[left] || right >= 0 && bent[right] || tape.Op(node) switch
            {
                TapeOp.Add or TapeOp.Subtract or TapeOp.Negate => false,
                TapeOp.Multiply => steps[left] > 0 && steps[right] > 0,
                TapeOp.Divide => steps[right] > 0,
                _ => steps[node] > 0,
            };
            var operand = tape.Op(node) != TapeOp.Multiply ? -1 : left == parameter ? right : right == parameter ? left : -1;
            if (operand < 0 || tape.Op(operand) is TapeOp.Leaf or TapeOp.Constant || steps[operand] > 0 && !bent[operand])
                continue;
            steps[node] = steps[operand] + 1;
            bent[node] = false;
            if (products.Count == 0 || tape.FirstSite(node) == tape.FirstSite(products[0].Product))
                products.Add((node, operand));
        }

        return products.Exists(made => steps[made.Product] >= FewestSteps) ? new Chain(products, steps) : null;
    }

    /// <summary>True where what the parameter multiplied is multiplied by something made of the state that came of it, and of what no state is made of.</summary>
    private static bool IsLearned(Tape tape, Chain chain)
    {
        var made = chain.Products.ToDictionary(step => step.Operand, step => chain.Steps[step.Product]);
        var isOutside = Outside(tape, chain);
        return Enumerable.Range(0, tape.Count).Any(node => tape.Op(node) == TapeOp.Multiply && (IsTerm(tape.Left(node), tape.Right(node)) || IsTerm(tape.Right(node), tape.Left(node))));

        bool IsTerm(int operand, int error) => made.TryGetValue(operand, out var step) && chain.Steps[error] >= step && isOutside[error];
    }

    /// <summary>What depends on leaves of an array or name of which no leaf goes into the states: targets.</summary>
    private static bool[] Outside(Tape tape, Chain chain)
    {
        var inside = new bool[tape.Count];
        foreach (var (product, _) in chain.Products)
            inside[product] = true;
        for (var node = inside.Length - 1; node >= 0; node--)
        {
            if (!inside[node] || tape.Left(node) < 0)
                continue;
            inside[tape.Left(node)] = true;
            if (tape.Right(node) >= 0)
                inside[tape.Right(node)] = true;
        }

        var groups = new HashSet<LeafGroup>(Enumerable.Range(0, tape.Count).Where(node => inside[node]).Select(tape.Origin).OfType<LeafOrigin>().Select(origin => origin.Group));
        var outside = new bool[tape.Count];
        for (var node = 0; node < outside.Length; node++)
        {
            outside[node] = tape.Origin(node) is { } origin ? !groups.Contains(origin.Group)
                : tape.Left(node) >= 0 && (outside[tape.Left(node)] || tape.Right(node) >= 0 && outside[tape.Right(node)]);
        }

        return outside;
    }

    /// <param name="Products">The parameter's products on the way forward, with what it multiplies.</param>
    /// <param name="Steps">Of every node the number of such products that lead to it, one made of the other.</param>
    private sealed record Chain(List<(int Product, int Operand)> Products, int[] Steps);
}
