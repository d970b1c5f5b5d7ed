using System.Buffers;

namespace RagCluster.Shards.Disk;

/// <summary>A part of a file's bytes as memory. It keeps them alive, and can't be written.</summary>
internal sealed unsafe class MappedMemory(FileBytes file, long offset, int length) : MemoryManager<byte>
{
    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new((byte*)file.Address + offset, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, length);
        // The bytes do not move. The handle refers to this object, which refers to them.
        return new MemoryHandle((byte*)file.Address + offset + elementIndex, pinnable: this);
    }

    /// <inheritdoc/>
    public override void Unpin() { }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) { }
}
