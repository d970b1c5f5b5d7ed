using RagCluster.Caching.Eviction;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Operations;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Lexical.Bm25;

namespace RagCluster.Grains.Query;

/// <summary>
/// Term statistics of whole collections, kept as long as no shard has moved on, so that a query whose terms were asked for before needs no
/// round of its own. One per silo.
/// </summary>
/// <param name="router">Asks the shards.</param>
/// <param name="time">The clock of the cache.</param>
internal sealed class StatisticsSource(ShardRouter router, TimeProvider time)
{
    private const int CollectionsMax = 1000;
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(10);

    private readonly BoundedCache<ShardId, CollectionStatistics> _known = new(new BoundedCacheOptions(CollectionsMax, AgeMax), time);

    /// <summary>The statistics for a query's text, over the shards that answer.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="settings">Says which shards it has.</param>
    /// <param name="text">The query's text.</param>
    /// <param name="deadline">When to go on without the shards that are missing then; none counts as 0.</param>
    internal async Task<QueryStatistics> GetAsync(
        CollectionId collection,
        CollectionSettings settings,
        string text,
        CancellationToken deadline
    )
    {
        string[] terms = [.. ParsedQuery.Read(text, CollectionText.Analyzer(settings)).Terms.Select(term => term.Term)];
        // A log of other shards has other positions.
        ShardId first = new(collection, settings.FirstShard);
        if (_known.TryGet(first, out CollectionStatistics? known) && known.Find(terms) is { } found)
            return new QueryStatistics(found, known.Positions, IsFresh: false);
        using Stage stage = Stage.Search("statistics");
        ShardStatistics?[] parts = await Task.WhenAll(
            settings.AnsweringShards().Select(number => PartAsync(new ShardId(collection, number), text, deadline))
        );
        ShardPosition[] positions = [.. parts.Select(part => new ShardPosition(part?.Position ?? 0, part?.Lineage ?? 0))];
        TermStatistics sum = TermStatistics.Sum(parts.OfType<ShardStatistics>().Select(ShardTranslation.FromWire));
        QueryStatistics fresh = new(ShardTranslation.ToWire(sum, 0), positions, IsFresh: true);
        // A sum that lacks a shard serves this query and no other.
        if (parts.Contains(null))
            return fresh;
        if (known is null || !known.Positions.SequenceEqual(positions))
        {
            known = new CollectionStatistics(positions, sum, time);
            _known.Set(first, known);
        }

        known.Add(terms, sum);
        return fresh;
    }

    /// <summary>Drops what is known of a collection, because a shard has moved on.</summary>
    /// <param name="first">Its first shard.</param>
    internal void Forget(ShardId first) => _known.Remove(first);

    private async Task<ShardStatistics?> PartAsync(ShardId shard, string text, CancellationToken deadline)
    {
        try
        {
            return await router.AskAsync(shard, (replica, token) => replica.GetStatisticsAsync(text, token), deadline);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
