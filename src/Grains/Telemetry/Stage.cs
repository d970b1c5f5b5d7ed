using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RagCluster.Grains.Telemetry;

/// <summary>
/// One named step of the way of a document: its time goes to a histogram when it is disposed, and it is a span of the trace.
/// </summary>
internal readonly struct Stage : IDisposable
{
    private readonly Histogram<double> _durations;
    private readonly string _name;
    private readonly long _began;
    private readonly Activity? _span;

    private Stage(Histogram<double> durations, string name, Activity? span)
    {
        _durations = durations;
        _name = name;
        _span = span;
        _began = Stopwatch.GetTimestamp();
    }

    /// <summary>A step of indexing.</summary>
    internal static Stage Ingest(string name) => new(GrainsMeter.IngestDuration, name, Spans.Source.StartActivity($"ingest {name}"));

    /// <inheritdoc/>
    public void Dispose()
    {
        _durations.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, new KeyValuePair<string, object?>("stage", _name));
        _span?.Dispose();
    }
}
