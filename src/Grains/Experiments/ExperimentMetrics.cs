using RagCluster.Corpus.Telemetry;

namespace RagCluster.Grains.Experiments;

/// <summary>How many experiments run, as this silo knows.</summary>
internal sealed class ExperimentMetrics(RunningExperiments running) : IMetricSource
{
    /// <inheritdoc/>
    public Task WriteAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        sink.Write(MetricList.Experiments, running.Count);
        return Task.CompletedTask;
    }
}
