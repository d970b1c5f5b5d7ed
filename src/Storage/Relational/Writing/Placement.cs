using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>Which document and version an incoming one became.</summary>
/// <param name="Key">The document's row.</param>
/// <param name="Id">The document.</param>
/// <param name="Generation">The version.</param>
/// <param name="State">What the job says about it.</param>
internal sealed record Placement(long Key, DocumentId Id, long Generation, JobDocumentState State);
