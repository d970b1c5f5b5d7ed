using Microsoft.Extensions.Options;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Storage;

namespace RagCluster.Silo.Hosting;

/// <summary>Hands pending documents of the store to their queues: at start what the last process left, later what a queue forgot.</summary>
internal sealed partial class PendingSweep(
    IDocumentStore store, IGrainFactory grains, IOptions<IngestOptions> options, TimeProvider time, ILogger<PendingSweep> log)
    : BackgroundService
{
    private const int BatchMax = 10_000;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(options.Value.SweepPeriod, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception error) when (error is RagException or TimeoutException or Orleans.Runtime.OrleansException)
            {
                LogFailed(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Document> pending = await store.ListPendingAsync(BatchMax, cancellationToken);
        foreach (IGrouping<string, Document> collection in pending.GroupBy(d => d.Collection.ToString()))
        {
            PendingVersion[] versions = [.. collection.Select(d => new PendingVersion(d.Id, d.Generation))];
            await grains.GetGrain<IIngestQueueGrain>(collection.Key).EnqueueAsync(versions);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep for pending documents failed; it is repeated")]
    private partial void LogFailed(Exception error);
}
