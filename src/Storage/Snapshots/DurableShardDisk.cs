using RagCluster.Shards.Disk;
using RagCluster.Storage.Files;

namespace RagCluster.Storage.Snapshots;

/// <summary>The disk under a shard's files, whose flushes can be believed.</summary>
public sealed class DurableShardDisk : IShardDisk
{
    /// <inheritdoc/>
    public IShardFile Create(string path)
    {
        File.Delete(path);
        return new DurableShardFile(DurableFile.Open(path));
    }

    /// <inheritdoc/>
    public void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void FlushFolder(string folder) => DurableFile.FlushFolder(folder);
}
