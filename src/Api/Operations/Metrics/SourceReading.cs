using System.Text;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Api.Operations.Metrics;

/// <summary>The values that the sources tell in one reading.</summary>
internal sealed class SourceReading : IMetricSink
{
    private readonly SortedDictionary<string, StringBuilder> _metrics = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Write(MetricDefinition metric, double value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        PrometheusText.Line(Text(metric), metric.Name, PrometheusText.Labels(labels), value);

    /// <inheritdoc/>
    public void Write(MetricDefinition metric, HistogramSnapshot value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        PrometheusText.Histogram(Text(metric), metric.Name, PrometheusText.Labels(labels), value);

    /// <summary>Writes everything, metric by metric.</summary>
    internal void WriteTo(StringBuilder text)
    {
        foreach (StringBuilder metric in _metrics.Values)
        {
            text.Append(metric);
        }
    }

    /// <summary>Takes over what another reading holds, unless this one has the metric already. Several sources may add at once.</summary>
    internal void Add(SourceReading other)
    {
        lock (_metrics)
        {
            foreach ((string name, StringBuilder text) in other._metrics)
            {
                _metrics.TryAdd(name, text);
            }
        }
    }

    private StringBuilder Text(MetricDefinition metric)
    {
        if (!_metrics.TryGetValue(metric.Name, out StringBuilder? text))
        {
            _metrics.Add(metric.Name, text = new StringBuilder());
            PrometheusText.Header(text, metric);
        }

        return text;
    }
}
