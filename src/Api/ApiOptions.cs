namespace RagCluster.Api;

/// <summary>Limits of the HTTP interface. Section <c>Api</c>: <c>RAG__Api__DocumentBytesMax</c> and so on.</summary>
public sealed class ApiOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Api";

    /// <summary>The largest document, in bytes. 32 MiB holds every manual that people write; a larger file is usually an archive or a scan.</summary>
    public long DocumentBytesMax { get; set; } = 32L << 20;

    /// <summary>The largest request, in bytes: several documents in one upload.</summary>
    public long UploadBytesMax { get; set; } = 128L << 20;

    /// <summary>The most documents in one request.</summary>
    public int DocumentsPerRequestMax { get; set; } = 1000;

    /// <summary>How long <c>?wait=true</c> waits for indexing before it answers with the unfinished job.</summary>
    public TimeSpan WaitMax { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Shards of a collection whose creator does not say, 1 to 64. Four of them keep three silos busy; alone, one is enough.</summary>
    public int ShardsDefault { get; set; } = 1;

    /// <summary>Replicas of each shard where the creator does not say, 1 to 8. Two outlive a silo; alone, one is all there can be.</summary>
    public int ReplicasDefault { get; set; } = 1;

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (DocumentBytesMax is < 1 or > 1L << 31)
            yield return $"RAG__Api__DocumentBytesMax is {DocumentBytesMax}: set it between 1 and {1L << 31}.";
        if (UploadBytesMax < DocumentBytesMax)
            yield return $"RAG__Api__UploadBytesMax ({UploadBytesMax}) is below RAG__Api__DocumentBytesMax ({DocumentBytesMax}): raise the first or lower the second.";
        if (DocumentsPerRequestMax is < 1 or > 100_000)
            yield return $"RAG__Api__DocumentsPerRequestMax is {DocumentsPerRequestMax}: set it between 1 and 100000.";
        if (ShardsDefault is < 1 or > 64)
            yield return $"RAG__Api__ShardsDefault is {ShardsDefault}: set it between 1 and 64.";
        if (ReplicasDefault is < 1 or > 8)
            yield return $"RAG__Api__ReplicasDefault is {ReplicasDefault}: set it between 1 and 8.";
        if (WaitMax <= TimeSpan.Zero)
            yield return $"RAG__Api__WaitMax is {WaitMax}: set a positive time, for example 00:02:00.";
    }
}
