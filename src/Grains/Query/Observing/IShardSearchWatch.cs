using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Query.Observing;

/// <summary>One observer's part in one search of a replica.</summary>
internal interface IShardSearchWatch
{
    /// <summary>By what the replica multiplies its calibrated search effort; null where this observer does not mind.</summary>
    double? Effort { get; }

    /// <summary>The replica has its answer.</summary>
    void Ended(ShardSearchReply reply);
}
