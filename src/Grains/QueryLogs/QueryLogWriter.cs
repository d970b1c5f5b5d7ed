using System.Diagnostics.Metrics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces.QueryLogs;

namespace RagCluster.Grains.QueryLogs;

/// <summary>
/// Brings this silo's queries to the query log in groups, and deletes the months whose time is over. A query is in the store within about
/// two seconds of its end; a process that is killed loses those of these seconds, one that ends in order none. While the store is away they
/// wait in memory, up to a number; what comes after is counted as lost. No query waits for it or fails with it.
/// </summary>
internal sealed partial class QueryLogWriter(
    IGrainFactory grains,
    IOptions<QueryLogOptions> options,
    TimeProvider time,
    ILogger<QueryLogWriter> log
) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int WaitingMax = 20_000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // A silo that starts has enough to do.
    private static readonly TimeSpan FirstSweepAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(1);
    private static readonly Meter Meter = new("RagCluster.Grains.QueryLogs");
    private static readonly Counter<long> Lost = MetricList.QueryLogLost.Counter(Meter);

    private readonly Channel<(string Tenant, LoggedQuery Query)> _waiting = Channel.CreateBounded<(string Tenant, LoggedQuery Query)>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );

    private readonly HashSet<string> _noted = [];
    private readonly CancellationTokenSource _stopping = new();

    // What could not be written stays, in its order, for the next attempt.
    private readonly List<(string Tenant, LoggedQuery Query)> _group = [];
    private Task _running = Task.CompletedTask;

    /// <summary>Notes a query.</summary>
    /// <param name="tenant">Whose collection was asked.</param>
    /// <param name="query">The query.</param>
    internal void Add(string tenant, LoggedQuery query)
    {
        if (!_waiting.Writer.TryWrite((tenant, query)))
            Lost.Add(1);
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(QueryLogWriter), ServiceLifecycleStage.Active, StartAsync, StopAsync);

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    /// <summary>The month to which a query belongs, by the clock of the whole world.</summary>
    internal static string MonthOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Writes what waits.</summary>
    /// <returns>False when something is left.</returns>
    internal async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        while (_group.Count > 0 || _waiting.Reader.TryPeek(out _))
        {
            while (_group.Count < IQueryLogGrain.GroupMax && _waiting.Reader.TryRead(out (string Tenant, LoggedQuery Query) next))
                _group.Add(next);
            if (!await TryWriteGroupAsync(cancellationToken))
                return false;
        }

        return true;
    }

    /// <summary>Deletes the months whose time is over.</summary>
    internal async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            int count = await grains.GetGrain<IQueryLogMonthsGrain>(0).SweepAsync(FirstRetained, cancellationToken);
            if (count > 0)
                LogSwept(count, FirstRetained);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotSwept(failure);
        }
    }

    private string FirstRetained => MonthOf(time.GetUtcNow().AddMonths(1 - options.Value.Months));

    private Task StartAsync(CancellationToken cancellationToken)
    {
        Lost.Add(0);
        _running = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await TryWriteAsync(cancellationToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        TimeSpan pause = FirstSweepAfter;
        using PeriodicTimer timer = new(Period, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await TryWriteAsync(cancellationToken);
            if (time.GetElapsedTime(began) < pause)
                continue;
            (began, pause) = (time.GetTimestamp(), SweepPeriod);
            await TrySweepAsync(cancellationToken);
        }
    }

    private async Task<bool> TryWriteGroupAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A month that is over has been deleted, and nothing is to be left of it.
            string firstRetained = FirstRetained;
            _group.RemoveAll(query => string.CompareOrdinal(MonthOf(query.Query.At), firstRetained) < 0);
            foreach (IGrouping<(string Tenant, string Month), (string Tenant, LoggedQuery Query)> log in Logs())
            {
                string key = QueryLogKey.Of(log.Key.Tenant, log.Key.Month);
                if (!_noted.Contains(key))
                    await grains.GetGrain<IQueryLogMonthsGrain>(0).AddAsync(log.Key.Tenant, log.Key.Month, cancellationToken);
                _noted.Add(key);
                await grains.GetGrain<IQueryLogGrain>(key).AppendAsync([.. log.Select(query => query.Query)], cancellationToken);
                _group.RemoveAll(log.Contains);
            }

            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The service's boundary: what escaped from here would end the log for good, and an outage of a store throws what it likes.
            LogNotWritten(failure, _group.Count);
            return false;
        }
    }

    private IGrouping<(string Tenant, string Month), (string Tenant, LoggedQuery Query)>[] Logs() =>
        [.. _group.GroupBy(query => (query.Tenant, MonthOf(query.Query.At)))];

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Count} months of the query log were deleted: {First} is the first that is kept"
    )]
    private partial void LogSwept(int count, string first);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The query log's old months could not be deleted; it is tried again in an hour")]
    private partial void LogNotSwept(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} queries could not be written to the query log; it is tried again")]
    private partial void LogNotWritten(Exception failure, int count);
}
