using RagCluster.Corpus.Metadata;

namespace RagCluster.Grains.Interfaces.Files;

/// <summary>What OpenAI's API knows of a vector store beside its files: a collection has no place for it.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.VectorStoreLabel")]
public sealed record VectorStoreLabel
{
    /// <summary>Its name for people; a collection's own name is its id.</summary>
    [Id(0)]
    public string Name { get; init; } = "";

    /// <summary>What it holds.</summary>
    [Id(1)]
    public string Description { get; init; } = "";

    /// <summary>Its owner's key and value pairs.</summary>
    [Id(2)]
    public Dictionary<string, MetadataValue> Metadata { get; init; } = [];

    /// <summary>Days without use after which it answers no more; null for never.</summary>
    [Id(3)]
    public int? ExpiresAfterDays { get; init; }

    /// <summary>When it was last used, to the hour.</summary>
    [Id(4)]
    public DateTimeOffset LastActiveAt { get; init; }

    /// <summary>When the collection was created: a label of an older one with the same name is nobody's.</summary>
    [Id(5)]
    public DateTimeOffset CollectionCreatedAt { get; init; }

    /// <summary>When it answers no more, or null.</summary>
    public DateTimeOffset? ExpiresAt => ExpiresAfterDays is { } days ? LastActiveAt.AddDays(days) : null;
}
