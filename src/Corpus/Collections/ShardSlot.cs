namespace RagCluster.Corpus.Collections;

/// <summary>
/// One of the parts into which a collection's documents are divided. A document belongs to its slot whatever model embeds it; the slot has
/// one writer. What holds its chunks is a shard of each <see cref="ShardCopy"/> of the collection: one, or two while the model changes.
/// </summary>
/// <param name="Collection">The collection.</param>
/// <param name="Number">The slot's number, from 0 to below the collection's number of shards.</param>
[GenerateSerializer]
[Alias("RagCluster.ShardSlot")]
public sealed record ShardSlot([property: Id(0)] CollectionId Collection, [property: Id(1)] int Number)
{
    /// <summary>The slot of a document: the same on every silo and in every process.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="document">The document.</param>
    /// <param name="shardCount">Shards of the collection.</param>
    public static ShardSlot Of(CollectionId collection, Documents.DocumentId document, int shardCount)
    {
        // FNV-1a: stable over processes and versions, which string.GetHashCode is not.
        uint hash = 2166136261;
        foreach (char c in document.Value)
        {
            hash = (hash ^ c) * 16777619;
        }

        return new ShardSlot(collection, (int)(hash % (uint)shardCount));
    }

    /// <summary>The form <c>tenant/collection/number</c>, which names the slot's writer.</summary>
    public override string ToString() => $"{Collection}/{Number}";
}
