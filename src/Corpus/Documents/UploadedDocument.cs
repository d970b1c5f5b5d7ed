using RagCluster.Corpus.Access;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Corpus.Documents;

/// <summary>A document as a client sent it, validated.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.UploadedDocument")]
public sealed record UploadedDocument
{
    /// <summary>The metadata key under which the store keeps <see cref="SentBy"/>; clients may not set it.</summary>
    public const string SenderKey = "$by";

    /// <summary>The id that the client chose; null lets the store find or make one.</summary>
    [Id(0)]
    public DocumentId? Id { get; init; }

    /// <summary>The file name or path; empty when the client gave none.</summary>
    [Id(1)]
    public string Name { get; init; } = "";

    /// <summary>The title that the client gave; empty leaves it to the reader.</summary>
    [Id(2)]
    public string Title { get; init; } = "";

    /// <summary>Where a reader finds the original; may be empty.</summary>
    [Id(3)]
    public string Uri { get; init; } = "";

    /// <summary>Key and value pairs for filters.</summary>
    [Id(4)]
    public Dictionary<string, MetadataValue> Metadata { get; init; } = [];

    /// <summary>The content; not empty.</summary>
    [Id(5)]
    public required byte[] Content { get; init; }

    /// <summary>Who may see it; null leaves that as it is, which is every caller of the tenant for a new document.</summary>
    [Id(6)]
    public DocumentAcl? Acl { get; init; }

    /// <summary>What its sender sees: only documents of that can be the one that is sent. Null for everything.</summary>
    [Id(7)]
    public AccessView? Sender { get; init; }

    /// <summary>
    /// The principal that sends it, for example <c>local:ada</c>: whoever asks what is kept of them is told of it. Null for nobody who is
    /// known.
    /// </summary>
    [Id(8)]
    public string? SentBy { get; init; }
}
