using RagCluster.Caching.Eviction;
using RagCluster.Caching.Keys;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Warming;

/// <summary>How often this silo was asked its queries since it told the cluster last. Safe for concurrent use.</summary>
/// <param name="time">The clock of the cache that bounds it.</param>
internal sealed class QueryHistory(TimeProvider time) : IQueryObserver
{
    private const int EntriesMax = 1_000;

    private readonly Lock _lock = new();
    private readonly BoundedCache<Asked, Counter> _counters = new(
        new BoundedCacheOptions(EntriesMax, TimeSpan.FromDays(1), Policy: EvictionPolicy.Adaptive),
        time
    );

    /// <inheritdoc/>
    public ValueTask<IQueryWatch?> BeginAsync(QueryCall call, CancellationToken cancellationToken)
    {
        if (call.Origin == QueryOrigin.Caller && call.Request.Options.Call.Cache)
            Note(call.Kind, call.Request);
        return ValueTask.FromResult<IQueryWatch?>(null);
    }

    /// <summary>Notes a query that the cache is asked for.</summary>
    internal void Note(CachedKind kind, SearchRequest request)
    {
        // A turn of a conversation is nobody else's question.
        if (request.Options.Answer.History is not [])
            return;
        Asked asked = new(
            kind,
            request.Collection.ToString(),
            request.Query,
            request.Options.Scope.AccessScope is { } scope ? string.Join('\n', scope) : null,
            request.Options.Scope.View?.Digest
        );
        lock (_lock)
        {
            if (!_counters.TryGet(asked, out Counter? counter))
                _counters.Set(asked, counter = new Counter());
            counter.Count++;
            // The same words with other options are seldom: the last ones stand for all.
            counter.Request = request;
        }
    }

    /// <summary>What was asked more than once since the last time, the most frequent first.</summary>
    /// <param name="count">How many at most.</param>
    internal AskedQuery[] Take(int count)
    {
        lock (_lock)
        {
            IReadOnlyList<EvictedEntry<Asked, Counter>> all = _counters.TakeAll();
            return
            [
                .. all.Where(entry => entry.Value.Count > 1)
                    .OrderByDescending(entry => entry.Value.Count)
                    .Take(count)
                    .Select(entry => new AskedQuery(entry.Value.Request!, entry.Key.Kind == CachedKind.Answer, entry.Value.Count)),
            ];
        }
    }

    private readonly record struct Asked(CachedKind Kind, string Collection, string Query, string? Scope, string? View);

    private sealed class Counter
    {
        internal int Count { get; set; }

        internal SearchRequest? Request { get; set; }
    }
}
