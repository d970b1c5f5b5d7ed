using RagCluster.Shards.Disk;
using RagCluster.Shards.Snapshots;

namespace RagCluster.Storage.Snapshots;

/// <summary>Snapshots in a folder that the silos share.</summary>
/// <param name="root">The folder.</param>
/// <param name="disk">Writes the files.</param>
public sealed class FolderSnapshotStore(string root, IShardDisk disk) : ISnapshotStore
{
    private const string NewSuffix = ".new";

    /// <inheritdoc/>
    public async Task PutAsync(string name, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        await Task.Run(() => Try(() => Put(PathOf(name), pieces, cancellationToken)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        string path = PathOf(name);
        return Task.FromResult(
            Try<Stream?>(() =>
                File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null
            )
        );
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredObject>> ListAsync(string path, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = new(PathOf(path));
        return Task.FromResult(
            Try<IReadOnlyList<StoredObject>>(() =>
                !folder.Exists
                    ? []
                    :
                    [
                        .. folder
                            .EnumerateFiles("*", SearchOption.AllDirectories)
                            .Where(file => file.Extension != NewSuffix)
                            .Select(file => new StoredObject(
                                Path.GetRelativePath(root, file.FullName).Replace('\\', '/'),
                                file.LastWriteTimeUtc
                            )),
                    ]
            )
        );
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        string path = PathOf(name);
        if (File.Exists(path))
            Try(() => disk.Delete(path));
        return Task.CompletedTask;
    }

    // The system's refusals are no input and output errors by their type, and failures of the store all the same.
    private static T Try<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    private static void Try(Action act) =>
        Try(() =>
        {
            act();
            return true;
        });

    private void Put(string path, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(path)!;
        CreateFolder(folder);
        // Replicas that send the same name at the same time must not write to one file.
        string fresh = $"{path}.{Guid.NewGuid():n}{NewSuffix}";
        try
        {
            Write(fresh, pieces, cancellationToken);
            disk.Replace(fresh, path);
        }
        catch (Exception)
        {
            // No list shows it, so nobody else would.
            disk.Delete(fresh);
            throw;
        }

        disk.FlushFolder(folder);
    }

    // A file is on disk when the names that lead to it are.
    private void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        string parent = Path.GetDirectoryName(folder)!;
        CreateFolder(parent);
        Directory.CreateDirectory(folder);
        disk.FlushFolder(parent);
    }

    private void Write(string path, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        using IShardFile file = disk.Create(path);
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Append(piece.Span);
        }

        file.Flush();
    }

    private string PathOf(string name) => Path.Combine(root, name);
}
