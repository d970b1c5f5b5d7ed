using RagCluster.Corpus.Telemetry;
using RagCluster.Inference;
using RagCluster.Inference.Batching;

namespace RagCluster.Grains.Inference;

/// <summary>What this silo's devices have done and what waits for them.</summary>
internal sealed class InferenceMetrics(InferenceRuntime runtime) : IMetricSource
{
    /// <inheritdoc/>
    public Task WriteAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        foreach (BatcherStatistics batcher in runtime.Statistics)
        {
            (string, string) device = ("device", batcher.Device);
            sink.Write(MetricList.InferenceQueueTexts, batcher.TextsWaiting, device);
            sink.Write(MetricList.InferenceQueueTokens, batcher.TokensWaiting, device);
            sink.Write(MetricList.InferenceBatches, batcher.Batches, device);
            sink.Write(MetricList.InferenceTexts, batcher.Texts, device);
            sink.Write(MetricList.InferenceTokens, batcher.PaddedTokens, device);
            sink.Write(MetricList.InferenceOverloaded, batcher.Overloads, device);
            sink.Write(MetricList.InferenceBatchTokens, batcher.BatchTokensMax, device);
        }

        return Task.CompletedTask;
    }
}
