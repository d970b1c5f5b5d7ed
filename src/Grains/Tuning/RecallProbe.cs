using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Telemetry;
using RagCluster.Shards;

namespace RagCluster.Grains.Tuning;

/// <summary>
/// Measures what searches miss: of the searches by vectors that may go through a graph, one of so many is repeated exhaustively on the same
/// snapshot after it was answered, one at a time. Its recall goes to a metric and changes nothing.
/// </summary>
/// <param name="options">Which share is repeated.</param>
/// <param name="log">Says why one could not be repeated.</param>
internal sealed partial class RecallProbe(IOptions<QueryOptions> options, ILogger<RecallProbe> log) : IQueryObserver
{
    private readonly int _every = options.Value.RecallProbeEvery;
    private long _searches;
    private int _isRunning;

    /// <summary>The last search that was repeated.</summary>
    internal Task Repetition { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public IShardSearchWatch? BeginShardSearch(ShardId shard, IShardSearcher searcher, ShardSearchRequest request)
    {
        if (_every == 0 || request.Vector is null || request.Exact || !searcher.HasGraphs)
            return null;
        return Interlocked.Increment(ref _searches) % _every == 0 ? new Watch(this, searcher, request) : null;
    }

    private void RepeatLater(IShardSearcher searcher, ShardSearchRequest request, ShardHit[] found)
    {
        if (Interlocked.CompareExchange(ref _isRunning, 1, 0) == 0)
            Repetition = Task.Run(() => Repeat(searcher, request, found));
    }

    private void Repeat(IShardSearcher searcher, ShardSearchRequest request, ShardHit[] found)
    {
        try
        {
            ShardHit[] exact = searcher
                .Search(ShardTranslation.ToQuery(request with { Text = null, Exact = true }), CancellationToken.None)
                .Vectors;
            if (exact.Length > 0)
                GrainsMeter.Probed(SearchEffortTuning.Recall(found, exact));
        }
        catch (Exception failure)
        {
            // Nobody waits for it; a damaged file is repaired when a search that is answered, or the upkeep, finds it.
            LogFailed(failure);
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A search could not be repeated exhaustively")]
    private partial void LogFailed(Exception error);

    private sealed class Watch(RecallProbe probe, IShardSearcher searcher, ShardSearchRequest request) : IShardSearchWatch
    {
        public double? Effort => null;

        public void Ended(ShardSearchReply reply) => probe.RepeatLater(searcher, request, reply.Vectors);
    }
}
