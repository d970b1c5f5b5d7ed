using System.Text.Json.Serialization;

namespace RagCluster.Client.Collections;

/// <summary>A collection with its settings and counts.</summary>
public sealed record Collection
{
    /// <summary>Its name.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>What it holds.</summary>
    public string Description { get; init; } = "";

    /// <summary>The embedding model that answers.</summary>
    public string Model { get; init; } = "";

    /// <summary>Its shards.</summary>
    public int Shards { get; init; }

    /// <summary>The replicas of each shard.</summary>
    public int Replicas { get; init; }

    /// <summary>The largest chunk, in tokens.</summary>
    public int ChunkTokensMax { get; init; }

    /// <summary>Tokens repeated from the chunk before.</summary>
    public int ChunkOverlapTokens { get; init; }

    /// <summary>The language by whose rules texts and queries are read.</summary>
    public string Language { get; init; } = "";

    /// <summary>Whether queries leave out words without meaning of their own.</summary>
    public bool StopWords { get; init; }

    /// <summary>How often a word of the title counts.</summary>
    public int TitleBoost { get; init; }

    /// <summary>How often a word of the headings counts.</summary>
    public int HeadingBoost { get; init; }

    /// <summary>Whether each vector has a bit for each dimension besides its codes.</summary>
    public bool VectorBits { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its documents that the caller may see.</summary>
    public long Documents { get; init; }

    /// <summary>Those that are indexed.</summary>
    public long Indexed { get; init; }

    /// <summary>Those that wait.</summary>
    public long Pending { get; init; }

    /// <summary>Those that could not be indexed.</summary>
    public long Failed { get; init; }

    /// <summary>Their chunks.</summary>
    public long Chunks { get; init; }

    /// <summary>Their size.</summary>
    public long Bytes { get; init; }

    /// <summary>The change of its model; null while there is none.</summary>
    public CollectionModelChange? ModelChange { get; init; }

    /// <summary>Pass as <c>ifMatch</c> to change only what was seen; null in lists.</summary>
    [JsonIgnore]
    public string? EntityTag { get; init; }
}
