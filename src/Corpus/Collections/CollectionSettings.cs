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

    /// <summary>Length of the model's vectors; 0 when the collection has no embeddings. Set from the model.</summary>
    [Id(6)]
    public int Dimensions { get; init; }

    /// <summary>The language of the texts and queries, by which BM25 finds words in their other forms: a code such as <c>de</c>, or <c>multi</c> for none or several.</summary>
    [Id(10)]
    public string Language { get; init; } = "en";

    /// <summary>Whether queries leave out words that carry grammar rather than meaning. The index keeps them either way.</summary>
    [Id(11)]
    public bool StopWords { get; init; } = true;

    /// <summary>How often a term of a document's title counts in the BM25 score of its chunks, beside 1 for the text; null for the default at creation. A collection from before there were boosts keeps null, which counts 1 as it did.</summary>
    [Id(12)]
    public int? TitleBoost { get; init; }

    /// <summary>How often a term of the headings above a chunk counts in its BM25 score; as <see cref="TitleBoost"/>.</summary>
    [Id(13)]
    public int? HeadingBoost { get; init; }

    /// <summary>Whether each vector of a segment with a graph has a bit for each dimension besides its codes, by which comparing all rows leaves most out. If not, those have bits for which that pays.</summary>
    [Id(14)]
    public bool VectorBits { get; init; }

    /// <summary>The model's revision; empty where an older build created the collection. Set from the model.</summary>
    [Id(20)]
    public string Revision { get; init; } = "";

    /// <summary>The number of the first shard: a multiple of <see cref="ShardCount"/>. Each model that a collection ever had has shards of its own, whose numbers never come again.</summary>
    [Id(21)]
    public int FirstShard { get; init; }

    /// <summary>The first number that no shard ever had; 0 stands for <see cref="ShardCount"/>.</summary>
    [Id(22)]
    public int UnusedShard { get; init; }

    /// <summary>The shards of another model that every write reaches too, while the model changes; null otherwise.</summary>
    [Id(23)]
    public ModelShards? Beside { get; init; }

    /// <summary>The numbers of first shards that hold a copy of the collection: those that answer, then <see cref="Beside"/>.</summary>
    public IEnumerable<int> FirstShards() => Beside is null ? [FirstShard] : [FirstShard, Beside.FirstShard];

    /// <summary>The numbers of the shards that answer.</summary>
    public IEnumerable<int> AnsweringShards() => Enumerable.Range(FirstShard, ShardCount);

    /// <summary>Whether a shard is one of those that answer.</summary>
    /// <param name="number">The shard's number.</param>
    public bool IsAnswering(int number) => IsAmong(number, FirstShard);

    /// <summary>The length of the vectors in a shard; null when it is none (any more) of the collection's.</summary>
    /// <param name="number">The shard's number.</param>
    public int? DimensionsOf(int number)
    {
        if (IsAnswering(number))
            return Dimensions;
        return Beside is not null && IsAmong(number, Beside.FirstShard) ? Beside.Dimensions : null;
    }

    private bool IsAmong(int number, int first) => number >= first && number < first + ShardCount;
}
