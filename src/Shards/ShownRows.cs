using RagCluster.Corpus.Chunks;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards;

/// <summary>The rows of one search as chunks, each read once: a chunk that both legs found is the same object in both.</summary>
internal sealed class ShownRows
{
    private readonly Dictionary<(Segment Segment, int Row), Chunk> _chunks = [];
    private readonly Dictionary<(Segment Segment, int Document), SegmentDocument> _documents = [];

    /// <summary>A row as a hit.</summary>
    internal ShardHit Show(RowHit hit, LegScores scores)
    {
        Segment segment = hit.Segment;
        int place = segment.Chunks.Document(hit.Row);
        if (!_documents.TryGetValue((segment, place), out SegmentDocument? document))
            _documents[(segment, place)] = document = segment.Documents.Read(place);
        if (!_chunks.TryGetValue((segment, hit.Row), out Chunk? chunk))
            _chunks[(segment, hit.Row)] = chunk = segment.Chunks.Read(hit.Row, document.Id);
        return new ShardHit(chunk, document.Title, document.Uri, document.Metadata, scores);
    }
}
