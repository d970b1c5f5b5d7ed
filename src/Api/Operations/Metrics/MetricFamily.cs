using System.Collections.Concurrent;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Api.Operations.Metrics;

/// <summary>One metric with all its series. A metric that gets too many is cut off: labels are for small sets.</summary>
internal sealed class MetricFamily(MetricDefinition definition)
{
    /// <summary>The most label sets of one metric. The widest of ours, methods of grains, has about a hundred.</summary>
    internal const int SeriesMax = 2000;

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private long _dropped;

    /// <summary>Name, kind and help.</summary>
    internal MetricDefinition Definition => definition;

    /// <summary>Measurements that were left out.</summary>
    internal long Dropped => Volatile.Read(ref _dropped);

    /// <summary>The series in the order of their labels.</summary>
    internal IEnumerable<MetricSeries> Series => _series.Values.OrderBy(s => s.Labels, StringComparer.Ordinal);

    /// <summary>The series with these labels, or null when there are too many already.</summary>
    internal MetricSeries? Find(string labels)
    {
        if (_series.TryGetValue(labels, out MetricSeries? known))
            return known;
        if (_series.Count >= SeriesMax)
        {
            Interlocked.Increment(ref _dropped);
            return null;
        }

        return _series.GetOrAdd(
            labels,
            static (key, kind) => new MetricSeries(key, kind),
            definition.Kind == MetricKind.Histogram ? definition.Buckets : null
        );
    }

    /// <summary>Forgets all series: an observed instrument tells all its values anew.</summary>
    internal void Clear() => _series.Clear();
}
