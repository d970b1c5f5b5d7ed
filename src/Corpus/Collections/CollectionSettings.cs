namespace RagCluster.Corpus.Collections;

/// <summary>What a collection's owner may choose when creating it.</summary>
[GenerateSerializer]
[Alias("RagCluster.CollectionSettings")]
public sealed record CollectionSettings
{
    /// <summary>The embedding model's name in the registry; empty for the registry's default at creation.</summary>
    [Id(0)]
    public string Model { get; init; } = "";

    /// <summary>Shards that the collection is divided into.</summary>
    [Id(1)]
    public int ShardCount { get; init; } = 1;

    /// <summary>Replicas of each shard.</summary>
    [Id(2)]
    public int ReplicaCount { get; init; } = 1;

    /// <summary>The largest chunk, in tokens. 256 keeps a chunk within one topic and within the smallest model window.</summary>
    [Id(3)]
    public int ChunkTokensMax { get; init; } = 256;

    /// <summary>Tokens that a chunk repeats from its predecessor, so that a sentence keeps its context.</summary>
    [Id(4)]
    public int ChunkOverlapTokens { get; init; } = 32;

    /// <summary>A sentence for people about what the collection holds.</summary>
    [Id(5)]
    public string Description { get; init; } = "";

    /// <summary>Length of the model's vectors; 0 when the collection has no embeddings. Set at creation from the model.</summary>
    [Id(6)]
    public int Dimensions { get; init; }
}
