namespace RagCluster.Corpus.Collections;

/// <summary>
/// Names a shard: the unit of placement of a collection, with a log and replicas of its own. One of a <see cref="ShardCopy"/>.
/// </summary>
/// <param name="Collection">The collection.</param>
/// <param name="Number">The shard's number, from 0 and unique among all that the collection ever had.</param>
[GenerateSerializer]
[Alias("RagCluster.ShardId")]
public sealed record ShardId([property: Id(0)] CollectionId Collection, [property: Id(1)] int Number)
{
    /// <summary>The form <c>tenant/collection/number</c>.</summary>
    public override string ToString() => $"{Collection}/{Number}";
}
