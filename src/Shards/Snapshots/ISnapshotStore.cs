namespace RagCluster.Shards.Snapshots;

/// <summary>Where replicas leave their files for replicas elsewhere: a folder or a bucket. Names are paths with slashes.</summary>
public interface ISnapshotStore
{
    /// <summary>Stores an object whole or not at all; one of that name is replaced.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="pieces">Its bytes.</param>
    /// <param name="cancellationToken">Ends it; nothing is stored then.</param>
    /// <exception cref="IOException">The store failed.</exception>
    Task PutAsync(string name, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken);

    /// <summary>Opens an object; null when there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The store failed.</exception>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>The objects whose names begin with a path.</summary>
    /// <param name="path">The path, without a slash at its end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The store failed.</exception>
    Task<IReadOnlyList<StoredObject>> ListAsync(string path, CancellationToken cancellationToken);

    /// <summary>Removes an object; one that is not there is no error.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The store failed.</exception>
    Task DeleteAsync(string name, CancellationToken cancellationToken);
}
