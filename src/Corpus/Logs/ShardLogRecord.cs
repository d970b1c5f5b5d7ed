using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Corpus.Logs;

/// <summary>
/// One entry of a shard's log: a document's chunks take the place of all earlier chunks of that document. No chunks means that the document
/// is deleted.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardLogRecord")]
public sealed record ShardLogRecord
{
    /// <summary>Its place in the shard's log, from 1 without gaps; 0 until the store has assigned it.</summary>
    [Id(0)]
    public long Sequence { get; init; }

    /// <summary>The document.</summary>
    [Id(1)]
    public required DocumentId Document { get; init; }

    /// <summary>The document's version.</summary>
    [Id(2)]
    public long Generation { get; init; }

    /// <summary>The document's title, a field of its own in the lexical index.</summary>
    [Id(3)]
    public string Title { get; init; } = "";

    /// <summary>The document's URI or name, for citations.</summary>
    [Id(4)]
    public string Uri { get; init; } = "";

    /// <summary>The document's metadata, for filters.</summary>
    [Id(5)]
    public Dictionary<string, MetadataValue> Metadata { get; init; } = [];

    /// <summary>The embedding model's name and revision that made the vectors.</summary>
    [Id(6)]
    public string ModelRevision { get; init; } = "";

    /// <summary>The chunks in document order; empty for a deletion.</summary>
    [Id(7)]
    public EmbeddedChunk[] Chunks { get; init; } = [];

    /// <summary>Whether the record deletes its document.</summary>
    public bool IsDeletion => Chunks.Length == 0;
}
