namespace RagCluster.Corpus.Telemetry;

/// <summary>Takes the values of one reading.</summary>
public interface IMetricSink
{
    /// <summary>A counter's or gauge's value.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="value">The value, in the metric's unit.</param>
    /// <param name="labels">Names and values. A value is from a small set: never a user, a document or a query.</param>
    void Write(MetricDefinition metric, double value, params ReadOnlySpan<(string Name, string Value)> labels);

    /// <summary>A histogram's counts.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="value">The counts.</param>
    /// <param name="labels">Names and values.</param>
    void Write(MetricDefinition metric, HistogramSnapshot value, params ReadOnlySpan<(string Name, string Value)> labels);
}
