using RagCluster.Corpus.Metadata;

namespace RagCluster.Corpus.Chunks;

/// <summary>What a hit has to show, all of it read, as it is when it came from another silo.</summary>
internal sealed class ReadHitContent : IHitContent
{
    /// <inheritdoc/>
    public ChunkId Id => Chunk.Id;

    /// <inheritdoc/>
    public Chunk Chunk { get; set; } = null!;

    /// <inheritdoc/>
    public string Title { get; set; } = "";

    /// <inheritdoc/>
    public string Uri { get; set; } = "";

    /// <inheritdoc/>
    public Dictionary<string, MetadataValue> Metadata { get; set; } = [];
}
