namespace RagCluster.Shards.Disk;

/// <summary>The keys of files that whoever reads the disk must not be able to read.</summary>
public interface IFileKeys
{
    /// <summary>Bytes of a key's id.</summary>
    const int IdBytes = 8;

    /// <summary>The id of the key that files are written with; empty where they are written in the clear.</summary>
    ReadOnlyMemory<byte> ActiveId { get; }

    /// <summary>The key of one file, 32 bytes; null when no key of that id is known.</summary>
    /// <param name="id">The key's id, as the file names it.</param>
    /// <param name="salt">The file's salt: no two files have the same key.</param>
    byte[]? Derive(ReadOnlySpan<byte> id, ReadOnlySpan<byte> salt);
}
