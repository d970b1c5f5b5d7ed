using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Sqlite.Rows;

/// <summary>A collection's row key and what every write needs of it.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Id">The collection.</param>
/// <param name="ShardCount">Its shards.</param>
internal sealed record CollectionKey(long Key, CollectionId Id, int ShardCount)
{
    /// <summary>The number of the shard that keeps a document.</summary>
    /// <param name="document">The document.</param>
    public int ShardOf(DocumentId document) => ShardId.Of(Id, document, ShardCount).Number;
}
