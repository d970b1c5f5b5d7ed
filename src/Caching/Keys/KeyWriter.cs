using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RagCluster.Caching.Keys;

/// <summary>Writes values so that where one ends never depends on what it holds. Numbers are little-endian.</summary>
internal sealed class KeyWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    internal ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

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
}
