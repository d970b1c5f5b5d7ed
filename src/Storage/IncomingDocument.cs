using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Storage;

/// <summary>A document as a client sent it, validated.</summary>
public sealed record IncomingDocument
{
    /// <summary>The id that the client chose; null lets the store find or make one.</summary>
    public DocumentId? Id { get; init; }

    /// <summary>The file name or path; empty when the client gave none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The title that the client gave; empty leaves it to the reader.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where a reader finds the original; may be empty.</summary>
    public string Uri { get; init; } = "";

    /// <summary>Key and value pairs for filters.</summary>
    public Dictionary<string, MetadataValue> Metadata { get; init; } = [];

    /// <summary>The content; not empty.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }
}
