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

    /// <summary>
    /// Returns when the file on the disk is as long as it was when it was opened. What is missing of a mapped file ends the process that
    /// touches it.
    /// </summary>
    /// <exception cref="ShardDamagedException">It is shorter.</exception>
    internal abstract void RequireLength();

    /// <summary>Reads a range from the disk, by a call that fails where a mapping would end the process.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="bytes">Takes the range.</param>
    /// <exception cref="ShardDamagedException">It can't be read, or is not what was written.</exception>
    internal abstract void Read(long offset, Span<byte> bytes);

    /// <summary>Takes a range that was read and found right; it is in memory from now on.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="bytes">The range.</param>
    internal virtual void Load(long offset, ReadOnlySpan<byte> bytes) { }

    /// <summary>A part of the file. Only what was loaded may be read.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="length">Its length.</param>
    internal ReadOnlyMemory<byte> Memory(long offset, int length)
    {
        Require(offset, length);
        return new MappedMemory(this, offset, length).Memory;
    }

    /// <summary>The same for a reader that keeps this object alive.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="length">Its length.</param>
    internal unsafe ReadOnlySpan<byte> Span(long offset, int length)
    {
        Require(offset, length);
        return new ReadOnlySpan<byte>((byte*)Address + offset, length);
    }

    private void Require(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
    }
}
