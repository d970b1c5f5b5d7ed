using System.Collections.Concurrent;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Api.Operations.Metrics;

/// <summary>One metric with all its series. A metric that gets too many is cut off: labels are for small sets.</summary>
/// <param name="definition">Name, kind and help.</param>
/// <param name="budget">What all metrics together may take.</param>
internal sealed class MetricFamily(MetricDefinition definition, SeriesBudget budget)
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
    internal MetricSeries? Find(ReadOnlySpan<char> labels) =>
        _series.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(labels, out MetricSeries? known) ? known : Add(labels.ToString());

    /// <summary>Forgets all series: an observed instrument tells all its values anew.</summary>
    internal void Clear()
    {
        // Only a reading clears, and only what readings alone fill.
        foreach (string labels in _series.Keys)
        {
            if (_series.TryRemove(labels, out _))
                budget.Return(SeriesBudget.Cost(definition.Name, labels, null));
        }
    }

    private MetricSeries? Add(string labels)
    {
        IReadOnlyList<double>? bounds = definition.Kind == MetricKind.Histogram ? definition.Buckets : null;
        long cost = SeriesBudget.Cost(definition.Name, labels, bounds);
        if (_series.Count >= SeriesMax || !budget.TryTake(cost))
        {
            Interlocked.Increment(ref _dropped);
            return null;
        }

        MetricSeries made = new(labels, bounds);
        MetricSeries kept = _series.GetOrAdd(labels, made);
        if (!ReferenceEquals(made, kept))
            budget.Return(cost);
        return kept;
    }
}
