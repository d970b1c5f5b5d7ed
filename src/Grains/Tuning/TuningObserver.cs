using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Observing;
using RagCluster.Shards;

namespace RagCluster.Grains.Tuning;

/// <summary>
/// Lets this silo's knobs turn what steps of queries wait for and search, where the settings say so, and shows them what came of it.
/// </summary>
/// <param name="hedging">Turns the delay of second calls to a shard.</param>
/// <param name="waits">Turns how long a query waits to be embedded in company.</param>
/// <param name="efforts">Turns the search effort of replicas.</param>
internal sealed class TuningObserver(HedgeTuning hedging, QueryWaitTuning waits, SearchEffortTuning efforts) : IQueryObserver
{
    /// <inheritdoc/>
    public IStepWatch? BeginShardCall() => hedging.IsOn ? new ShardCall(hedging, hedging.Draw()) : null;

    /// <inheritdoc/>
    public IStepWatch? BeginEmbedding() => waits.IsOn ? new Embedding(waits, waits.Begin()) : null;

    /// <inheritdoc/>
    public IShardSearchWatch? BeginShardSearch(ShardId shard, IShardSearcher searcher, ShardSearchRequest request) =>
        efforts.Begin(shard, searcher, request);

    /// <inheritdoc/>
    public void ReplicaOpened(ShardId shard) => efforts.Open(shard);

    /// <inheritdoc/>
    public void ReplicaClosed(ShardId shard) => efforts.Close(shard);

    private sealed class ShardCall(HedgeTuning tuning, double factor) : IStepWatch
    {
        public double Factor => factor;

        public void Ended(TimeSpan took) => tuning.Observe(factor, took);
    }

    private sealed class Embedding(QueryWaitTuning tuning, DateTimeOffset began) : IStepWatch
    {
        public void Ended(TimeSpan took) => tuning.Observe(began, took);
    }
}
