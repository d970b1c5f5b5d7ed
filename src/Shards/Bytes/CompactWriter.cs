using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace RagCluster.Shards.Bytes;

/// <summary>Writes numbers as LEB128, texts as UTF-8 behind their byte count, floats as little-endian IEEE 754.</summary>
public sealed class CompactWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4_096);

    /// <summary>What is written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>Writes one byte.</summary>
    public void WriteByte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    /// <summary>Writes a number that is not negative.</summary>
    public void WriteNumber(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ulong rest = (ulong)value;
        Span<byte> span = _buffer.GetSpan(10);
        int length = 0;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        _buffer.Advance(length);
    }

    /// <summary>Writes a text.</summary>
    public void WriteText(string value)
    {
        int bytes = Encoding.UTF8.GetByteCount(value);
        WriteNumber(bytes);
        _buffer.Advance(Encoding.UTF8.GetBytes(value, _buffer.GetSpan(bytes)));
    }

    /// <summary>Writes a double.</summary>
    public void WriteDouble(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    /// <summary>Writes bytes as they are.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value) => _buffer.Write(value);

    /// <summary>Writes a vector: its length, then its floats.</summary>
    public void WriteVector(float[] vector)
    {
        WriteNumber(vector.Length);
        Span<byte> span = _buffer.GetSpan(vector.Length * sizeof(float));
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(vector.AsSpan()).CopyTo(span);
        }
        else
        {
            for (int i = 0; i < vector.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(span[(i * sizeof(float))..], vector[i]);
            }
        }

        _buffer.Advance(vector.Length * sizeof(float));
    }

    /// <summary>Appends the checksum and returns everything.</summary>
    public byte[] Seal()
    {
        uint checksum = Checksum.Of(_buffer.WrittenSpan);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(sizeof(uint)), checksum);
        _buffer.Advance(sizeof(uint));
        return _buffer.WrittenSpan.ToArray();
    }
}
