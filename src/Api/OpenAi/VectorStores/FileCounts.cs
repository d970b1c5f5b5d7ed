namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>How many files are how far.</summary>
/// <param name="InProgress">Files that wait for indexing.</param>
/// <param name="Completed">Files that are indexed.</param>
/// <param name="Failed">Files that could not be indexed.</param>
/// <param name="Cancelled">Files whose indexing a deletion or a newer version made needless.</param>
internal sealed record FileCounts(long InProgress, long Completed, long Failed, long Cancelled)
{
    /// <summary>All files together.</summary>
    public long Total => InProgress + Completed + Failed + Cancelled;
}
