using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Grains.Interfaces.Ingest;

/// <summary>A document as it came over HTTP, validated.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.UploadedDocument")]
public sealed record UploadedDocument
{
    /// <summary>The id that the client chose, or null.</summary>
    [Id(0)]
    public DocumentId? Id { get; init; }

    /// <summary>The file name or path; may be empty.</summary>
    [Id(1)]
    public string Name { get; init; } = "";

    /// <summary>The title; may be empty.</summary>
    [Id(2)]
    public string Title { get; init; } = "";

    /// <summary>Where a reader finds the original; may be empty.</summary>
    [Id(3)]
    public string Uri { get; init; } = "";

    /// <summary>Key and value pairs for filters.</summary>
    [Id(4)]
    public Dictionary<string, MetadataValue> Metadata { get; init; } = [];

    /// <summary>The content.</summary>
    [Id(5)]
    public required byte[] Content { get; init; }
}
