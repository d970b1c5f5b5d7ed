using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RagCluster.Caching.Keys;

/// <summary>
/// Writes values so that where one ends never depends on what it holds. Numbers are little-endian. Each thread keeps the room of its last
/// key, since every query makes some.
/// </summary>
internal sealed class KeyWriter : IDisposable
{
    private const int RoomFirst = 2048;
    private const int RoomMax = 32 << 10;

    [ThreadStatic]
    private static KeyWriter? _pooled;

    private readonly ArrayBufferWriter<byte> _buffer = new(RoomFirst);

    private KeyWriter() { }

    internal ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>Takes a writer, which nobody else has until it is disposed.</summary>
    internal static KeyWriter Take()
    {
        KeyWriter writer = _pooled ?? new KeyWriter();
        _pooled = null;
        return writer;
    }

    internal void Write(byte value) => _buffer.Write([value]);

    internal void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }

    // As UTF-16: UTF-8 would make one of all unpaired surrogates.
    internal void Write(string value)
    {
        Write((long)value.Length);
        if (BitConverter.IsLittleEndian)
        {
            _buffer.Write(MemoryMarshal.AsBytes(value.AsSpan()));
            return;
        }

        foreach (char unit in value)
        {
            Write((byte)unit);
            Write((byte)(unit >> 8));
        }
    }

    internal void Write(IReadOnlyCollection<string> values)
    {
        Write((long)values.Count);
        foreach (string value in values)
            Write(value);
    }

    /// <summary>Gives the room back; what was written is gone.</summary>
    public void Dispose()
    {
        if (_buffer.Capacity > RoomMax)
            return;
        _buffer.ResetWrittenCount();
        _pooled = this;
    }
}
