namespace RagCluster.Api.Collections;

/// <summary>The body of <c>POST /api/v1/collections</c>.</summary>
/// <param name="Name">The collection's name: lower-case letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Description">What the collection holds, in a sentence for people.</param>
/// <param name="Model">The embedding model; the registry's default when left out.</param>
/// <param name="Shards">How many shards it is divided into, 1 to 64.</param>
/// <param name="Replicas">Replicas of each shard, 1 to 8.</param>
/// <param name="ChunkTokensMax">The largest chunk, 32 to 2,048 tokens.</param>
/// <param name="ChunkOverlapTokens">Tokens repeated from the chunk before, less than half of the largest chunk.</param>
/// <param name="Language">The language of texts and queries: en (default), de, fr, es, it, pt, ru, nl, ar, zh, ja, or multi.</param>
/// <param name="StopWords">Whether queries leave out words without meaning of their own; true when left out.</param>
/// <param name="TitleBoost">How often a word of the title counts, 1 to 100.</param>
/// <param name="HeadingBoost">How often a word of the headings counts, 1 to 100.</param>
/// <param name="VectorBits">Whether vectors have a bit for each dimension besides their codes in any case; where it pays when left out or
/// false.</param>
/// <param name="Prompt">What a chat model is asked: a text with the places <c>{passages}</c> and <c>{question}</c>, up to 4,000 characters;
/// the default when left out.</param>
internal sealed record CollectionRequest(
    string Name,
    string? Description = null,
    string? Model = null,
    int? Shards = null,
    int? Replicas = null,
    int? ChunkTokensMax = null,
    int? ChunkOverlapTokens = null,
    string? Language = null,
    bool? StopWords = null,
    int? TitleBoost = null,
    int? HeadingBoost = null,
    bool? VectorBits = null,
    string? Prompt = null
);
