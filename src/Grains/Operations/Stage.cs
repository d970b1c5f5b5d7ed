using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RagCluster.Grains.Operations;

/// <summary>One named step of a way: its time goes to a histogram when it is disposed, and it is a span of the trace.</summary>
internal readonly struct Stage : IDisposable
{
    /// <summary>The name under which the spans are traced.</summary>
    internal const string SourceName = "RagCluster.Grains";

    private const string Provider = "ragcluster";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly Histogram<double> _durations;
    private readonly string _name;
    private readonly long _began;
    private readonly Activity? _span;
    private readonly Action<string, TimeSpan>? _told;

    private Stage(Histogram<double> durations, string name, Activity? span, Action<string, TimeSpan>? told = null)
    {
        _told = told;
        _durations = durations;
        _name = name;
        _span = span;
        _began = Stopwatch.GetTimestamp();
    }

    /// <summary>A step of a search.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="told">Is told name and time at the end; null when only the metrics want to know.</param>
    internal static Stage Search(string name, Action<string, TimeSpan>? told = null) =>
        new(GrainsMeter.SearchDuration, name, Source.StartActivity($"search {name}"), told);

    /// <summary>A whole search, named as OpenTelemetry's conventions for generative AI name it.</summary>
    internal static Stage Retrieval(string collection, int topK)
    {
        Activity? span = Source.StartActivity($"retrieval {collection}", ActivityKind.Client);
        span?.SetTag("gen_ai.operation.name", "retrieval");
        span?.SetTag("gen_ai.provider.name", Provider);
        span?.SetTag("gen_ai.data_source.id", collection);
        span?.SetTag("gen_ai.request.top_k", topK);
        return new Stage(GrainsMeter.SearchDuration, "total", span);
    }

    /// <summary>The span of some embeddings, by the same conventions; null when nobody traces.</summary>
    internal static Activity? Embeddings(string model)
    {
        Activity? span = Source.StartActivity($"embeddings {model}", ActivityKind.Client);
        span?.SetTag("gen_ai.operation.name", "embeddings");
        span?.SetTag("gen_ai.provider.name", Provider);
        span?.SetTag("gen_ai.request.model", model);
        return span;
    }

    /// <summary>A step of indexing.</summary>
    internal static Stage Ingest(string name) => new(GrainsMeter.IngestDuration, name, Source.StartActivity($"ingest {name}"));

    /// <inheritdoc/>
    public void Dispose()
    {
        TimeSpan took = Stopwatch.GetElapsedTime(_began);
        _durations.Record(took.TotalSeconds, new KeyValuePair<string, object?>("stage", _name));
        _told?.Invoke(_name, took);
        _span?.Dispose();
    }
}
