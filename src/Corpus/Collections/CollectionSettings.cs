namespace RagCluster.Corpus.Collections;

/// <summary>What a collection's owner may choose when creating it.</summary>
[GenerateSerializer]
[Alias("RagCluster.CollectionSettings")]
public sealed record CollectionSettings
{
    /// <summary>
    /// The embedding model's name in the registry. Null only in what a collection is created from, and there for the registry's default.
    /// </summary>
    [Id(0)]
    public string? Model { get; init; }

    /// <summary>Shards that the collection is divided into.</summary>
    [Id(1)]
    public int ShardCount { get; init; } = 1;

    /// <summary>Replicas of each shard.</summary>
    [Id(2)]
    public int ReplicaCount { get; init; } = 1;

    /// <summary>
    /// The largest chunk, in tokens. 512 holds most sections of documentation whole, the code with what leads it in; half of that cut them
    /// apart, and ten passages held what answers less often.
    /// </summary>
    [Id(3)]
    public int ChunkTokensMax { get; init; } = 512;

    /// <summary>Tokens that a chunk repeats from its predecessor, so that a sentence keeps its context.</summary>
    [Id(4)]
    public int ChunkOverlapTokens { get; init; } = 32;

    /// <summary>A sentence for people about what the collection holds.</summary>
    [Id(5)]
    public string Description { get; init; } = "";

    /// <summary>Length of the model's vectors; 0 when the collection has no embeddings. Set from the model.</summary>
    [Id(6)]
    public int Dimensions { get; init; }

    /// <summary>
    /// The language of the texts and queries, by which BM25 finds words in their other forms: a code such as <c>de</c>, or <c>multi</c> for
    /// none or several.
    /// </summary>
    [Id(7)]
    public string Language { get; init; } = "en";

    /// <summary>Whether queries leave out words that carry grammar rather than meaning. The index keeps them either way.</summary>
    [Id(8)]
    public bool StopWords { get; init; } = true;

    /// <summary>
    /// How often a term of a document's title counts in the BM25 score of its chunks, beside 1 for the text; null for the default at
    /// creation. A collection from before there were boosts keeps null, which counts 1 as it did.
    /// </summary>
    [Id(9)]
    public int? TitleBoost { get; init; }

    /// <summary>How often a term of the headings above a chunk counts in its BM25 score; as <see cref="TitleBoost"/>.</summary>
    [Id(10)]
    public int? HeadingBoost { get; init; }

    /// <summary>
    /// Whether each vector of a segment with a graph has a bit for each dimension besides its codes, by which comparing all rows leaves
    /// most out. If not, those have bits for which that pays.
    /// </summary>
    [Id(11)]
    public bool VectorBits { get; init; }

    /// <summary>The model's revision. Set from the model; null only in what a collection is created from.</summary>
    [Id(12)]
    public string? Revision { get; init; }

    /// <summary>
    /// The number of the first shard: a multiple of <see cref="ShardCount"/>. Each model that a collection ever had has shards of its own,
    /// whose numbers never come again.
    /// </summary>
    [Id(13)]
    public int FirstShard { get; init; }

    /// <summary>The first number that no shard ever had; null as long as the model was never changed.</summary>
    [Id(14)]
    public int? UnusedShard { get; init; }

    /// <summary>The shards of another model that every write reaches too, while the model changes; null otherwise.</summary>
    [Id(15)]
    public ModelShards? SecondModel { get; init; }

    /// <summary>What a chat model is asked, with places for passages and question; empty for the default.</summary>
    [Id(16)]
    public string Prompt { get; init; } = "";

    /// <summary>
    /// The name of the rules that texts and queries are read by, those of <see cref="Language"/> when the collection was created. Null
    /// for a collection from before they were named, which keeps the rules that its language had.
    /// </summary>
    [Id(17)]
    public string? Analyzer { get; init; }

    /// <summary>The name of the collection's model.</summary>
    /// <exception cref="InvalidOperationException">The collection is yet to be created, and nobody has chosen a model.</exception>
    public string ModelName() => Model ?? throw new InvalidOperationException("These settings name no embedding model yet.");

    /// <summary>The shards that answer.</summary>
    public ShardCopy Answering() => new(FirstShard, ShardCount);

    /// <summary>The shards of <see cref="SecondModel"/>; null when there are none.</summary>
    public ShardCopy? Other() => SecondModel is null ? null : new ShardCopy(SecondModel.FirstShard, ShardCount);

    /// <summary>The copies of the collection: the one that answers, then <see cref="SecondModel"/>.</summary>
    public IEnumerable<ShardCopy> Copies() => Other() is { } other ? [Answering(), other] : [Answering()];

    /// <summary>The length of the vectors in a shard; null when it is none (any more) of the collection's.</summary>
    /// <param name="number">The shard's number.</param>
    public int? DimensionsOf(int number)
    {
        if (Answering().Holds(number))
            return Dimensions;
        return Other()?.Holds(number) == true ? SecondModel!.Dimensions : null;
    }
}
