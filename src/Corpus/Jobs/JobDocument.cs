using RagCluster.Corpus.Documents;

namespace RagCluster.Corpus.Jobs;

/// <summary>One document of a job.</summary>
/// <param name="Name">The name that it was sent under.</param>
/// <param name="DocumentId">Its document; null when it was refused before it became one.</param>
/// <param name="Generation">The version that the job made; 0 when it made none.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Failure">Why it failed, or null.</param>
[GenerateSerializer]
[Alias("RagCluster.JobDocument")]
public sealed record JobDocument(
    [property: Id(0)] string Name,
    [property: Id(1)] DocumentId? DocumentId,
    [property: Id(2)] long Generation,
    [property: Id(3)] JobDocumentState State,
    [property: Id(4)] DocumentFailure? Failure
)
{
    /// <summary>The steps of its last attempt, in the order of their beginning; empty before the first, and where it needed none.</summary>
    [Id(5)]
    public JobStep[] Steps { get; init; } = [];
}
