using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Shards.Segments;

/// <summary>One version of a document within a segment; its chunks fill consecutive rows.</summary>
internal sealed record SegmentDocument(
    DocumentId Id,
    string Title,
    string Uri,
    Dictionary<string, MetadataValue> Metadata,
    Chunk[] Chunks,
    int FirstRow)
{
    internal int EndRow => FirstRow + Chunks.Length;
}
