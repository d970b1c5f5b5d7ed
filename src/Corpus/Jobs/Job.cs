using RagCluster.Corpus.Collections;

namespace RagCluster.Corpus.Jobs;

/// <summary>What became of the documents of one request.</summary>
/// <param name="Id">The job's id: 128 random bits in hexadecimal.</param>
/// <param name="Collection">The collection.</param>
/// <param name="CreatedAt">When the request was acknowledged.</param>
/// <param name="Documents">Its documents in the order of the request.</param>
[GenerateSerializer]
[Alias("RagCluster.Job")]
public sealed record Job(
    [property: Id(0)] string Id,
    [property: Id(1)] CollectionId Collection,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] JobDocument[] Documents)
{
    /// <summary>Whether every document reached a final state.</summary>
    public bool IsFinished => Documents.All(d => d.State != JobDocumentState.Queued);
}
