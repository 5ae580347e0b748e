using System;
using System.Collections.Generic;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>Takes sums and products apart.</summary>
internal static class SumsAndProducts
{
    /// <summary>What a node is a sum of, constant factors of whole sums left out.</summary>
    /// <param name="isScale">Whether a node is such a factor.</param>
    /// <param name="isWhole">Whether a node is no sum that is scaled, whatever it is made of: another factor.</param>
    public static IEnumerable<int> Summands(Graph graph, int node, Func<int, bool> isScale, Func<int, bool>? isWhole = null)
    {
        var open = new Stack<int>();
        open.Push(node);
        for (var guard = 0; open.Count > 0 && guard < 10_000; guard++)
        {
            var next = open.Pop();
            switch (graph.Op(next))
            {
                case TapeOp.Add or TapeOp.Subtract:
                    open.Push(graph.Right(next));
                    open.Push(graph.Left(next));
                    break;
                case TapeOp.Negate:
                    open.Push(graph.Left(next));
                    break;
                case TapeOp.Multiply when isScale(graph.Left(next)) && IsScalable(graph.Right(next)):
                    open.Push(graph.Right(next));
                    break;
                case TapeOp.Multiply when isScale(graph.Right(next)) && IsScalable(graph.Left(next)):
                    open.Push(graph.Left(next));
                    break;
                case TapeOp.Divide when isScale(graph.Right(next)) && IsScalable(graph.Left(next)):
                    open.Push(graph.Left(next));
                    break;
                default:
                    yield return next;
                    break;
            }
        }

        bool IsScalable(int scaled) => isWhole?.Invoke(scaled) != true
            && (graph.Op(scaled) is TapeOp.Add or TapeOp.Subtract || (graph.Op(scaled) == TapeOp.Multiply && !isScale(graph.Left(scaled)) && !isScale(graph.Right(scaled))));
    }

    /// <summary>The node, what it is a product of, and all products of these on the way.</summary>
    public static IEnumerable<int> Factors(Graph graph, int node)
    {
        var open = new Stack<int>();
        open.Push(node);
        for (var guard = 0; open.Count > 0 && guard < 1_000; guard++)
        {
            var next = open.Pop();
            yield return next;
            if (graph.Op(next) == TapeOp.Multiply)
            {
                open.Push(graph.Right(next));
                open.Push(graph.Left(next));
            }
            else if (graph.Op(next) is TapeOp.Negate or TapeOp.Divide)
            {
                open.Push(graph.Left(next));
            }
        }
    }

    /// <summary>The node without the factors of a mean or a learning rate.</summary>
    public static int Unscaled(Graph graph, int node)
    {
        while (graph.Op(node) is TapeOp.Multiply or TapeOp.Divide or TapeOp.Negate)
        {
            if (graph.Op(node) != TapeOp.Multiply || IsPlain(graph.Right(node)))
                node = graph.Left(node);
            else if (IsPlain(graph.Left(node)))
                node = graph.Right(node);
            else
                break;
        }
        return node;

        bool IsPlain(int factor) => graph.Op(factor) is TapeOp.Constant or TapeOp.Leaf;
    }
}
