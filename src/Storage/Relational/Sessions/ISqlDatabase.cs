using RagCluster.Storage.Files;

namespace RagCluster.Storage.Relational.Sessions;

/// <summary>An open database: one that groups writes, and many that read.</summary>
internal interface ISqlDatabase : IAsyncDisposable
{
    /// <summary>Why nothing can be written until a restart; null while writing works.</summary>
    string? SealedReason { get; }

    /// <summary>Runs a query on what is committed.</summary>
    /// <param name="query">The query; it may run twice.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken);

    /// <summary>Runs a query whose result may be large on what is committed; a server that follows this one may answer.</summary>
    /// <param name="query">The query; it may run twice.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<T> ReadLargeAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken) => ReadAsync(query, cancellationToken);

    /// <summary>Has a copier read everything as of one moment, however long it takes, on a connection of its own.</summary>
    /// <param name="read">The copier; it may run twice.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    Task<T> SnapshotAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>Makes a change and waits until it is on disk.</summary>
    /// <param name="scope">What the change is about. Changes of one scope never overlap, on any silo.</param>
    /// <param name="body">Makes the change; an exception undoes it. It may run twice.</param>
    /// <param name="bytes">Bytes that the write holds in memory.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<T> WriteAsync<T>(string scope, Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken);

    /// <summary>Makes a small change that frees space, or that such a one needs: on a full disk it may take what is kept back.</summary>
    /// <param name="scope">What the change is about, as of <see cref="WriteAsync"/>.</param>
    /// <param name="body">Makes the change; an exception undoes it. It may run twice.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<T> FreeAsync<T>(string scope, Func<SqlSession, T> body, CancellationToken cancellationToken);

    /// <summary>How full the disk of the database is; null where its server knows that alone.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<DiskUsage?> MeasureDiskAsync(CancellationToken cancellationToken);

    /// <summary>Refuses what would make the database grow on a disk that is nearly full.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the disk is nearly full.</exception>
    Task RequireSpaceAsync(CancellationToken cancellationToken);

    /// <summary>Writes the database anew without what its file holds beside the rows. Reads go on meanwhile, writes may wait for
    /// it.</summary>
    /// <param name="cancellationToken">Ends the wait, until the new file takes the old one's place.</param>
    /// <returns>What it did; null where its server looks after that.</returns>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the disk lacks room, or somebody copies the database; it is as it
    /// was.</exception>
    Task<Compaction?> CompactAsync(CancellationToken cancellationToken);

    /// <summary>Sets a database right whose own structure is damaged, and goes on with it. Rows may be missing afterwards.</summary>
    /// <returns>Whether it did; not where only its server could.</returns>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: it could not be, and nothing can be read or written until a
    /// restart.</exception>
    Task<bool> RebuildAsync();
}
