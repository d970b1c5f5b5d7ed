using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query;
using RagCluster.Grains.Shards;
using RagCluster.Shards;
using ShardHit = RagCluster.Grains.Interfaces.Shards.ShardHit;

namespace RagCluster.Grains.Tuning;

/// <summary>
/// Tunes the search effort of this silo's replicas by the recall of what they answered: now and then a search by vectors is repeated exhaustively on the
/// same snapshot, after it was answered, one at a time and for a fiftieth of one processor's time at most, and given up as soon as work has to wait.
/// A replica's tuning begins anew with it.
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

    /// <summary>Runs a request on a snapshot, with the replica's effort unless the request names one.</summary>
    /// <param name="shard">The replica's shard.</param>
    /// <param name="searcher">The snapshot.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal ShardSearchReply Search(
        ShardId shard,
        IShardSearcher searcher,
        ShardSearchRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!_isOn)
            return ShardTranslation.Search(searcher, request, cancellationToken);
        bool isBusy = _waiting() > WaitingMax;
        if (isBusy)
            GiveUp();
        double target = request.Recall ?? ShardQuery.DefaultRecall;
        if (
            request.Vector is null
            || request.Exact
            || target >= 1
            || request.Effort is not null
            || !_replicas.TryGetValue(shard, out ReplicaEffort? replica)
        )
            return ShardTranslation.Search(searcher, request, cancellationToken);
        double effort = replica.Value;
        ShardSearchReply reply = ShardTranslation.Search(searcher, request with { Effort = effort }, cancellationToken);
        if (!isBusy && searcher.HasGraphs && Begin() is { } repetition)
        {
            // Off the caller's path.
            Repetition = Task.Run(
                () => Repeat(searcher, request, exact => replica.Observe(effort, Recall(reply.Vectors, exact), target), repetition),
                CancellationToken.None
            );
        }

        return reply;
    }

    /// <summary>The share that was found of what is there; among equally near ones it does not matter which.</summary>
    internal static double Recall(ShardHit[] found, ShardHit[] exact)
    {
        double? least = exact[^1].Vector;
        return Math.Min(1, (double)found.Count(hit => hit.Vector >= least) / exact.Length);
    }

    private void Repeat(IShardSearcher searcher, ShardSearchRequest request, Action<ShardHit[]> compare, CancellationTokenSource repetition)
    {
        long began = _time.GetTimestamp();
        try
        {
            ShardHit[] exact = ShardTranslation.Search(searcher, request with { Text = null, Exact = true }, repetition.Token).Vectors;
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

    [LoggerMessage(Level = LogLevel.Debug, Message = "A search was not repeated to its end because work had to wait")]
    private partial void LogGivenUp();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A search could not be repeated exhaustively")]
    private partial void LogFailed(Exception error);
}
