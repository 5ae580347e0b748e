using System.Collections.Generic;

namespace RnnLint.Probing;

/// <summary>Which of some marked nodes each node depends on (unknown calls included): one bit set a node, filled in one sweep.</summary>
internal sealed class Reach
{
    private const long MostWords = 16_000_000;

    private readonly int _words;
    private readonly ulong[] _bits;
    private readonly Dictionary<int, int> _marks = new();

    private Reach(Graph graph, IReadOnlyList<int> marks)
    {
        _words = ((marks.Count + 63) / 64) + 1;
        _bits = new ulong[graph.Count * _words];
        for (var i = 0; i < marks.Count; i++)
            _marks[marks[i]] = i;
    }

    /// <returns>Null where tape and marks together are too large.</returns>
    public static Reach? Of(Graph graph, IReadOnlyList<int> marks, int[] graphNodeOfTapeNode)
    {
        if ((long)graph.Count * (((marks.Count + 63) / 64) + 1) > MostWords)
            return null;
        var reach = new Reach(graph, marks);
        for (var node = 0; node < graph.Count; node++)
        {
            if (graph.Left(node) >= 0)
                reach.Include(node, graph.Left(node));
            if (graph.Right(node) >= 0)
                reach.Include(node, graph.Right(node));
            if (graph.Op(node) == Tracing.TapeOp.Leaf)
            {
                foreach (var input in graph.Tape.OpaqueInputs(graph.TapeNode(node)))
                    reach.Include(node, graphNodeOfTapeNode[input]);
            }
        }
        return reach;
    }

    /// <summary>True where <paramref name="node"/> depends on the marked node, other than being it.</summary>
    public bool Depends(int node, int mark) =>
        _marks.TryGetValue(mark, out var bit) && (_bits[(node * _words) + (bit >> 6)] & (1UL << (bit & 63))) != 0;

    /// <summary>True where <paramref name="node"/> depends on any marked node.</summary>
    public bool DependsOnAny(int node)
    {
        for (var w = 0; w < _words; w++)
        {
            if (_bits[(node * _words) + w] != 0)
                return true;
        }
        return false;
    }

    private void Include(int node, int operand)
    {
        for (var w = 0; w < _words; w++)
            _bits[(node * _words) + w] |= _bits[(operand * _words) + w];
        if (_marks.TryGetValue(operand, out var bit))
            _bits[(node * _words) + (bit >> 6)] |= 1UL << (bit & 63);
    }
}
