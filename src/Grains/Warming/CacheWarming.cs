using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Caching.Keys;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Query;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Warming;

/// <summary>
/// Asks what was asked most lately when a silo has started, one query after the other, until callers' queries have to wait for a processor;
/// and tells the cluster by the clock what this silo was asked.
/// </summary>
/// <param name="grains">Reaches the history.</param>
/// <param name="history">What this silo was asked.</param>
/// <param name="steps">The steps of a query.</param>
/// <param name="underWay">Knows of the callers' queries.</param>
/// <param name="options">How much is asked.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says what came of it.</param>
internal sealed partial class CacheWarming(
    IGrainFactory grains,
    QueryHistory history,
    QuerySteps steps,
    QueriesUnderWay underWay,
    IOptions<CacheOptions> options,
    TimeProvider time,
    ILogger<CacheWarming> log
) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan ReportPeriod = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();

    // Lives as long as the silo: a caller's query may cancel it at any moment.
    private readonly CancellationTokenSource _crowded = new();
    private Task _running = Task.CompletedTask;

    private bool IsOn => options.Value is { IsOn: true, WarmQueries: > 0 };

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(CacheWarming), ServiceLifecycleStage.Active, StartAsync, StopAsync);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _crowded.Dispose();
    }

    private Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsOn)
            _running = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (IsOn)
            await ReportAsync(cancellationToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await WarmAsync(cancellationToken);
        using PeriodicTimer timer = new(ReportPeriod, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await ReportAsync(cancellationToken);
    }

    /// <summary>Asks what was asked most until that is done, the time is over or callers have to wait.</summary>
    internal async Task WarmAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(options.Value.WarmMax, time);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(
            late.Token,
            _crowded.Token,
            cancellationToken
        );
        int asked = 0;
        // Not awaited: the caller's query must not wait for what is cancelled.
        void GiveWay() => _ = _crowded.CancelAsync();
        underWay.Crowded += GiveWay;
        try
        {
            foreach (
                AskedQuery query in await grains.GetGrain<IQueryHistoryGrain>(0).MostAskedAsync(options.Value.WarmQueries, ended.Token)
            )
                asked += await AskAsync(query, ended.Token) ? 1 : 0;
        }
        catch (Exception error) when (error is OperationCanceledException or RagException or TimeoutException or OrleansException)
        {
            LogCutShort(error);
        }
        finally
        {
            underWay.Crowded -= GiveWay;
        }

        if (asked > 0)
            LogWarmed(asked);
    }

    private async Task<bool> AskAsync(AskedQuery query, CancellationToken cancellationToken)
    {
        try
        {
            QueryCall call = new(query.Request, query.IsAnswer ? CachedKind.Answer : CachedKind.Retrieval, QueryOrigin.Server);
            await foreach (QueryEvent _ in QueryGrain.EventsAsync(steps, call, cancellationToken)) { }

            return true;
        }
        catch (RagException gone) when (gone.Kind is ErrorKind.NotFound or ErrorKind.Invalid)
        {
            // Its collection was deleted, or a later build takes no such query.
            return false;
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        AskedQuery[] asked = history.Take(CacheOptions.WarmQueriesMax);
        if (asked.Length == 0)
            return;
        try
        {
            await grains.GetGrain<IQueryHistoryGrain>(0).AddAsync(asked, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception error) when (error is OperationCanceledException or RagException or TimeoutException or OrleansException)
        {
            LogNotReported(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The cache was warmed with {Count} of the queries that were asked most")]
    private partial void LogWarmed(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Warming the cache gave way")]
    private partial void LogCutShort(Exception error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "What this silo was asked could not be told")]
    private partial void LogNotReported(Exception error);
}
