using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>
/// The forward half of a recurrent cell: its events, the roles they give to the leaves, and the pre-activations c (the results of
/// all contractions with recurrent leaves: all gates, layers and steps).
/// </summary>
internal sealed class ForwardPass
{
    private readonly Dictionary<int, LeafRole> _roles;
    private readonly Dictionary<int, int> _groupOf = new();

    // Two matrices that lead from the same units to the same units have a mirror image each.
    private readonly Dictionary<(int Group, (int Block, int Gate, int OutUnit, int InUnit)), int> _byPosition = new();

    private ForwardPass(List<Event> events, Dictionary<int, LeafRole> roles)
    {
        _roles = roles;
        foreach (var e in events)
        {
            foreach (var term in e.Terms)
                _groupOf[term.Leaf] = e.Group;
        }
        Events = events.Where(e => e.Terms.Any(t => IsRecurrent(t.Leaf))).ToList();
        Preactivations = Events.SelectMany(e => e.Rows).Where(HasRecurrentLeaf).Select(row => row.Root).Distinct().OrderBy(c => c).ToList();
        Groups = Events.Select(e => e.Group).Distinct().OrderBy(g => g).ToList();
        foreach (var pair in roles.OrderBy(r => r.Key))
        {
            if (pair.Value is { Recurrent: true, HasUnits: true } && _groupOf.TryGetValue(pair.Key, out var group) && !_byPosition.ContainsKey((group, pair.Value.Position)))
                _byPosition.Add((group, pair.Value.Position), pair.Key);
        }
    }

    /// <summary>Forward events with recurrent leaves, in order.</summary>
    public List<Event> Events { get; }

    /// <summary>The nodes c, in order.</summary>
    public List<int> Preactivations { get; }

    /// <summary>Groups with recurrent leaves.</summary>
    public List<int> Groups { get; }

    public IEnumerable<KeyValuePair<int, LeafRole>> Roles => _roles.OrderBy(r => r.Key);

    public bool IsRecurrent(int leaf) => _roles.TryGetValue(leaf, out var role) && role.Recurrent;

    public LeafRole? Role(int leaf) => _roles.TryGetValue(leaf, out var role) ? role : null;

    /// <summary>The leaf with the units of <paramref name="leaf"/> exchanged; −1 where there is none.</summary>
    public int Transpose(int leaf) =>
        Role(leaf) is { HasUnits: true } role && _groupOf.TryGetValue(leaf, out var group) && _byPosition.TryGetValue((group, role.Transposed), out var other) ? other : -1;

    /// <summary>The out class of a unit in a block without gates; −1 where there is none or several.</summary>
    public int OnlyOutClass(int block, int unit)
    {
        var found = -1;
        foreach (var role in _roles.Values)
        {
            if (!role.Recurrent || role.Block != block || role.OutUnit != unit || role.Out == found)
                continue;
            if (found >= 0)
                return -1;
            found = role.Out;
        }
        return found;
    }

    public bool HasRecurrentLeaf(Contraction row) => row.Terms.Exists(t => IsRecurrent(t.Leaf));

    /// <param name="events">Forward events of every recurrent group.</param>
    /// <param name="known">Roles from an earlier draw, or null to find them here.</param>
    public static ForwardPass Of(Graph graph, List<Event> events, System.Func<int, LeafRole?>? known)
    {
        var roles = known is null ? LeafRoles.Find(graph, events) : Known(events, known);
        return new ForwardPass(events, roles);
    }

    private static Dictionary<int, LeafRole> Known(List<Event> events, System.Func<int, LeafRole?> known)
    {
        var roles = new Dictionary<int, LeafRole>();
        foreach (var leaf in events.SelectMany(e => e.Terms).Select(t => t.Leaf).Distinct().OrderBy(p => p))
        {
            if (known(leaf) is { } role)
                roles.Add(leaf, role);
        }
        return roles;
    }
}
