using Microsoft.Extensions.Options;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Storage;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// Brings back what queues forgot: at the start of a cluster what the last one left, later what a dead silo's queue held. Every silo calls,
/// so that it happens whichever of them lives; calls within one period do nothing, unless a silo has died since. Changes of models go on in
/// the same way.
/// </summary>
internal sealed class SweepGrain(
    IDocumentStore store,
    IClusterMembershipService membership,
    IOptions<IngestOptions> options,
    TimeProvider time
) : Grain, ISweepGrain
{
    private const int BatchMax = 10_000;
    private const int ChangesMax = 1_000;

    // Silos call a little early or late; a tenth keeps their calls from pushing each other into the next period.
    private const double PeriodShare = 0.9;

    private DateTimeOffset _sweptAt = default;
    private int _deathsSwept;

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        int deaths = membership.CurrentSnapshot.Members.Values.Count(member => member.Status == SiloStatus.Dead);
        if (now - _sweptAt < options.Value.SweepPeriod * PeriodShare && deaths <= _deathsSwept)
            return 0;
        IReadOnlyList<Document> pending = await store.ListPendingAsync(BatchMax, cancellationToken);
        foreach (IGrouping<string, Document> collection in pending.GroupBy(document => document.Collection.ToString()))
        {
            PendingVersion[] versions = [.. collection.Select(document => new PendingVersion(document.Id, document.Generation))];
            await GrainFactory.GetGrain<IIngestQueueGrain>(collection.Key).EnqueueAsync(versions);
        }

        foreach (Job change in await store.Changes.ListOpenAsync(ChangesMax, cancellationToken))
            await GrainFactory.GetGrain<IModelChangeGrain>(change.Collection.ToString()).ResumeAsync(change.Id);
        (_sweptAt, _deathsSwept) = (now, deaths);
        return pending.Count;
    }
}
