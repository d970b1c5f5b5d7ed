using System.Buffers.Binary;
using System.Text;

namespace RagCluster.Shards.Bytes;

/// <summary>
/// Reads what <see cref="CompactWriter"/> wrote. Every length is checked against the bytes that are left before anything is allocated.
/// </summary>
public ref struct CompactReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    private CompactReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Checks the checksum and begins at the first byte.</summary>
    /// <param name="bytes">The bytes with their checksum.</param>
    /// <exception cref="InvalidDataException">The checksum does not match.</exception>
    public static CompactReader Open(ReadOnlySpan<byte> bytes)
    {
        if (
            bytes.Length < sizeof(uint)
            || Checksum.Of(bytes[..^sizeof(uint)]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..])
        )
        {
            throw new InvalidDataException("The checksum does not match.");
        }

        return new CompactReader(bytes[..^sizeof(uint)]);
    }

    /// <summary>Begins at the first byte of bytes that something else has checked.</summary>
    /// <param name="bytes">The bytes without a checksum.</param>
    public static CompactReader Over(ReadOnlySpan<byte> bytes) => new(bytes);

    /// <summary>Reads one byte.</summary>
    public byte ReadByte() => Take(1)[0];

    /// <summary>Reads a number.</summary>
    public long ReadNumber()
    {
        // Most numbers are below 128.
        if (_position < _bytes.Length && _bytes[_position] < 0x80)
            return _bytes[_position++];
        return ReadLongNumber();
    }

    /// <summary>Reads a number that fits 32 bits.</summary>
    public int ReadInt()
    {
        long value = ReadNumber();
        return value <= int.MaxValue ? (int)value : throw new InvalidDataException("A number is too large.");
    }

    /// <summary>Reads a count of things of which each takes a byte at least.</summary>
    public int ReadCount()
    {
        int count = ReadInt();
        return count <= _bytes.Length - _position ? count : throw new InvalidDataException("A count is larger than the record.");
    }

    /// <summary>Reads a text.</summary>
    public string ReadText() => Encoding.UTF8.GetString(Take(ReadCount()));

    /// <summary>Reads a double.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>Reads a vector.</summary>
    public float[] ReadVector()
    {
        int length = ReadCount();
        ReadOnlySpan<byte> bytes = Take(checked(length * sizeof(float)));
        float[] vector = new float[length];
        for (int i = 0; i < length; i++)
        {
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }

        return vector;
    }

    /// <summary>Reads bytes as they are.</summary>
    /// <param name="count">How many.</param>
    public ReadOnlySpan<byte> ReadBytes(int count) => Take(count);

    /// <summary>Reads what is left.</summary>
    public ReadOnlySpan<byte> ReadRest() => Take(_bytes.Length - _position);

    /// <summary>Whether all bytes are read.</summary>
    public readonly bool IsAtEnd => _position == _bytes.Length;

    /// <summary>Fails when bytes are left.</summary>
    public readonly void RequireEnd()
    {
        if (_position != _bytes.Length)
        {
            throw new InvalidDataException("Bytes are left after the record.");
        }
    }

    private long ReadLongNumber()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value <= long.MaxValue ? (long)value : throw new InvalidDataException("A number is too large.");
            }
        }

        throw new InvalidDataException("A number is too long.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _position)
        {
            throw new InvalidDataException("The record ends too early.");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }
}
