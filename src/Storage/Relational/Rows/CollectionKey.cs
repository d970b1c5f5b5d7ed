using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>A collection's row key and what every write needs of it.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Id">The collection.</param>
/// <param name="ShardCount">Its shards.</param>
/// <param name="FirstShard">The number of the first shard that answers.</param>
/// <param name="SecondShard">The number of the first shard of the other copy, while the model changes; null otherwise.</param>
internal sealed record CollectionKey(long Key, CollectionId Id, int ShardCount, int FirstShard, int? SecondShard)
{
    /// <summary>When it was made, in ticks.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>The name under which the writer of a document's shard, in both copies, owns it.</summary>
    /// <param name="document">The document.</param>
    public string WriterOf(DocumentId document) => ShardSlot.Of(Id, document, ShardCount).ToString();

    /// <summary>The shard that keeps a document in each copy, the one that answers first.</summary>
    /// <param name="document">The document.</param>
    public int[] ShardsOf(DocumentId document)
    {
        int number = ShardSlot.Of(Id, document, ShardCount).Number;
        return SecondShard is { } second ? [FirstShard + number, second + number] : [FirstShard + number];
    }
}
