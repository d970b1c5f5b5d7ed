namespace RagCluster.Shards.Disk;

/// <summary>
/// A file's bytes in memory, as its writer wrote them. Invariant: who reads through a span keeps the object that it came from alive until
/// the last read (<see cref="GC.KeepAlive"/>), because a span into memory that is not the collector's keeps nothing alive itself.
/// </summary>
internal abstract class FileBytes
{
    /// <summary>Their number.</summary>
    internal abstract long Length { get; }

    /// <summary>Where they begin.</summary>
    internal abstract nint Address { get; }

    /// <summary>The id of the key that the file is encrypted with; empty for a file in the clear.</summary>
    internal virtual ReadOnlyMemory<byte> KeyId => default;

    /// <summary>The file as it lies on the disk.</summary>
    internal virtual FileBytes Stored => this;

    /// <summary>Returns when a range can be read; what can be read already is read from the disk anew.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="length">Its length.</param>
    /// <exception cref="ShardDamagedException">It is not what was written.</exception>
    internal virtual void Load(long offset, int length) { }

    /// <summary>A part of the file. Only what was loaded may be read.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="length">Its length.</param>
    internal ReadOnlyMemory<byte> Memory(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        return new MappedMemory(this, offset, length).Memory;
    }
}
