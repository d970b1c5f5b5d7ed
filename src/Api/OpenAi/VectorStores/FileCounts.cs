namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>How many files are how far.</summary>
internal sealed record FileCounts(long InProgress, long Completed, long Failed, long Cancelled)
{
    /// <summary>All of them.</summary>
    public long Total => InProgress + Completed + Failed + Cancelled;
}
