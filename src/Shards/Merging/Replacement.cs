using RagCluster.Corpus.Documents;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Merging;

/// <summary>Puts a merged segment in the place of its sources, without what was deleted while it was being written.</summary>
internal static class Replacement
{
    /// <summary>The segments with the sources replaced.</summary>
    /// <param name="segments">The segments as they are now.</param>
    /// <param name="sources">The sources as they were merged; one that is no longer among the segments lost its last document
    /// meanwhile.</param>
    /// <param name="merged">The merged segment; null when it has no row.</param>
    internal static LiveSegment[] Replace(LiveSegment[] segments, LiveSegment[] sources, Segment? merged)
    {
        LiveSegment[] others = [.. segments.Where(live => sources.All(source => source.Segment != live.Segment))];
        if (merged is null)
            return others;
        LiveSegment all = LiveSegment.All(merged);
        IEnumerable<DocumentId> deleted = sources.SelectMany(source =>
            Deleted(source, segments.FirstOrDefault(live => live.Segment == source.Segment))
        );
        LiveSegment rest = all.Without([.. deleted.Select(all.FindLive).OfType<int>()]);
        return rest.RowCount > 0 ? [.. others, rest] : others;
    }

    private static IEnumerable<DocumentId> Deleted(LiveSegment before, LiveSegment? now)
    {
        if (ReferenceEquals(before.LiveRows, now?.LiveRows))
            yield break;
        for (int document = 0; document < before.Segment.Documents.Count; document++)
        {
            if (before.IsLive(document) && now?.IsLive(document) != true)
                yield return before.Segment.Documents.Id(document);
        }
    }
}
