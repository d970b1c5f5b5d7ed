using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Api.Operations.Metrics;

/// <summary>Listens to the meters of this program and of the framework, and tells their values in Prometheus' text format.</summary>
internal sealed partial class MetricCollector : IDisposable
{
    /// <summary>Characters that nearly all labels of a measurement fit in.</summary>
    private const int LabelsUsual = 256;

    private static readonly TimeSpan SourcePatience = TimeSpan.FromSeconds(2);

    // Of the framework those that operators look for; the names of ours are in the list.
    private static readonly string[] FrameworkMeters =
    [
        "System.Runtime",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.RateLimiting",
        "Microsoft.AspNetCore.Diagnostics",
    ];

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<MetricFamily> _observed = [];
    private readonly SeriesBudget _budget = new(SeriesBudget.BytesMax);
    private readonly MeterListener _listener = new();
    private readonly SemaphoreSlim _oneReading = new(1);
    private readonly IMetricSource[] _sources;
    private readonly TimeProvider _time;
    private readonly ILogger<MetricCollector> _log;

    /// <summary>Begins to listen.</summary>
    /// <param name="sources">Asked at each reading.</param>
    /// <param name="time">Ends the wait for a source.</param>
    /// <param name="log">Says which source failed.</param>
    public MetricCollector(IEnumerable<IMetricSource> sources, TimeProvider time, ILogger<MetricCollector> log)
    {
        _sources = [.. sources];
        _time = time;
        _log = log;
        _listener.InstrumentPublished = Publish;
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => Record((double)value, tags, state));
        _listener.Start();
    }

    /// <summary>All metrics as text.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        await _oneReading.WaitAsync(cancellationToken);
        try
        {
            foreach (MetricFamily family in _observed)
            {
                family.Clear();
            }

            _listener.RecordObservableInstruments();
            SourceReading reading = new();
            await Task.WhenAll(_sources.Select(source => ReadAsync(source, reading, cancellationToken)));
            foreach (MetricFamily family in _families.Values.Where(f => f.Dropped > 0))
            {
                reading.Write(MetricList.SeriesDropped, family.Dropped, ("metric", family.Definition.Name));
            }

            StringBuilder text = new(64 << 10);
            foreach (MetricFamily family in _families.Values.OrderBy(f => f.Definition.Name, StringComparer.Ordinal))
            {
                PrometheusText.Write(text, family);
            }

            reading.WriteTo(text);
            return text.ToString();
        }
        finally
        {
            _oneReading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        _oneReading.Dispose();
    }

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (state is not Listened listened || Find(listened.Family, tags) is not { } series)
            return;
        if (series.Histogram is { } histogram)
            histogram.Record(value);
        else if (listened.IsSet)
            series.Set(value);
        else
            series.Add(value);
    }

    private static MetricSeries? Find(MetricFamily family, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        LabelWriter labels = new(stackalloc char[LabelsUsual]);
        if (labels.TryWrite(tags))
            return family.Find(labels.Written);
        for (int length = 2 * LabelsUsual; ; length *= 2)
        {
            LabelWriter longer = new(new char[length]);
            if (longer.TryWrite(tags))
                return family.Find(longer.Written);
        }
    }

    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (Define(instrument) is not { } definition)
            return;
        MetricFamily family = _families.GetOrAdd(
            definition.Name,
            static (_, made) => new MetricFamily(made.definition, made._budget),
            (definition, _budget)
        );
        if (instrument.IsObservable)
            _observed.Add(family);
        else if (definition.Labels.Count == 0 && !PrometheusNames.IsSet(instrument) && MetricList.All.Contains(definition))
            family.Find(""); // An alert on a counter needs its zero.
        listener.EnableMeasurementEvents(instrument, new Listened(family, PrometheusNames.IsSet(instrument)));
    }

    private static MetricDefinition? Define(Instrument instrument)
    {
        if (instrument.Meter.Name.StartsWith("RagCluster", StringComparison.Ordinal))
            return MetricList.All.FirstOrDefault(metric => metric.Name == instrument.Name);
        if (!FrameworkMeters.Contains(instrument.Meter.Name))
            return null;
        MetricKind kind = PrometheusNames.Kind(instrument);
        return new MetricDefinition(
            PrometheusNames.Metric(instrument, kind),
            kind,
            instrument.Description ?? instrument.Name,
            instrument.Unit
        )
        {
            Buckets = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? MetricList.DefaultBuckets,
        };
    }

    // A source that fails or hangs costs its own values only.
    private async Task ReadAsync(IMetricSource source, SourceReading reading, CancellationToken cancellationToken)
    {
        try
        {
            using CancellationTokenSource patience = new(SourcePatience, _time);
            using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            SourceReading own = new();
            await source.WriteAsync(own, both.Token).WaitAsync(both.Token);
            reading.Add(own);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(error, source.GetType().Name);
        }
    }

    /// <summary>What an instrument's measurements go to.</summary>
    /// <param name="Family">The metric.</param>
    /// <param name="IsSet">Whether a measurement replaces the one before; otherwise it is added.</param>
    private sealed record Listened(MetricFamily Family, bool IsSet);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Source} did not tell its metrics")]
    private partial void LogFailed(Exception error, string source);
}
