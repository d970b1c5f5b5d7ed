using RagCluster.Corpus.Documents;

namespace RagCluster.Storage;

/// <summary>A document of a batch that was refused at the door; the job records why.</summary>
/// <param name="Name">The name that it was sent under.</param>
/// <param name="Failure">Why.</param>
public sealed record RefusedDocument(string Name, DocumentFailure Failure);
