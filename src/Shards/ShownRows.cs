using RagCluster.Corpus.Chunks;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards;

/// <summary>The rows of one search as chunks, each read once: a chunk that both legs found is the same object in both.</summary>
/// <param name="hitCount">How many hits there are at most.</param>
internal sealed class ShownRows(int hitCount)
{
    private readonly Dictionary<long, Chunk> _chunks = new(hitCount);
    private readonly Dictionary<long, SegmentDocument> _documents = new(hitCount);

    /// <summary>A row as a hit.</summary>
    internal ShardHit Show(RowHit hit, LegScores scores)
    {
        Segment segment = hit.Segment;
        int place = segment.Chunks.Document(hit.Row);
        if (!_documents.TryGetValue(Key(hit, place), out SegmentDocument? document))
            _documents[Key(hit, place)] = document = segment.Documents.Read(place);
        if (!_chunks.TryGetValue(Key(hit, hit.Row), out Chunk? chunk))
            _chunks[Key(hit, hit.Row)] = chunk = segment.Chunks.Read(hit.Row, document.Id);
        return new ShardHit(chunk, document.Title, document.Uri, document.Metadata, scores);
    }

    private static long Key(RowHit hit, int place) => ((long)hit.SegmentIndex << 32) | (uint)place;
}
