using RagCluster.Caching.Eviction;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Grounding;
using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;

namespace RagCluster.Grains.Query.Finding;

/// <summary>
/// Term statistics of whole collections, kept as long as no shard has moved on, so that a query whose terms were asked for before needs no
/// round of its own. What callers see is counted for each view by itself: a document that one does not see changes no score of theirs.
/// One per silo.
/// </summary>
/// <param name="router">Asks the shards.</param>
/// <param name="time">The clock of the cache.</param>
internal sealed class StatisticsSource(ShardRouter router, TimeProvider time)
{
    private const int CollectionsMax = 1000;
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(10);

    private readonly BoundedCache<Counted, CollectionStatistics> _known = new(new BoundedCacheOptions(CollectionsMax, AgeMax), time);

    /// <summary>The statistics for a query's text, over the shards that answer.</summary>
    /// <param name="request">The query.</param>
    /// <param name="settings">Says which shards its collection has.</param>
    /// <param name="watches">Hear how long it took.</param>
    /// <param name="deadline">When to go on without the shards that are missing then; none counts as 0.</param>
    internal async Task<QueryStatistics> GetAsync(
        SearchRequest request,
        CollectionSettings settings,
        QueryWatches watches,
        CancellationToken deadline
    )
    {
        (string[] terms, Counted copy) = Terms(request, settings);
        if (_known.TryGet(copy, out CollectionStatistics? known) && known.Find(terms) is { } found)
            return new QueryStatistics(found, known.Positions, IsFresh: false);
        using QueryStage stage = QueryStage.Begin(QueryStage.Statistics, watches);
        return await AskAsync(request, settings, deadline);
    }

    /// <summary>How many of a collection's chunks hold a word of a query; null for words that were not counted.</summary>
    /// <param name="request">The query.</param>
    /// <param name="settings">Says which shards its collection has.</param>
    /// <param name="cancellationToken">Ends the wait; what a shard did not count then counts as 0.</param>
    internal async Task<Func<string, WordFrequency?>> FrequencyAsync(
        SearchRequest request,
        CollectionSettings settings,
        CancellationToken cancellationToken
    )
    {
        (string[] terms, Counted copy) = Terms(request, settings);
        ShardStatistics counted =
            _known.TryGet(copy, out CollectionStatistics? known) && known.Find(terms) is { } found
                ? found
                : (await AskAsync(request, settings, cancellationToken)).Statistics;
        TextAnalyzer analyzer = CollectionText.Analyzer(settings).ForText(request.Query);
        return word =>
        {
            // Of a word's readings one is that of its rows.
            long?[] held = [.. analyzer.ReadWords(word).Select(readings => readings.Max(Count))];
            return held.Length > 0 && !held.Contains(null) ? new WordFrequency(held.Min() ?? 0, counted.ChunkCount) : null;
        };

        long? Count(string term) => counted.ChunkFrequencies.TryGetValue(term, out long chunks) ? chunks : null;
    }

    private async Task<QueryStatistics> AskAsync(SearchRequest request, CollectionSettings settings, CancellationToken deadline)
    {
        (string[] terms, Counted copy) = Terms(request, settings);
        ShardStatistics?[] parts = await Task.WhenAll(
            settings.Answering().Of(copy.Collection).Select(shard => PartAsync(shard, request.Query, request.Options.Scope.View, deadline))
        );
        ShardPosition[] positions = [.. parts.Select(part => new ShardPosition(part?.Position ?? 0, part?.Lineage ?? 0))];
        TermStatistics sum = TermStatistics.Sum(parts.OfType<ShardStatistics>().Select(ShardTranslation.FromWire));
        QueryStatistics fresh = new(ShardTranslation.ToWire(sum, 0), positions, IsFresh: true);
        // A sum that lacks a shard serves this query and no other.
        if (parts.Contains(null))
            return fresh;
        if (!_known.TryGet(copy, out CollectionStatistics? known) || !known.Positions.SequenceEqual(positions))
        {
            known = new CollectionStatistics(positions, sum, time);
            _known.Set(copy, known);
        }

        known.Add(terms, sum);
        return fresh;
    }

    // A log of other shards has other positions.
    private static (string[] Terms, Counted Copy) Terms(SearchRequest request, CollectionSettings settings) =>
        ([.. ParsedQuery.Read(request.Query, CollectionText.Analyzer(settings)).Terms.Select(term => term.Term)], Key(request, settings));

    private static Counted Key(SearchRequest request, CollectionSettings settings) =>
        new(request.Collection, settings.Answering(), request.Options.Scope.View?.Digest);

    /// <summary>Drops what is known of a collection, because a shard has moved on.</summary>
    /// <param name="request">The query that found it out.</param>
    /// <param name="settings">Says which shards its collection has.</param>
    internal void Forget(SearchRequest request, CollectionSettings settings) => _known.Remove(Key(request, settings));

    private async Task<ShardStatistics?> PartAsync(ShardId shard, string text, AccessView? view, CancellationToken deadline)
    {
        try
        {
            return await router.AskAsync(shard, (replica, token) => replica.GetStatisticsAsync(text, view, token), deadline);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private readonly record struct Counted(CollectionId Collection, ShardCopy Copy, string? View);
}
