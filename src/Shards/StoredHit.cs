using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards;

/// <summary>
/// A row of a segment as what a hit shows. A segment never changes, and nobody unmaps its file while a hit refers to it. Threads that read
/// at the same time may read twice, and both read the same.
/// </summary>
internal sealed class StoredHit : IHitContent
{
    private readonly Segment _segment;
    private readonly StoredDocument _document;
    private readonly int _row;
    private Chunk? _chunk;

    /// <summary>Reads the id alone. The blocks that the chunk lies in are checked here, where a damage is repaired.</summary>
    /// <exception cref="ShardDamagedException">A block is not what was written.</exception>
    internal StoredHit(Segment segment, int row, StoredDocument document)
    {
        _segment = segment;
        _row = row;
        _document = document;
        (long generation, int ordinal) = segment.Chunks.Version(row);
        Id = new ChunkId(document.Id, generation, ordinal);
    }

    /// <inheritdoc/>
    public ChunkId Id { get; }

    /// <inheritdoc/>
    public Chunk Chunk => _chunk ??= ReadStored();

    /// <inheritdoc/>
    public string Title => _document.Read().Title;

    /// <inheritdoc/>
    public string Uri => _document.Read().Uri;

    /// <inheritdoc/>
    public Dictionary<string, MetadataValue> Metadata => _document.Read().Metadata;

    private Chunk ReadStored() => SegmentReading.Quote(_segment, () => _segment.Chunks.Read(_row, Id.Document));
}
