using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Shards;

namespace RagCluster.Grains.Query.Observing;

/// <summary>
/// What takes part in queries without being a step of them: experiments, the planner, records, tuning, metrics. The steps know only this
/// interface. Each observer is one registration, and a silo without it answers as well. An observer that has nothing to do with a query
/// returns null.
/// </summary>
internal interface IQueryObserver
{
    /// <summary>A query begins, with whatever the observers before changed of it.</summary>
    ValueTask<IQueryWatch?> BeginAsync(QueryCall call, CancellationToken cancellationToken) => ValueTask.FromResult<IQueryWatch?>(null);

    /// <summary>A call to a shard begins.</summary>
    IStepWatch? BeginShardCall() => null;

    /// <summary>A query begins to be embedded, on the silo that has the model.</summary>
    IStepWatch? BeginEmbedding() => null;

    /// <summary>A replica begins to search, on its silo.</summary>
    /// <param name="shard">The replica's shard.</param>
    /// <param name="searcher">The snapshot that is searched.</param>
    /// <param name="request">What is asked of it.</param>
    IShardSearchWatch? BeginShardSearch(ShardId shard, IShardSearcher searcher, ShardSearchRequest request) => null;

    /// <summary>A replica begins on this silo.</summary>
    void ReplicaOpened(ShardId shard) { }

    /// <summary>A replica ends on this silo.</summary>
    void ReplicaClosed(ShardId shard) { }
}
