using System.Collections.Generic;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// Exact derivatives of one node by all others, in reverse mode over the graph. Cut nodes count as independent variables: what
/// reaches them stays there. One instance serves many sweeps over one graph.
/// </summary>
internal sealed class Sweep(Graph graph)
{
    private readonly double[] _adjoint = new double[graph.Count];
    private readonly bool[] _touched = new bool[graph.Count];
    private readonly List<int> _touchedNodes = new();

    public double this[int node] => _adjoint[node];

    /// <summary>Whether the start depends on the node at all without passing a cut one (its derivative may still be 0).</summary>
    public bool Touched(int node) => _touched[node];

    /// <summary>Every node that the start depends on without passing a cut one.</summary>
    public IReadOnlyList<int> TouchedNodes => _touchedNodes;

    /// <summary>∂start/∂node for every node.</summary>
    /// <param name="cut">Nodes not to pass, <paramref name="start"/> itself excepted.</param>
    /// <param name="live">Where given, only nodes marked here are entered.</param>
    public void Run(int start, bool[]? cut = null, bool[]? live = null)
    {
        foreach (var node in _touchedNodes)
        {
            _adjoint[node] = 0;
            _touched[node] = false;
        }
        _touchedNodes.Clear();
        Touch(start, 1);

        // Most sweeps end a few nodes further down, at cut ones; the rest of the graph need not be looked through.
        var open = IsOpen(start) ? 1 : 0;
        for (var node = start; open > 0; node--)
        {
            if (!_touched[node] || !IsOpen(node))
                continue;
            open--;
            int left = graph.Left(node), right = graph.Right(node);
            var (dx, dy) = TapeArithmetic.Derivatives(
                graph.Op(node), graph.Value(left), right < 0 ? 0 : graph.Value(right), graph.Value(node));
            if ((live is null || live[left]) && Touch(left, _adjoint[node] * dx) && IsOpen(left))
                open++;
            if (right >= 0 && (live is null || live[right]) && Touch(right, _adjoint[node] * dy) && IsOpen(right))
                open++;
        }

        bool IsOpen(int node) => graph.Left(node) >= 0 && (node == start || cut is null || !cut[node]);
    }

    /// <returns>True for a node that was not touched before.</returns>
    private bool Touch(int node, double adjoint)
    {
        _adjoint[node] += adjoint;
        if (_touched[node])
            return false;
        _touched[node] = true;
        _touchedNodes.Add(node);
        return true;
    }
}
