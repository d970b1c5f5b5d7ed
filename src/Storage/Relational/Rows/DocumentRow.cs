using RagCluster.Corpus.Access;
using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>A document's row, all of it: what changes one writes it whole, with the checksum of the whole.</summary>
internal sealed record DocumentRow
{
    /// <summary>The state of a tombstone.</summary>
    public const int Deleted = 3;

    /// <summary>The row's key.</summary>
    public required long Key { get; init; }

    /// <summary>The collection's key.</summary>
    public required long Collection { get; init; }

    /// <summary>The document.</summary>
    public required DocumentId Id { get; init; }

    /// <summary>The last version given out; it never goes back, not even over a deletion.</summary>
    public required long Generation { get; init; }

    /// <summary>The version that answers questions; 0 for none.</summary>
    public long IndexedGeneration { get; init; }

    /// <summary>A <see cref="DocumentState"/>, or <see cref="Deleted"/>.</summary>
    public required int State { get; init; }

    /// <summary>The name that it is shown under.</summary>
    public required string Name { get; init; }

    /// <summary>What a client said about it.</summary>
    public required GivenDescription Description { get; init; }

    /// <summary>The principal that sent the latest version; null for nobody who is known.</summary>
    public string? SentBy { get; init; }

    /// <summary>Who may see it; null for every caller of the tenant.</summary>
    public DocumentAcl? Acl => AclText.Of(Description.Metadata);

    /// <summary>The title that it is shown under.</summary>
    public required string Title { get; init; }

    /// <summary>The media type that the reader found; empty before it was read.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>SHA-256 of the latest content.</summary>
    public required byte[] ContentHash { get; init; }

    /// <summary>The latest content's length.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>Why the latest version failed, or null.</summary>
    public DocumentFailure? Failure { get; init; }

    /// <summary>Chunks of the version that answers.</summary>
    public long ChunkCount { get; init; }

    /// <summary>Its live record in the shard's log, or null.</summary>
    public long? LogSequence { get; init; }

    /// <summary>When it was first accepted, in ticks.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>When it last changed, in ticks.</summary>
    public required long UpdatedAt { get; init; }

    /// <summary>When its latest version was queued, in ticks.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>Attempts to index the latest version that have begun and not ended.</summary>
    public long OpenAttempts { get; init; }
}
