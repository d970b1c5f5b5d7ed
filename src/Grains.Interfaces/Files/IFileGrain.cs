using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Files;

/// <summary>One file's content. Key: <c>tenant/owner/file</c>.</summary>
[Alias("RagCluster.IFileGrain")]
public interface IFileGrain : IGrainWithStringKey
{
    /// <summary>Makes the file durable and lists it.</summary>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Conflict: the owner has too many files.</exception>
    [Alias("Create")]
    Task CreateAsync(StoredContent content, CancellationToken cancellationToken);

    /// <summary>What is known of the file.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is no such file, or its time is over.</exception>
    [Alias("Get")]
    Task<StoredFile> GetAsync(CancellationToken cancellationToken);

    /// <summary>The file with its content.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is no such file, or its time is over.</exception>
    [Alias("Read")]
    Task<StoredContent> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Deletes the file. Documents that were made of it stay.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is no such file.</exception>
    [Alias("Delete")]
    Task DeleteAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Lets go of the content of a file that is not listed. For the list alone, which asks in the midst of its own calls: it goes between
    /// those of the file that wait for the list.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Forget")]
    [AlwaysInterleave]
    Task ForgetAsync(CancellationToken cancellationToken);
}
