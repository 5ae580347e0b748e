using System.Collections.Generic;

namespace RnnLint.Probing;

/// <summary>
/// The witness that needs no loss, no time and no phases: if G is the gradient of any scalar by W, then ∂G_p/∂W_q = ∂G_q/∂W_p.
/// Forward or reverse mode alike.
/// </summary>
internal static class Curl
{
    /// <param name="cells">Leaf W_p and node G_p, in the same graph.</param>
    /// <returns>‖H−Hᵀ‖/‖H‖ of H = ∂G/∂W; NaN where G does not depend on W.</returns>
    public static double Of(Graph graph, List<(int Leaf, int Node)> cells)
    {
        if (cells.Count == 0)
            return double.NaN;
        var sweep = new Sweep(graph);
        var h = RelativeError.Matrix(cells.Count, cells.Count);
        for (var p = 0; p < cells.Count; p++)
        {
            if (cells[p].Node < 0)
                continue;
            sweep.Run(cells[p].Node);
            for (var q = 0; q < cells.Count; q++)
                h[p, q] = sweep[cells[q].Leaf];
        }

        return RelativeError.Of(h.Transpose(), h);
    }
}
