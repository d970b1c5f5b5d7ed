namespace RagCluster.Client.Collections;

/// <summary>A collection to be created; what is null gets the server's default.</summary>
/// <param name="Name">Its name: lower-case letters, digits, <c>-</c> and <c>_</c>.</param>
public sealed record NewCollection(string Name)
{
    /// <summary>What it holds.</summary>
    public string? Description { get; init; }

    /// <summary>The embedding model.</summary>
    public string? Model { get; init; }

    /// <summary>Shards, 1 to 64.</summary>
    public int? Shards { get; init; }

    /// <summary>Replicas of each shard, 1 to 8.</summary>
    public int? Replicas { get; init; }

    /// <summary>The largest chunk, 32 to 2,048 tokens.</summary>
    public int? ChunkTokensMax { get; init; }

    /// <summary>Tokens repeated from the chunk before.</summary>
    public int? ChunkOverlapTokens { get; init; }

    /// <summary>The language of texts and queries: en, de, fr, es, it, pt, ru, nl, ar, zh, ja, or multi.</summary>
    public string? Language { get; init; }

    /// <summary>Whether queries leave out words without meaning of their own.</summary>
    public bool? StopWords { get; init; }

    /// <summary>How often a word of the title counts, 1 to 100.</summary>
    public int? TitleBoost { get; init; }

    /// <summary>How often a word of the headings counts, 1 to 100.</summary>
    public int? HeadingBoost { get; init; }

    /// <summary>Whether each vector has a bit for each dimension besides its codes.</summary>
    public bool? VectorBits { get; init; }
}
