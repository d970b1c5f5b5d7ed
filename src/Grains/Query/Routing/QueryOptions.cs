namespace RagCluster.Grains.Query.Routing;

/// <summary>How long shards may take. Section <c>Query</c>: <c>RAG__Query__Timeout</c> and so on.</summary>
public sealed class QueryOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Query";

    /// <summary>How long all shards together may take for one query, retries included, where the request does not say.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one replica may take before another one is asked, where there is one. A healthy one needs milliseconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether another replica is asked too when one takes longer than 95 of 100 answers took, for at most 5 % more requests.
    /// </summary>
    public bool Hedging { get; set; } = true;

    /// <summary>
    /// Whether the delay of second requests to a shard is tuned by what shards take. Off: no benefit was measured yet, and the 95th
    /// percentile follows the load by itself.
    /// </summary>
    public bool TuneHedging { get; set; }

    /// <summary>
    /// Whether the time for which a query waits to be embedded in company is tuned by what embedding takes. Off: no benefit was measured
    /// yet.
    /// </summary>
    public bool TuneQueryWait { get; set; }

    /// <summary>
    /// Whether the search effort of each replica is tuned by the recall of a sample of its searches, which are repeated exhaustively. Off:
    /// it costs a fiftieth of a processor, and no benefit was measured yet.
    /// </summary>
    public bool TuneSearchEffort { get; set; }

    /// <summary>
    /// Of how many searches by vectors one is repeated exhaustively in the background, so that what graphs miss is known
    /// (<c>rag_recall_probe_ratio</c>); 0 for none. One of 10,000 costs nothing that can be measured.
    /// </summary>
    public int RecallProbeEvery { get; set; } = 10_000;

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(10))
            yield return $"RAG__Query__Timeout is {Timeout}: set a positive time up to 00:10:00.";
        if (AttemptTimeout <= TimeSpan.Zero)
            yield return $"RAG__Query__AttemptTimeout is {AttemptTimeout}: set a positive time, for example 00:00:01.";
        if (RecallProbeEvery < 0)
            yield return $"RAG__Query__RecallProbeEvery is {RecallProbeEvery}: set 0 for none, or for example 10000.";
    }
}
