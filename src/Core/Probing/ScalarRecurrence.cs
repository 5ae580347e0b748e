using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// A cell whose state is a single number: one parameter (or each of several that are kept together) multiplies a curved function of what it made a step before, and
/// afterwards an error multiplies what the parameter multiplied: its gradient. An error is made of the states and of something that no state is made of,
/// or else (the target may be a plain integer) of the states alone, where a parameter is moved by the product. Filters, averages, integrators and
/// control loops are linear in what they carry, or learn nothing.
/// </summary>
internal static class ScalarRecurrence
{
    /// <summary>Of three steps the first multiplies a state that is zero.</summary>
    private const int FewestSteps = 2;

    /// <summary>From so many steps on several numbers may go through time side by side.</summary>
    private const int CertainSteps = 3;

    private const int LargestTape = 100_000;

    /// <summary>Nodes that the search for one number among the entries of arrays may look at: it is an extra, and must not cost more than what it is an extra to.</summary>
    private const long MostWork = 4_000_000;

    /// <summary>The finding on a tape in which nothing else was recognised; null where there is no such cell either.</summary>
    public static ProbeFinding? Find(Tape tape)
    {
        if (tape.Count > LargestTape)
            return null;
        var chains = new Dictionary<int, Chain?>();
        var work = 0L;
        var parameters = Parameters(tape);
        foreach (var leaf in parameters.OrderBy(leaf => tape.Origin(leaf)!.Indices.IsEmpty ? 0 : 1))
        {
            if (ChainOf(leaf) is { } chain && Learning(tape, chain) is { } learning && IsOneNumber(leaf, chain) && work <= MostWork)
                return new ProbeFinding(Verdict.NotProbed) { ForwardUse = tape.FirstSite(chain.Products[0].Product), Place = tape.FirstSite(learning), Cause = "its state is a single number, so that there is no matrix that could be transposed" };
            if (work > MostWork)
                return null;
        }

        return null;

        Chain? ChainOf(int leaf)
        {
            if (chains.TryGetValue(leaf, out var chain) || work > MostWork)
                return chain;
            if (!tape.Origin(leaf)!.Indices.IsEmpty)
                work += tape.Count - leaf;
            chains.Add(leaf, chain = Steps(tape, leaf));
            return chain;
        }

        // All parameters that are kept in the same array multiply the same numbers: else it holds one for each of several units.
        bool IsOneNumber(int parameter, Chain chain) => tape.Origin(parameter)!.Indices.IsEmpty
            || parameters.Where(leaf => leaf != parameter && tape.Origin(leaf)!.Group == tape.Origin(parameter)!.Group)
                .Select(ChainOf).All(other => other is null || other.Products.Select(step => step.Operand).SequenceEqual(chain.Products.Select(step => step.Operand)));
    }

    /// <summary>True where a single number goes from step to step through a parameter, whether anything learns from it or not.</summary>
    public static bool IsCarried(Tape tape) => tape.Count <= LargestTape && Parameters(tape).Any(leaf => tape.Origin(leaf)!.Indices.IsEmpty && Steps(tape, leaf) is not null);

    /// <summary>The leaves that multiply what was computed, more than once.</summary>
    private static List<int> Parameters(Tape tape)
    {
        var products = new int[tape.Count];
        for (var node = 0; node < products.Length; node++)
        {
            if (tape.Op(node) != TapeOp.Multiply)
                continue;
            Note(tape.Left(node), tape.Right(node));
            Note(tape.Right(node), tape.Left(node));
        }

        return Enumerable.Range(0, products.Length).Where(leaf => products[leaf] >= FewestSteps).ToList();

        void Note(int factor, int other)
        {
            if (tape.Origin(factor) is not null && tape.Op(other) is not (TapeOp.Leaf or TapeOp.Constant))
                products[factor]++;
        }
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

        var longest = products.Select(made => steps[made.Product]).DefaultIfEmpty().Max();
        return longest >= CertainSteps || longest >= FewestSteps && products.Count == longest ? new Chain(products, steps) : null;
    }

    /// <summary>The first product in which what the parameter multiplied is multiplied by something made of the state that came of it, and of what no state is made of; null for none.</summary>
    private static int? Learning(Tape tape, Chain chain)
    {
        var made = chain.Products.ToDictionary(step => step.Operand, step => chain.Steps[step.Product]);
        var isOutside = Outside(tape, chain);
        var moves = Moves(tape, chain.Products[chain.Products.Count - 1].Product);
        for (var node = 0; node < tape.Count; node++)
        {
            if (tape.Op(node) == TapeOp.Multiply && (IsTerm(node, tape.Left(node), tape.Right(node)) || IsTerm(node, tape.Right(node), tape.Left(node))))
                return node;
        }

        return null;

        bool IsTerm(int node, int operand, int error) => made.TryGetValue(operand, out var step) && chain.Steps[error] >= step && (isOutside[error] || moves.Contains(node));
    }

    /// <summary>The sums, scaled sums and summands of what is added to parameters, or taken from them, once all states are made.</summary>
    private static HashSet<int> Moves(Tape tape, int last)
    {
        var moves = new HashSet<int>();
        var open = new Stack<int>();
        for (var node = last + 1; node < tape.Count; node++)
        {
            if (tape.Op(node) is not (TapeOp.Add or TapeOp.Subtract))
                continue;
            if (tape.Op(tape.Left(node)) == TapeOp.Leaf)
                open.Push(tape.Right(node));
            else if (tape.Op(node) == TapeOp.Add && tape.Op(tape.Right(node)) == TapeOp.Leaf)
                open.Push(tape.Left(node));
        }

        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node < 0 || !moves.Add(node))
                continue;
            var isSum = tape.Op(node) is TapeOp.Add or TapeOp.Subtract or TapeOp.Negate;
            if (isSum || tape.Op(node) is TapeOp.Multiply or TapeOp.Divide && IsScale(tape.Right(node)))
                open.Push(tape.Left(node));
            if (isSum || tape.Op(node) == TapeOp.Multiply && IsScale(tape.Left(node)))
                open.Push(tape.Right(node));
        }

        return moves;

        bool IsScale(int factor) => tape.Op(factor) is TapeOp.Leaf or TapeOp.Constant;
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
