using RagCluster.Corpus.Errors;

namespace RagCluster.Storage.Relational.Copying;

/// <summary>A store of which a copy can be taken while others read and write it.</summary>
public interface IRowSource
{
    /// <summary>Has a copier read everything as of one moment.</summary>
    /// <param name="read">The copier. It runs again from the begin when it met a damaged row that could be mended.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    /// <exception cref="RagException">Unavailable: the store does not answer, or a row is damaged and can't be mended.</exception>
    Task<T> SnapshotAsync<T>(Func<RowSnapshot, Task<T>> read, CancellationToken cancellationToken);
}
