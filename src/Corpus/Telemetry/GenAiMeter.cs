using System.Diagnostics.Metrics;

namespace RagCluster.Corpus.Telemetry;

/// <summary>
/// What calls to models measure, named by OpenTelemetry's conventions for generative AI, and the same of the chat model under the names of
/// this program. No model's name comes from a request that failed for it: the labels stay a small set.
/// </summary>
public static class GenAiMeter
{
    private static readonly Meter Meter = new("RagCluster.GenAi");
    private static readonly Histogram<double> Durations = MetricList.GenAiDuration.Histogram(Meter);
    private static readonly Histogram<double> TokenCounts = MetricList.GenAiTokens.Histogram(Meter);
    private static readonly Histogram<double> FirstChunks = MetricList.GenAiFirstChunk.Histogram(Meter);
    private static readonly Histogram<double> FirstTokens = MetricList.LlmFirstToken.Histogram(Meter);
    private static readonly Counter<long> LlmTokens = MetricList.LlmTokens.Counter(Meter);

    /// <summary>The operation of a chat model.</summary>
    public const string Chat = "chat";

    /// <summary>The operation of an embedding model.</summary>
    public const string Embeddings = "embeddings";

    /// <summary>A call ended.</summary>
    /// <param name="call">What was called.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="errorType">The type of its error; empty where it succeeded.</param>
    public static void Ended(in GenAiCall call, TimeSpan took, string errorType = "") =>
        Durations.Record(
            took.TotalSeconds,
            Tag("gen_ai.operation.name", call.Operation),
            Tag("gen_ai.provider.name", call.Provider),
            Tag("gen_ai.request.model", call.Model),
            Tag("error.type", errorType)
        );

    /// <summary>A model said how many tokens it read or wrote.</summary>
    /// <param name="call">What was called.</param>
    /// <param name="isOutput">Whether it wrote them.</param>
    /// <param name="count">Their number.</param>
    public static void Used(in GenAiCall call, bool isOutput, long count)
    {
        string direction = isOutput ? "output" : "input";
        TokenCounts.Record(
            count,
            Tag("gen_ai.operation.name", call.Operation),
            Tag("gen_ai.provider.name", call.Provider),
            Tag("gen_ai.request.model", call.Model),
            Tag("gen_ai.token.type", direction)
        );
        if (call.Operation == Chat)
            LlmTokens.Add(count, Tag("direction", direction));
    }

    /// <summary>The first piece of a chat model's answer came.</summary>
    /// <param name="call">What was called.</param>
    /// <param name="took">How long that took.</param>
    public static void Began(in GenAiCall call, TimeSpan took)
    {
        FirstChunks.Record(took.TotalSeconds, Tag("gen_ai.provider.name", call.Provider), Tag("gen_ai.request.model", call.Model));
        FirstTokens.Record(took.TotalSeconds);
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
