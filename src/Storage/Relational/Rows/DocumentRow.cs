using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>A document's row as writes need it.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Id">The document.</param>
/// <param name="Generation">The last version given out; it never goes back, not even over a deletion.</param>
/// <param name="IndexedGeneration">The version that answers questions; 0 for none.</param>
/// <param name="State">A <see cref="DocumentState"/>, or <see cref="Deleted"/>.</param>
/// <param name="Name">The name that it is shown under.</param>
/// <param name="Description">What a client said about it.</param>
/// <param name="ContentHash">SHA-256 of the latest content.</param>
/// <param name="LogSequence">Its live record in the shard's log, or null.</param>
internal sealed record DocumentRow(
    long Key,
    DocumentId Id,
    long Generation,
    long IndexedGeneration,
    int State,
    string Name,
    GivenDescription Description,
    byte[] ContentHash,
    long? LogSequence
)
{
    /// <summary>The state of a tombstone.</summary>
    public const int Deleted = 3;
}
