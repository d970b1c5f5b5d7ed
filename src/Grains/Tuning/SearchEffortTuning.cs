using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Shards;

namespace RagCluster.Grains.Tuning;

/// <summary>
/// Tunes the search effort of this silo's replicas by the recall of what they answered: now and then a search by vectors is repeated
/// exhaustively on the same snapshot, after it was answered, one at a time and for a fiftieth of one processor's time at most, and given up
/// as soon as work has to wait. A replica's tuning begins anew with it.
/// </summary>
internal sealed partial class SearchEffortTuning : IKnobSource
{
    // Of one processor's time.
    private const int TimeShare = 50;

    // Work that waits for a thread; a few pieces always come together.
    private const int WaitingMax = 4;
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<ShardId, ReplicaEffort> _replicas = new();
    private readonly Lock _gate = new();
    private readonly bool _isOn;
    private readonly TimeProvider _time;
    private readonly ILogger<SearchEffortTuning> _log;
    private readonly Func<long> _waiting;
    private CancellationTokenSource? _repetition;
    private DateTimeOffset _pauseUntil;

    /// <summary>Creates one that tunes where the settings say so.</summary>
    public SearchEffortTuning(IOptions<QueryOptions> options, TimeProvider time, ILogger<SearchEffortTuning> log)
        : this(options, time, log, () => ThreadPool.PendingWorkItemCount) { }

    internal SearchEffortTuning(IOptions<QueryOptions> options, TimeProvider time, ILogger<SearchEffortTuning> log, Func<long> waiting)
    {
        _isOn = options.Value.TuneSearchEffort;
        _time = time;
        _log = log;
        _waiting = waiting;
    }

    /// <inheritdoc/>
    public IEnumerable<ITunedKnob> Knobs =>
        _isOn ? _replicas.OrderBy(replica => replica.Key.ToString(), StringComparer.Ordinal).Select(replica => replica.Value) : [];

    /// <summary>The last search that was repeated.</summary>
    internal Task Repetition { get; private set; } = Task.CompletedTask;

    /// <summary>A replica begins.</summary>
    internal void Open(ShardId shard) => _replicas[shard] = new ReplicaEffort(shard, _time, _log);

    /// <summary>A replica ends.</summary>
    internal void Close(ShardId shard) => _replicas.TryRemove(shard, out _);

    /// <summary>A replica begins to search.</summary>
    /// <param name="shard">The replica's shard.</param>
    /// <param name="searcher">The snapshot.</param>
    /// <param name="request">The request.</param>
    /// <returns>What gives the search the replica's effort; null where nothing is tuned, or the request says by itself how it is to be
    /// searched.</returns>
    internal IShardSearchWatch? Begin(ShardId shard, IShardSearcher searcher, ShardSearchRequest request)
    {
        if (!_isOn)
            return null;
        bool isBusy = _waiting() > WaitingMax;
        if (isBusy)
            GiveUp();
        bool isTuned =
            request.Vector is not null && !request.Exact && (request.Recall ?? ShardQuery.DefaultRecall) < 1 && request.Effort is null;
        return isTuned && _replicas.TryGetValue(shard, out ReplicaEffort? replica)
            ? new Watch(this, replica, searcher, request) { MayRepeat = !isBusy }
            : null;
    }

    /// <summary>The share that was found of what is there; among equally near ones it does not matter which.</summary>
    internal static double Recall(ShardHit[] found, ShardHit[] exact)
    {
        double? least = exact[^1].Scores.Vector;
        return Math.Min(1, (double)found.Count(hit => hit.Scores.Vector >= least) / exact.Length);
    }

    private void Repeat(IShardSearcher searcher, ShardSearchRequest request, Action<ShardHit[]> compare, CancellationTokenSource repetition)
    {
        long began = _time.GetTimestamp();
        try
        {
            ShardHit[] exact = searcher
                .Search(ShardTranslation.ToQuery(request with { Text = null, Exact = true }), repetition.Token)
                .Vectors;
            if (exact.Length > 0)
                compare(exact);
        }
        catch (OperationCanceledException)
        {
            // Whoever waits goes first; another search will be repeated.
            LogGivenUp();
        }
        catch (Exception failure)
        {
            // Nobody waits for it; a damaged file is repaired when a search that is answered, or the upkeep, finds it.
            LogFailed(failure);
        }
        finally
        {
            End(repetition, _time.GetElapsedTime(began));
        }
    }

    private CancellationTokenSource? Begin()
    {
        lock (_gate)
        {
            if (_repetition is not null || _time.GetUtcNow() < _pauseUntil)
                return null;
            CancellationTokenSource begun = new();
            _repetition = begun;
            return begun;
        }
    }

    private void End(CancellationTokenSource repetition, TimeSpan took)
    {
        lock (_gate)
        {
            _repetition = null;
            TimeSpan pause = took * TimeShare;
            _pauseUntil = _time.GetUtcNow() + (pause > PauseMin ? pause : PauseMin);
            repetition.Dispose();
        }
    }

    private void GiveUp()
    {
        lock (_gate)
        {
            _repetition?.Cancel();
        }
    }

    private void RepeatLater(IShardSearcher searcher, ShardSearchRequest request, Action<ShardHit[]> compare)
    {
        // Off the caller's path.
        if (searcher.HasGraphs && Begin() is { } repetition)
            Repetition = Task.Run(() => Repeat(searcher, request, compare, repetition), CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A search was not repeated to its end because work had to wait")]
    private partial void LogGivenUp();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A search could not be repeated exhaustively")]
    private partial void LogFailed(Exception error);

    private sealed class Watch(SearchEffortTuning tuning, ReplicaEffort replica, IShardSearcher searcher, ShardSearchRequest request)
        : IShardSearchWatch
    {
        private readonly double _effort = replica.Value;

        public double? Effort => _effort;

        internal bool MayRepeat { get; init; }

        public void Ended(ShardSearchReply reply)
        {
            double target = request.Recall ?? ShardQuery.DefaultRecall;
            if (MayRepeat)
                tuning.RepeatLater(searcher, request, exact => replica.Observe(_effort, Recall(reply.Vectors, exact), target));
        }
    }
}
