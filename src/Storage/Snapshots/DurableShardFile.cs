using RagCluster.Shards.Disk;
using RagCluster.Storage.Files;

namespace RagCluster.Storage.Snapshots;

/// <summary>A file of a shard that is being written.</summary>
internal sealed class DurableShardFile(DurableFile file) : IShardFile
{
    private long _length;

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes, _length);
        _length += bytes.Length;
    }

    /// <inheritdoc/>
    public void Flush() => file.Flush();

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
