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
        await Task.Run(() => Put(PathOf(name), pieces, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        string path = PathOf(name);
        return Task.FromResult<Stream?>(File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredObject>> ListAsync(string path, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = new(PathOf(path));
        return Task.FromResult<IReadOnlyList<StoredObject>>(!folder.Exists
            ? []
            :
            [
                .. folder.EnumerateFiles("*", SearchOption.AllDirectories)
                    .Where(file => file.Extension != NewSuffix)
                    .Select(file => new StoredObject(Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), file.LastWriteTimeUtc)),
            ]);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        string path = PathOf(name);
        if (File.Exists(path))
            disk.Delete(path);
        return Task.CompletedTask;
    }

    private void Put(string path, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        // Replicas that send the same name at the same time must not write to one file.
        string fresh = $"{path}.{Guid.NewGuid():n}{NewSuffix}";
        using (IShardFile file = disk.Create(fresh))
        {
            foreach (ReadOnlyMemory<byte> piece in pieces)
            {
                cancellationToken.ThrowIfCancellationRequested();
                file.Append(piece.Span);
            }

            file.Flush();
        }

        disk.Replace(fresh, path);
        disk.FlushFolder(folder);
    }

    private string PathOf(string name) => Path.Combine(root, name);
}
