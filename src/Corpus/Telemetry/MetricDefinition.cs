using System.Diagnostics.Metrics;

namespace RagCluster.Corpus.Telemetry;

/// <summary>What a metric is called and what it tells.</summary>
/// <param name="Name">The name under which it leaves the process: prefix <c>rag_</c> (<c>gen_ai_</c> where
/// OpenTelemetry has the name), base unit, <c>_total</c> on counters.</param>
/// <param name="Kind">How its value moves.</param>
/// <param name="Help">One sentence for whoever reads it.</param>
/// <param name="Unit">The unit in the Unified Code for Units of Measure (<c>s</c>, <c>By</c>), null for plain counts.</param>
public sealed record MetricDefinition(string Name, MetricKind Kind, string Help, string? Unit = null)
{
    /// <summary>The upper bounds of a histogram's buckets, ascending.</summary>
    public IReadOnlyList<double> Buckets { get; init; } = [];

    /// <summary>The names of its labels. Each takes values from a small set: never a user, a document or a query.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Makes the instrument of a counter.</summary>
    /// <param name="meter">The project's meter.</param>
    public Counter<long> Counter(Meter meter) => meter.CreateCounter<long>(Name, Unit, Help);

    /// <summary>Makes the instrument of a gauge that is changed by differences.</summary>
    /// <param name="meter">The project's meter.</param>
    public UpDownCounter<long> UpDownCounter(Meter meter) => meter.CreateUpDownCounter<long>(Name, Unit, Help);

    /// <summary>Makes the instrument of a histogram.</summary>
    /// <param name="meter">The project's meter.</param>
    public Histogram<double> Histogram(Meter meter) =>
        meter.CreateHistogram(Name, Unit, Help, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });
}
