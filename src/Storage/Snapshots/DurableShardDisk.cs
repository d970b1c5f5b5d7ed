using RagCluster.Shards.Disk;
using RagCluster.Storage.Files;

namespace RagCluster.Storage.Snapshots;

/// <summary>The disk under a shard's files, whose flushes can be believed.</summary>
public sealed class DurableShardDisk : IShardDisk
{
    /// <inheritdoc/>
    public IShardFile Create(string path) =>
        Run(() =>
        {
            File.Delete(path);
            return new DurableShardFile(DurableFile.Open(path));
        });

    /// <inheritdoc/>
    public void Replace(string from, string to) =>
        Run(() =>
        {
            File.Move(from, to, overwrite: true);
            return true;
        });

    /// <inheritdoc/>
    public void Delete(string path) =>
        Run(() =>
        {
            File.Delete(path);
            return true;
        });

    /// <inheritdoc/>
    public void FlushFolder(string folder) => DurableFile.FlushFolder(folder);

    // A folder in a file's place, or one that this user may not write to, is the disk's failure as any other.
    private static T Run<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }
}
