namespace RagCluster.Shards.Disk;

/// <summary>A file that is being written from its first byte to its last.</summary>
public interface IShardFile : IDisposable
{
    /// <summary>Appends bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Returns when everything appended is on disk.</summary>
    /// <exception cref="IOException">The disk failed; the file is worth nothing.</exception>
    void Flush();
}
