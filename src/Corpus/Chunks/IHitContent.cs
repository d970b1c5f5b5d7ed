using RagCluster.Corpus.Metadata;

namespace RagCluster.Corpus.Chunks;

/// <summary>
/// What a hit has to show. Each part is read when it is first asked for and is the same object from then on. What it is read from never
/// changes, so a document that is replaced or deleted after the search changes no hit of it.
/// </summary>
public interface IHitContent
{
    /// <summary>The chunk's id, which is there without reading.</summary>
    ChunkId Id { get; }

    /// <summary>The chunk.</summary>
    Chunk Chunk { get; }

    /// <summary>Its document's title.</summary>
    string Title { get; }

    /// <summary>Its document's URI or name.</summary>
    string Uri { get; }

    /// <summary>Its document's metadata, not to be changed.</summary>
    Dictionary<string, MetadataValue> Metadata { get; }
}
