using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Probing;

/// <summary>
/// Splits a group's events into the forward pass and everything else. A place is recurrent where two of its events use the
/// same leaves and the later one's operand depends on the earlier one's result. Of the recurrent places of a group, the forward
/// one is that which depends on none of the others: backward passes and tangents read the states, never the other way round.
/// </summary>
internal static class ForwardSites
{
    /// <returns>The forward events in order, empty where the group is not recurrent.</returns>
    public static List<Event> Of(List<Event> events, Reach reach)
    {
        var sites = events.GroupBy(e => e.Site?.Id ?? -1).Select(g => g.ToList()).ToList();
        var recurrent = sites.Where(s => FeedsItself(s, reach)).ToList();
        foreach (var site in recurrent)
        {
            var tied = recurrent.Where(other => other == site || Depends(site, other, reach)).ToList();
            if (!tied.TrueForAll(other => other == site || Depends(other, site, reach)))
                continue;
            var forward = tied.SelectMany(s => s).ToList();
            foreach (var other in sites)
            {
                if (!tied.Contains(other) && !recurrent.Contains(other) && other.Exists(IsWide) && Depends(forward, other, reach))
                    forward.AddRange(other);
            }
            forward.Sort((a, b) => a.FirstRoot.CompareTo(b.FirstRoot));
            return forward;
        }
        return new List<Event>();
    }

    /// <summary>
    /// True where a product that is added to another's sum takes up results of it, but did not yet come back to itself: with a delay of two
    /// steps and a zero start its first steps are spent before anything returns.
    /// </summary>
    /// <param name="events">Events of the group.</param>
    /// <param name="recurrent">Forward events of the recurrent groups.</param>
    public static bool LacksSteps(List<Event> events, List<Event> recurrent, Reach reach)
    {
        foreach (var place in events.GroupBy(e => e.Site?.Id ?? -1).Select(g => g.Where(IsWide).ToList()).Where(place => place.Count > 0 && !FeedsItself(place, reach)))
        {
            var roots = new HashSet<int>(place.SelectMany(e => e.Rows).Select(row => row.Root));
            var partners = recurrent.Where(e => e.Group != place[0].Group).GroupBy(e => (e.Group, e.Site?.Id)).Where(g => g.Any(e => e.Rows.Exists(row => roots.Contains(row.Root))));
            if (Depends(place, partners.SelectMany(g => g).ToList(), reach))
                return true;
        }
        return false;
    }

    /// <summary>True where a row sums over several leaves; gains and peepholes never do.</summary>
    public static bool IsWide(Event e) => e.Rows.Exists(row => row.Terms.Count >= 2);

    private static bool FeedsItself(List<Event> site, Reach reach)
    {
        for (var later = 1; later < site.Count; later++)
        {
            if (!IsWide(site[later]))
                continue;
            var leaves = new HashSet<int>(site[later].Terms.Select(t => t.Leaf));
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (IsWide(site[earlier]) && site[earlier].Terms.Any(t => leaves.Contains(t.Leaf)) && Depends(site[later], site[earlier], reach))
                    return true;
            }
        }
        return false;
    }

    private static bool Depends(List<Event> events, List<Event> on, Reach reach) =>
        events.Exists(e => on.Exists(other => Depends(e, other, reach)));

    /// <summary>True where an operand of <paramref name="e"/> depends on a result of <paramref name="on"/>.</summary>
    public static bool Depends(Event e, Event on, Reach reach)
    {
        if (ReferenceEquals(e, on))
            return false;
        foreach (var term in e.Terms)
        {
            foreach (var row in on.Rows)
            {
                if (term.Operand == row.Root || reach.Depends(term.Operand, row.Root))
                    return true;
            }
        }
        return false;
    }
}
