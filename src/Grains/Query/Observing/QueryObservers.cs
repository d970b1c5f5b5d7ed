using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Shards;

namespace RagCluster.Grains.Query.Observing;

/// <summary>The registered observers as the steps see them. One per silo.</summary>
/// <param name="observers">In the order in which they may change a query.</param>
/// <param name="time">The clock of durations.</param>
internal sealed class QueryObservers(IEnumerable<IQueryObserver> observers, TimeProvider time)
{
    private readonly IQueryObserver[] _observers = [.. observers];

    /// <summary>A query begins.</summary>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection.</exception>
    internal async ValueTask<QueryWatches> BeginAsync(QueryCall call, CancellationToken cancellationToken)
    {
        List<IQueryWatch> watches = new(_observers.Length + 1);
        try
        {
            foreach (IQueryObserver observer in _observers)
            {
                if (await observer.BeginAsync(call, cancellationToken) is not { } watch)
                    continue;
                watches.Add(watch);
                call = call.With(watch.Amend(call.Request));
            }
        }
        catch (Exception error)
        {
            if (QueryWatches.IsFailure(error, cancellationToken))
                watches.ForEach(watch => watch.Failed(error));
            watches.ForEach(watch => watch.Dispose());
            throw;
        }

        if (call.Watch is { } own)
            watches.Add(own);
        return new QueryWatches(watches, call, time);
    }

    /// <summary>A call to a shard begins.</summary>
    internal StepWatches BeginShardCall() => StepWatches.Begin(_observers, observer => observer.BeginShardCall());

    /// <summary>A query begins to be embedded.</summary>
    internal StepWatches BeginEmbedding() => StepWatches.Begin(_observers, observer => observer.BeginEmbedding());

    /// <summary>A replica begins to search.</summary>
    /// <returns>Those who watch it; empty for nobody.</returns>
    internal List<IShardSearchWatch> BeginShardSearch(ShardId shard, IShardSearcher searcher, ShardSearchRequest request)
    {
        List<IShardSearchWatch> watches = [];
        foreach (IQueryObserver observer in _observers)
        {
            if (observer.BeginShardSearch(shard, searcher, request) is { } watch)
                watches.Add(watch);
        }

        return watches;
    }

    /// <summary>A replica begins on this silo.</summary>
    internal void ReplicaOpened(ShardId shard)
    {
        foreach (IQueryObserver observer in _observers)
            observer.ReplicaOpened(shard);
    }

    /// <summary>A replica ends on this silo.</summary>
    internal void ReplicaClosed(ShardId shard)
    {
        foreach (IQueryObserver observer in _observers)
            observer.ReplicaClosed(shard);
    }
}
