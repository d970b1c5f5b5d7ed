using RagCluster.Corpus.Documents;

namespace RagCluster.Grains.Interfaces.Ingest;

/// <summary>Lists a collection's documents. Key: <c>tenant/collection</c>.</summary>
[Alias("RagCluster.ICatalogGrain")]
public interface ICatalogGrain : IGrainWithStringKey
{
    /// <summary>Documents in the order of their ids.</summary>
    /// <param name="state">Only documents in this state; null for all.</param>
    /// <param name="after">Only ids above this one; null from the start.</param>
    /// <param name="limit">At most this many, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("ListDocuments")]
    Task<Document[]> ListDocumentsAsync(DocumentState? state, DocumentId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Documents in the reverse order of their ids.</summary>
    /// <param name="state">Only documents in this state; null for all.</param>
    /// <param name="before">Only ids below this one; null from the end.</param>
    /// <param name="limit">At most this many, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("ListDocumentsBack")]
    Task<Document[]> ListDocumentsBackAsync(DocumentState? state, DocumentId? before, int limit, CancellationToken cancellationToken);

    /// <summary>Documents whose latest version a principal sent, in the order of their ids.</summary>
    /// <param name="sender">The principal.</param>
    /// <param name="after">Only ids above this one; null from the start.</param>
    /// <param name="limit">At most this many, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("ListSent")]
    Task<Document[]> ListSentAsync(string sender, DocumentId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets of the documents that a principal sent them.</summary>
    /// <param name="sender">The principal.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Of how many.</returns>
    [Alias("ForgetSender")]
    Task<int> ForgetSenderAsync(string sender, CancellationToken cancellationToken);
}
