using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Telemetry;
using RagCluster.Storage;

namespace RagCluster.Grains.Collections;

/// <summary>How far the changes of model are, as the store says: the same on every silo, and right after a restart.</summary>
internal sealed class ModelChangeMetrics(IDocumentStore store) : IMetricSource
{
    /// <summary>One for each collection at most; beyond this many the figures are too small.</summary>
    private const int ChangesMax = 1_000;

    /// <inheritdoc/>
    public async Task WriteAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        ModelChange[] changes =
        [
            .. (await store.Changes.ListOpenAsync(ChangesMax, cancellationToken)).Select(job => job.Change).OfType<ModelChange>(),
        ];
        sink.Write(MetricList.ModelChanges, changes.Length);
        sink.Write(MetricList.ModelChangeChunks, changes.Sum(change => change.ChunksDone));
        sink.Write(MetricList.ModelChangeChunksWanted, changes.Sum(change => change.ChunksTotal));
    }
}
