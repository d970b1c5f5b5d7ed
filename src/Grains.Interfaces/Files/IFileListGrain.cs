namespace RagCluster.Grains.Interfaces.Files;

/// <summary>The files of one owner. Key: <c>tenant/owner</c>.</summary>
[Alias("RagCluster.IFileListGrain")]
public interface IFileListGrain : IGrainWithStringKey
{
    /// <summary>The files that have not ended, the oldest first.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("List")]
    Task<StoredFile[]> ListAsync(CancellationToken cancellationToken);

    /// <summary>Notes that a file is about to have content, and lets go of the content of files that are none any more.</summary>
    /// <param name="id">The file's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Conflict: there are too many.</exception>
    [Alias("Begin")]
    Task BeginAsync(string id, CancellationToken cancellationToken);

    /// <summary>Takes a file into the list; its content is durable by now.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Conflict: it was not begun, or too long ago.</exception>
    [Alias("Add")]
    Task AddAsync(StoredFile file, CancellationToken cancellationToken);

    /// <summary>Takes a file out of the list; from now on there is none.</summary>
    /// <param name="id">The file's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is no such file.</exception>
    [Alias("Remove")]
    Task RemoveAsync(string id, CancellationToken cancellationToken);
}
