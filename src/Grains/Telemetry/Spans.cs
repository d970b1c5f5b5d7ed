using System.Diagnostics;

namespace RagCluster.Grains.Telemetry;

/// <summary>The spans of traces, named as OpenTelemetry's conventions for generative AI name them where those have a name.</summary>
internal static class Spans
{
    /// <summary>The name under which the spans are traced.</summary>
    internal const string SourceName = "RagCluster.Grains";

    /// <summary>Who runs the models of this program.</summary>
    internal const string Provider = "ragcluster";

    /// <summary>Where spans begin.</summary>
    internal static ActivitySource Source { get; } = new(SourceName);

    /// <summary>The span of a whole search; null when nobody traces.</summary>
    internal static Activity? Retrieval(string collection, int topK)
    {
        Activity? span = Begin($"retrieval {collection}", "retrieval");
        span?.SetTag("gen_ai.data_source.id", collection);
        span?.SetTag("gen_ai.request.top_k", topK);
        return span;
    }

    /// <summary>The span of some embeddings; null when nobody traces.</summary>
    internal static Activity? Embeddings(string model)
    {
        Activity? span = Begin($"embeddings {model}", "embeddings");
        span?.SetTag("gen_ai.request.model", model);
        return span;
    }

    private static Activity? Begin(string name, string operation)
    {
        Activity? span = Source.StartActivity(name, ActivityKind.Client);
        span?.SetTag("gen_ai.operation.name", operation);
        span?.SetTag("gen_ai.provider.name", Provider);
        return span;
    }
}
