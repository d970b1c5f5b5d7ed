namespace RagCluster.Corpus.Collections;

/// <summary>Names a shard: the unit of placement of a collection.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Number">The shard's number, from 0.</param>
[GenerateSerializer]
[Alias("RagCluster.ShardId")]
public sealed record ShardId([property: Id(0)] CollectionId Collection, [property: Id(1)] int Number)
{
    /// <summary>The shard that keeps a document: the same on every silo and in every process.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="document">The document.</param>
    /// <param name="shardCount">Shards of the collection.</param>
    public static ShardId Of(CollectionId collection, Documents.DocumentId document, int shardCount)
    {
        // FNV-1a: stable over processes and versions, which string.GetHashCode is not.
        uint hash = 2166136261;
        foreach (char c in document.Value)
        {
            hash = (hash ^ c) * 16777619;
        }

        return new ShardId(collection, (int)(hash % (uint)shardCount));
    }

    /// <summary>The form <c>tenant/collection/number</c>.</summary>
    public override string ToString() => $"{Collection}/{Number}";
}
