using RagCluster.Storage.Files;

namespace RagCluster.Grains.Shards;

/// <summary>A folder for one replica's files, kept for one activation by a lock.</summary>
internal sealed class ReplicaFolder : IDisposable
{
    private readonly DataFolderLock _lock;

    /// <summary>Takes a folder.</summary>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: another activation has it, or it can't be written.</exception>
    internal ReplicaFolder(string folder)
    {
        Folder = folder;
        _lock = DataFolderLock.Take(folder);
    }

    /// <summary>The folder.</summary>
    internal string Folder { get; }

    /// <summary>Removes the folder with everything in it, and its parents that it leaves empty up to the collection's.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    internal void Remove()
    {
        Directory.Delete(Folder, recursive: true);
        string? parent = Path.GetDirectoryName(Folder);
        for (int level = 0; level < 3 && parent is not null && RemoveIfEmpty(parent); level++)
            parent = Path.GetDirectoryName(parent);
    }

    /// <summary>Removes a folder that holds nothing.</summary>
    /// <returns>Whether it did; not when it holds something, perhaps since a moment ago, or is gone.</returns>
    internal static bool RemoveIfEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
            return true;
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
