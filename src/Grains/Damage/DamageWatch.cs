using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Documents;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Storage;

namespace RagCluster.Grains.Damage;

/// <summary>
/// Logs each damage once, and sees to it that documents which are made again are indexed: it queues them and notes when they are done.
/// </summary>
internal sealed partial class DamageWatch(
    DamageLedger damage,
    IDocumentStore store,
    IGrainFactory grains,
    TimeProvider time,
    ILogger<DamageWatch> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        damage.CountStored();
        foreach (string note in damage.Notes)
            LogNote(note);
        foreach (DamageFinding early in damage.Findings)
            Log(early);
        damage.Found += Log;
        try
        {
            await FollowAsync(stoppingToken);
        }
        finally
        {
            damage.Found -= Log;
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        HashSet<(CollectionId, DocumentId)> queued = [];
        while (true)
        {
            // There is hardly ever something to follow, and ten looks a second took half of the processor time of an idle server.
            await damage.WaitForRemakingAsync(stoppingToken);
            IReadOnlyList<(CollectionId Collection, DocumentId Document)> remaking = damage.Remaking;
            try
            {
                foreach ((CollectionId collection, DocumentId document) in remaking)
                    await FollowAsync(collection, document, queued, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The service's boundary: the store or the silo may be on its way, and the next tick tries again.
                LogNotQueued(error);
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task FollowAsync(
        CollectionId collection,
        DocumentId document,
        HashSet<(CollectionId, DocumentId)> queued,
        CancellationToken cancellationToken
    )
    {
        Document? found = await store.FindDocumentAsync(collection, document, cancellationToken);
        if (found is { State: DocumentState.Received })
        {
            if (queued.Contains((collection, document)))
                return;
            await grains.GetGrain<IIngestQueueGrain>(collection.ToString()).EnqueueAsync([new PendingVersion(document, found.Generation)]);
            queued.Add((collection, document));
            return;
        }

        queued.Remove((collection, document));
        damage.Remade(collection, document);
    }

    private void Log(DamageFinding finding)
    {
        if (finding.IsRepaired)
            LogRepaired(finding.What, finding.Outcome);
        else
            LogDamaged(finding.What, finding.Outcome);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Damaged: {What}. {Outcome}")]
    private partial void LogDamaged(string what, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Damaged: {What}. {Outcome}")]
    private partial void LogRepaired(string what, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Note}")]
    private partial void LogNote(string note);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Damaged documents could not be queued to be indexed again; it is tried again")]
    private partial void LogNotQueued(Exception error);
}
