using System.Collections.Generic;

namespace RnnLint.Probing;

/// <summary>The forward and backward passes of one traced cell laid against each other, as the judgement sees them.</summary>
/// <param name="Jacobian">∂c_t/∂c_s of the forward pass.</param>
/// <param name="Alignment">Which forward event each backward event belongs to.</param>
/// <param name="Identity">What the code carries from event to event, and what it should.</param>
internal sealed record PassComparison(Jacobian Jacobian, Alignment Alignment, Identity Identity)
{
    private readonly Dictionary<Event, Flow> _flows = new();

    public Flow FlowOf(Event backward) => _flows.TryGetValue(backward, out var flow) ? flow : Flow.Unknown;

    public static PassComparison Of(Cell cell)
    {
        var pairing = new WeightGradients(cell).Pairing;
        var support = Support.Of(cell);
        var flows = FlowOfTime.Of(cell, pairing, support);
        var jacobian = Jacobian.Of(cell.Graph, cell.Forward.Preactivations);
        var alignment = Alignment.Of(cell, flows, pairing, support);
        var comparison = new PassComparison(jacobian, alignment, Identity.Compare(cell, jacobian, flows, alignment, cell.Graph, node => node));
        for (var i = 0; i < cell.Sweeps.Count; i++)
        {
            foreach (var e in cell.Sweeps[i])
                comparison._flows[e] = flows[i];
        }

        return comparison;
    }
}
