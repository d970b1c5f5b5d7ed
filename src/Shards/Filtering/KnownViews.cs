using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RagCluster.Corpus.Access;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Filtering;

/// <summary>
/// What callers see of segments, so that the next search of the same principals need not ask every list again. A segment and its deletions
/// never change and the lists are a part of it, so what is known is right as long as the segment lives, and goes with it. A caller's
/// principals come with each search: whoever has lost a group asks with others.
/// </summary>
internal static class KnownViews
{
    // One takes a bit for each row. A server whose callers are more than these makes some of them anew.
    private const int ViewsMax = 64;

    private static readonly ConditionalWeakTable<LiveSegment, ConcurrentDictionary<AccessView, VisibleRows>> Known = [];

    /// <summary>What is known, or what is made.</summary>
    /// <param name="live">The segment.</param>
    /// <param name="view">What the caller sees.</param>
    /// <param name="make">Asks the lists.</param>
    internal static VisibleRows GetOrMake(LiveSegment live, AccessView view, Func<VisibleRows> make)
    {
        ConcurrentDictionary<AccessView, VisibleRows> views = Known.GetOrCreateValue(live);
        if (views.TryGetValue(view, out VisibleRows? known))
            return known;
        VisibleRows made = make();
        if (views.Count >= ViewsMax)
            views.Clear();
        views[view] = made;
        return made;
    }
}
