using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.Relational.Rows;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>Which document and version an incoming one became.</summary>
/// <param name="Key">The document's row.</param>
/// <param name="Id">The document.</param>
/// <param name="Generation">The version.</param>
/// <param name="State">What the job says about it.</param>
internal sealed record Placement(long Key, DocumentId Id, long Generation, JobDocumentState State)
{
    /// <summary>The document's row as it is now; null for one that was added under the name that it came with.</summary>
    public DocumentRow? Row { get; init; }
}
