namespace RagCluster.Grains.Interfaces.Ingest;

/// <summary>
/// Drives the indexing of a collection's documents: order, parallelism, retries. The store knows what is pending, so losing this grain
/// loses nothing. Key: <c>tenant/collection</c>.
/// </summary>
[Alias("RagCluster.IIngestQueueGrain")]
public interface IIngestQueueGrain : IGrainWithStringKey
{
    /// <summary>Queues versions for indexing; those already queued or running are left where they are.</summary>
    /// <param name="versions">The versions, oldest first.</param>
    [Alias("Enqueue")]
    Task EnqueueAsync(PendingVersion[] versions);

    /// <summary>Versions that wait or are being indexed.</summary>
    [Alias("GetDepth")]
    Task<int> GetDepthAsync();
}
