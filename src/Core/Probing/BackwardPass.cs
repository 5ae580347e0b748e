using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>Over which of its indices an event sums the recurrent matrix.</summary>
internal enum Direction
{
    Unknown,

    /// <summary>Over the units that the matrix writes to, at a fixed one it reads from: what a cotangent needs.</summary>
    OverOut,

    /// <summary>Over the units that the matrix reads from, at a fixed one it writes to: what a tangent needs.</summary>
    OverIn,
}

/// <summary>
/// Everything besides the forward pass that multiplies by recurrent leaves: cotangents carried back, tangents carried along,
/// explicit Jacobians. The direction of each event is a structural fact, read off the leaves that it sums.
/// </summary>
internal sealed class BackwardPass
{
    private readonly Dictionary<Event, Direction> _directions = new();

    public BackwardPass(Graph graph, ForwardPass forward, IEnumerable<Event> others)
    {
        Forward = forward;
        var recurrent = others.Where(e => e.Terms.Any(t => forward.IsRecurrent(t.Leaf))).ToList();
        var sparse = !forward.Events.Exists(ForwardSites.IsWide);
        foreach (var site in recurrent.GroupBy(e => (e.Group, e.Site?.Id ?? -1)))
        {
            if (sparse || site.Any(e => e.Rows.Exists(r => RecurrentTerms(r).Count >= 2)))
                Events.AddRange(site);
            else
                Lone.AddRange(site);
        }
        Events = UnsharedRows.Gather(graph, forward, Events);
        Events.Sort((a, b) => a.FirstRoot.CompareTo(b.FirstRoot));
        Lone.Sort((a, b) => a.FirstRoot.CompareTo(b.FirstRoot));
        foreach (var e in Events)
            _directions.Add(e, OwnDirection(e));
        foreach (var site in Events.GroupBy(e => (e.Group, e.Site?.Id ?? -1)))
        {
            var seen = site.Select(e => _directions[e]).Where(d => d != Direction.Unknown).Distinct().ToList();
            if (seen.Count > 1)
                MixedPlaces++;
            if (seen.Count != 1)
                continue;
            foreach (var e in site)
                _directions[e] = seen[0];
        }
    }

    public ForwardPass Forward { get; }

    public List<Event> Events { get; private set; } = new();

    /// <summary>Products of one recurrent leaf each that no sum takes up: elements of an explicit Jacobian.</summary>
    public List<Event> Lone { get; } = new();

    /// <summary>Places whose events do not all sum over the same index.</summary>
    public int MixedPlaces { get; private set; }

    public Direction DirectionOf(Event e) => _directions[e];

    public List<Term> RecurrentTerms(Contraction row) => row.Terms.FindAll(t => Forward.IsRecurrent(t.Leaf));

    private Direction OwnDirection(Event e)
    {
        var direction = Direction.Unknown;
        foreach (var row in e.Rows)
        {
            var terms = RecurrentTerms(row);
            if (terms.Count < 2)
                continue;
            var roles = terms.ConvertAll(t => Forward.Role(t.Leaf)!.Value);
            var sameIn = roles.TrueForAll(r => r.In == roles[0].In);
            var sameOut = roles.TrueForAll(r => r.HasUnits ? (r.Block, r.OutUnit) == (roles[0].Block, roles[0].OutUnit) : r.Out == roles[0].Out);
            var own = sameIn == sameOut ? Direction.Unknown : sameIn ? Direction.OverOut : Direction.OverIn;
            if (own == Direction.Unknown || (direction != Direction.Unknown && direction != own))
                return Direction.Unknown;
            direction = own;
        }
        return direction;
    }
}
