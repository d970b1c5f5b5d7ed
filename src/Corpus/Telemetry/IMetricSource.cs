namespace RagCluster.Corpus.Telemetry;

/// <summary>Tells values that nobody records as they happen: they are asked for when the metrics are read.</summary>
public interface IMetricSource
{
    /// <summary>Writes the present values.</summary>
    /// <param name="sink">Takes them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task WriteAsync(IMetricSink sink, CancellationToken cancellationToken);
}
