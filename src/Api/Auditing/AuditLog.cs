using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RagCluster.Api.Operations;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Auditing;

/// <summary>
/// Brings this silo's events to the audit log in groups, so that a thousand requests cost some writes and not a thousand. An event is in
/// the store within about a second of its request's end; a process that is killed loses those of that second, one that ends in order none.
/// While the store is away they wait, in memory, up to a number; what comes after is counted as lost, and the server goes on.
/// </summary>
internal sealed partial class AuditLog(IGrainFactory grains, NodeState state, TimeProvider time, ILogger<AuditLog> log) : BackgroundService
{
    private const int WaitingMax = 20_000;
    private const int GroupMax = 500;
    private static readonly TimeSpan GroupPeriod = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly Meter Meter = new("RagCluster.Api.Auditing");
    private static readonly Counter<long> Lost = MetricList.AuditLost.Counter(Meter);

    private readonly Channel<AuditEvent> _events = Channel.CreateBounded<AuditEvent>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );

    /// <summary>Notes an event.</summary>
    internal void Add(AuditEvent happened)
    {
        if (!_events.Writer.TryWrite(happened))
            Lost.Add(1);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Lost.Add(0);
        try
        {
            await state.Joined.WaitAsync(stoppingToken);
            while (await _events.Reader.WaitToReadAsync(stoppingToken))
            {
                while (!await TryWriteGroupAsync(stoppingToken))
                    await Task.Delay(Pause, time, stoppingToken);
                await Task.Delay(GroupPeriod, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is in hand is written now: the host waits for this service, and the silo ends after it.
            while (_group.Count > 0 || _events.Reader.TryPeek(out _))
            {
                if (!await TryWriteGroupAsync(CancellationToken.None))
                    return;
            }
        }
    }

    // What could not be written is kept, in its order, for the next attempt.
    private readonly List<AuditEvent> _group = [];

    private async Task<bool> TryWriteGroupAsync(CancellationToken cancellationToken)
    {
        while (_group.Count < GroupMax && _events.Reader.TryRead(out AuditEvent? next))
            _group.Add(next);
        AuditEvent[] merged = Merge(_group);
        try
        {
            await grains.GetGrain<IAuditGrain>(IAuditGrain.Key).AppendAsync(merged, cancellationToken);
            _group.Clear();
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The service's boundary: what escaped from here would end the log for good, and an outage of a store throws what it likes.
            LogNotWritten(failure, merged.Length);
            return false;
        }
    }

    /// <summary>
    /// One entry for refusals that are alike, with their number: who knocks ten thousand times a second must not fill the disk.
    /// </summary>
    internal static AuditEvent[] Merge(IEnumerable<AuditEvent> events)
    {
        List<AuditEvent> merged = [];
        Dictionary<(string?, string, string, string, int), int> refusals = [];
        foreach (AuditEvent next in events)
        {
            if (next.Status is not (401 or 403))
            {
                merged.Add(next);
                continue;
            }

            if (refusals.TryGetValue((next.Tenant, next.Subject, next.Address, next.Action, next.Status), out int at))
            {
                merged[at] = merged[at] with { Count = merged[at].Count + next.Count };
                continue;
            }

            refusals[(next.Tenant, next.Subject, next.Address, next.Action, next.Status)] = merged.Count;
            merged.Add(next);
        }

        return [.. merged];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} events could not be written to the audit log; it is tried again")]
    private partial void LogNotWritten(Exception failure, int count);
}
