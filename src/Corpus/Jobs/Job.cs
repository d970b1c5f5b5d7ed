using RagCluster.Corpus.Collections;

namespace RagCluster.Corpus.Jobs;

/// <summary>What became of the documents of one request, or of a change of model.</summary>
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
    [property: Id(3)] JobDocument[] Documents
)
{
    /// <summary>The change of model, for a job that is one; such a job has no documents.</summary>
    [Id(4)]
    public ModelChange? Change { get; init; }

    /// <summary>Whether every document reached a final state, or the change its last step.</summary>
    public bool IsFinished => Documents.All(d => d.State != JobDocumentState.Queued) && Change is null or { Step: ModelChangeStep.Done };
}
