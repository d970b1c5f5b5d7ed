using System.Buffers.Binary;

namespace RagCluster.Lexical.Sections;

/// <summary>Bytes that grow at their end.</summary>
internal sealed class ByteSink
{
    private const int Continues = 0x80;
    private const int LeastBytes = 16;
    private byte[] _bytes = [];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    internal void Clear() => Length = 0;

    internal void Write(byte value) => Take(1)[0] = value;

    internal void Write(ReadOnlySpan<byte> values) => values.CopyTo(Take(values.Length));

    internal void Overwrite(int position, byte value) => _bytes[position] = value;

    internal void WriteInteger(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    /// <summary>
    /// Writes an integer of 1 to 5 bytes, low 7 bits first. Source: D. Cutting and J. Pedersen, "Optimizations for dynamic inverted index
    /// maintenance", SIGIR 1990.
    /// </summary>
    internal void WriteVariable(uint value)
    {
        while (value >= Continues)
        {
            Write((byte)(value | Continues));
            value >>= 7;
        }

        Write((byte)value);
    }

    internal void Align(int alignment)
    {
        int rest = Length % alignment;
        if (rest != 0)
            Take(alignment - rest).Clear();
    }

    /// <summary>The next <paramref name="count"/> bytes, to be filled by the caller.</summary>
    internal Span<byte> Take(int count)
    {
        int end = checked(Length + count);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(Math.Max(end, LeastBytes), _bytes.Length * 2L)));
        Span<byte> taken = _bytes.AsSpan(Length, count);
        Length = end;
        return taken;
    }
}
