using RagCluster.Planning.Calls.Failures;

namespace RagCluster.Grains.Ingest;

/// <summary>How documents are indexed. Section <c>Ingest</c>: <c>RAG__Ingest__Parallelism</c> and so on.</summary>
public sealed class IngestOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Ingest";

    /// <summary>
    /// Documents of one collection that are indexed at once. More than the cores, because a document waits for the store too.
    /// </summary>
    public int Parallelism { get; set; } = Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>Tries before a document fails for a fault of ours.</summary>
    public int AttemptsMax { get; set; } = 5;

    /// <summary>The wait before the second try; it doubles for each further one.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Further tries of the embedding within one try of a document, so that it need not be read anew for a short failure.
    /// </summary>
    public int StepRetriesMax { get; set; } = 1;

    /// <summary>Failures alike in a row of what a step uses that let the step rest on this silo.</summary>
    public int BreakerFailures { get; set; } = FailurePatterns.Repeated;

    /// <summary>
    /// How long it rests: long enough that the others need not try in vain, short beside what a model or a store needs to come back.
    /// </summary>
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long one try of a document may take. Generous, since a book on a slow machine takes long: what takes longer hangs.
    /// </summary>
    public TimeSpan DocumentTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Chunks embedded in one call.</summary>
    public int EmbeddingBatchChunks { get; set; } = 128;

    /// <summary>How often the store is asked for pending documents that no queue knows.</summary>
    public TimeSpan SweepPeriod { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (Parallelism is < 1 or > 256)
            yield return $"RAG__Ingest__Parallelism is {Parallelism}: set it between 1 and 256.";
        if (AttemptsMax is < 1 or > 100)
            yield return $"RAG__Ingest__AttemptsMax is {AttemptsMax}: set it between 1 and 100.";
        if (RetryDelay < TimeSpan.Zero || RetryDelay > TimeSpan.FromMinutes(10))
            yield return $"RAG__Ingest__RetryDelay is {RetryDelay}: set it between 00:00:00 and 00:10:00.";
        if (StepRetriesMax is < 0 or > 10)
            yield return $"RAG__Ingest__StepRetriesMax is {StepRetriesMax}: set it between 0 and 10.";
        if (BreakerFailures is < 1 or > 100)
            yield return $"RAG__Ingest__BreakerFailures is {BreakerFailures}: set it between 1 and 100.";
        if (BreakerPause < TimeSpan.FromMilliseconds(500) || BreakerPause > TimeSpan.FromHours(1))
            yield return $"RAG__Ingest__BreakerPause is {BreakerPause}: set it between 00:00:00.5 and 01:00:00.";
        if (DocumentTimeout < TimeSpan.FromSeconds(1) || DocumentTimeout > TimeSpan.FromDays(1))
            yield return $"RAG__Ingest__DocumentTimeout is {DocumentTimeout}: set it between 00:00:01 and 1.00:00:00.";
        if (EmbeddingBatchChunks is < 1 or > 1024)
            yield return $"RAG__Ingest__EmbeddingBatchChunks is {EmbeddingBatchChunks}: set it between 1 and 1024.";
        if (SweepPeriod < TimeSpan.FromSeconds(1))
            yield return $"RAG__Ingest__SweepPeriod is {SweepPeriod}: set at least 00:00:01.";
    }
}
