using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// What the forward pass makes of one pre-activation c alone: the functions φ(c) on the way to the first node that mixes it with other
/// quantities, and their derivatives. Leaves count as constants (gains).
/// </summary>
internal sealed class Activation
{
    private const int MostNodes = 24;

    private readonly List<(int Node, string Path, double Derivative)> _functions = new();

    /// <summary>Node, the operations that lead there from c, and dφ/dc; shortest first.</summary>
    public IReadOnlyList<(int Node, string Path, double Derivative)> Functions => _functions;

    public static Activation Of(Graph graph, LeafIndex leaves, HashSet<int> matrices, int preactivation)
    {
        var activation = new Activation();
        var derivative = new SortedDictionary<int, double> { [preactivation] = 1 };
        var path = new Dictionary<int, string> { [preactivation] = "" };
        var open = new SortedSet<int>();
        Enter(graph, preactivation, open);
        while (open.Count > 0 && activation._functions.Count < MostNodes)
        {
            var node = open.Min;
            open.Remove(node);
            int left = graph.Left(node), right = graph.Right(node);
            if (derivative.ContainsKey(node) || !Alone(graph, leaves, matrices, derivative, left) || !Alone(graph, leaves, matrices, derivative, right))
                continue;
            var (dx, dy) = TapeArithmetic.Derivatives(
                graph.Op(node), graph.Value(left), right < 0 ? 0 : graph.Value(right), graph.Value(node));
            var d = (derivative.TryGetValue(left, out var dl) ? dx * dl : 0) + (right >= 0 && derivative.TryGetValue(right, out var dr) ? dy * dr : 0);
            derivative.Add(node, d);
            path.Add(node, Step(graph, path, node, left, right));
            activation._functions.Add((node, path[node], d));
            Enter(graph, node, open);
        }
        return activation;
    }

    private static string Step(Graph graph, Dictionary<int, string> path, int node, int left, int right)
    {
        var l = path.TryGetValue(left, out var a) ? a : "·";
        var r = right < 0 ? "" : path.TryGetValue(right, out var b) ? b : "·";
        return "(" + l + graph.Op(node) + r + ")";
    }

    private static void Enter(Graph graph, int node, SortedSet<int> open)
    {
        var consumers = graph.Consumers(node);
        for (var i = 0; i < consumers.Length; i++)
            open.Add(consumers[i]);
    }

    private static bool Alone(Graph graph, LeafIndex leaves, HashSet<int> matrices, SortedDictionary<int, double> derivative, int node) =>
        node < 0
        || derivative.ContainsKey(node)
        || graph.Op(node) == TapeOp.Constant
        || (graph.Op(node) == TapeOp.Leaf && !matrices.Contains(leaves.GroupOf(graph.TapeNode(node))));
}
