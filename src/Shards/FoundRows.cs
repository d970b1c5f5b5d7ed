using RagCluster.Corpus.Chunks;

namespace RagCluster.Shards;

/// <summary>The rows of one search as hits: what both legs found, or several rows have in common, is read once.</summary>
/// <param name="hitCount">How many hits there are at most.</param>
internal sealed class FoundRows(int hitCount)
{
    private readonly Dictionary<long, StoredHit> _rows = new(hitCount);
    private readonly Dictionary<long, StoredDocument> _documents = new(hitCount);

    /// <summary>A row as a hit.</summary>
    internal ShardHit ToHit(RowHit hit, LegScores scores)
    {
        if (!_rows.TryGetValue(Key(hit, hit.Row), out StoredHit? row))
            _rows[Key(hit, hit.Row)] = row = new StoredHit(hit.Segment, hit.Row, DocumentOf(hit));
        return new ShardHit(row, scores);
    }

    private StoredDocument DocumentOf(RowHit hit)
    {
        int place = hit.Segment.Chunks.Document(hit.Row);
        if (!_documents.TryGetValue(Key(hit, place), out StoredDocument? document))
            _documents[Key(hit, place)] = document = new StoredDocument(hit.Segment, place);
        return document;
    }

    private static long Key(RowHit hit, int place) => ((long)hit.SegmentIndex << 32) | (uint)place;
}
