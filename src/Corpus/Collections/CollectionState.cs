namespace RagCluster.Corpus.Collections;

/// <summary>A collection as the store knows it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="DocumentCount">Documents that are not deleted.</param>
/// <param name="IndexedCount">Documents that answer questions.</param>
/// <param name="FailedCount">Documents whose latest version could not be indexed.</param>
/// <param name="ChunkCount">Chunks of the indexed documents.</param>
/// <param name="ContentBytes">Bytes of original content.</param>
[GenerateSerializer]
[Alias("RagCluster.CollectionState")]
public sealed record CollectionState(
    [property: Id(0)] CollectionId Id,
    [property: Id(1)] CollectionSettings Settings,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] long DocumentCount,
    [property: Id(4)] long IndexedCount,
    [property: Id(5)] long FailedCount,
    [property: Id(6)] long ChunkCount,
    [property: Id(7)] long ContentBytes
)
{
    /// <summary>Documents whose latest version waits for indexing.</summary>
    [Id(8)]
    public long PendingCount { get; init; }
}
