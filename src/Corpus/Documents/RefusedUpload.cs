namespace RagCluster.Corpus.Documents;

/// <summary>A document of a batch that was refused before it was stored; the job records why.</summary>
/// <param name="Name">The name that it was sent under.</param>
/// <param name="Failure">Why.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.RefusedUpload")]
public sealed record RefusedUpload([property: Id(0)] string Name, [property: Id(1)] DocumentFailure Failure);
