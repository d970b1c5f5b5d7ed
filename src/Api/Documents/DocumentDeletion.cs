using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Api.Documents;

/// <summary>Deletes documents whatever becomes of the silo that was asked.</summary>
internal static class DocumentDeletion
{
    /// <summary>Deletes a document, once more where its silo ended with the call on its way: nothing is found then where it had been
    /// done.</summary>
    /// <param name="document">The document.</param>
    /// <param name="generation">The only version that is to be deleted; null for whichever is the latest.</param>
    /// <param name="cancellationToken">Ends the wait; a deletion that is committed stays.</param>
    /// <exception cref="RagException">NotFound: there is none that the caller sees. Conflict: the latest version is another
    /// one.</exception>
    internal static async Task DeleteWithRetryAsync(this IDocumentGrain document, long? generation, CancellationToken cancellationToken)
    {
        try
        {
            await document.DeleteAsync(generation, cancellationToken);
        }
        catch (SiloUnavailableException)
        {
            try
            {
                await document.DeleteAsync(generation, cancellationToken);
            }
            catch (RagException gone) when (gone.Kind == ErrorKind.NotFound) { }
        }
    }
}
