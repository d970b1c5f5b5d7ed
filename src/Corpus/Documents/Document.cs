using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Corpus.Documents;

/// <summary>A document's record in the store, without its content.</summary>
[GenerateSerializer]
[Alias("RagCluster.Document")]
public sealed record Document
{
    /// <summary>The collection that it belongs to.</summary>
    [Id(0)]
    public required CollectionId Collection { get; init; }

    /// <summary>Its id.</summary>
    [Id(1)]
    public required DocumentId Id { get; init; }

    /// <summary>The file name or path that it came under; empty when it had none.</summary>
    [Id(2)]
    public string Name { get; init; } = "";

    /// <summary>The title: given, or found in the content.</summary>
    [Id(3)]
    public string Title { get; init; } = "";

    /// <summary>Where a reader finds the original; empty when not known.</summary>
    [Id(4)]
    public string Uri { get; init; } = "";

    /// <summary>The media type that the reader found in the content, for example <c>application/pdf</c>.</summary>
    [Id(5)]
    public string MediaType { get; init; } = "";

    /// <summary>The number of its latest version, from 1; each new content adds one.</summary>
    [Id(6)]
    public long Generation { get; init; } = 1;

    /// <summary>The version that answers questions; 0 while there is none.</summary>
    [Id(7)]
    public long IndexedGeneration { get; init; }

    /// <summary>SHA-256 of the latest content, in lower-case hexadecimal.</summary>
    [Id(8)]
    public required string ContentHash { get; init; }

    /// <summary>Bytes of the latest content.</summary>
    [Id(9)]
    public long ContentBytes { get; init; }

    /// <summary>Where the latest version stands.</summary>
    [Id(10)]
    public DocumentState State { get; init; }

    /// <summary>
    /// Why the latest version could not be indexed; null unless <see cref="State"/> is <see cref="DocumentState.Failed"/>.
    /// </summary>
    [Id(11)]
    public DocumentFailure? Failure { get; init; }

    /// <summary>Chunks of the indexed version.</summary>
    [Id(12)]
    public int ChunkCount { get; init; }

    /// <summary>The owner's key and value pairs, for filters.</summary>
    [Id(13)]
    public Dictionary<string, MetadataValue> Metadata { get; init; } = [];

    /// <summary>When its first version arrived.</summary>
    [Id(14)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its record last changed.</summary>
    [Id(15)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who may see it; null for every caller of the tenant.</summary>
    public DocumentAcl? Acl => DocumentAcl.Of(Metadata);
}
