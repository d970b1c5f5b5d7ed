using System.Buffers.Binary;

namespace RagCluster.Cli.Tracing;

/// <summary>Reads the fields of a protobuf message (protobuf.dev/programming-guides/encoding), as much of it as OTLP needs.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the field that was read last.</summary>
    internal int Field { get; private set; }

    /// <summary>Its content, when it is a message, a text or bytes.</summary>
    internal ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>Its value, when it is a number.</summary>
    internal ulong Number { get; private set; }

    /// <summary>Reads the next field.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">The bytes are no protobuf message.</exception>
    internal bool Read()
    {
        if (_rest.IsEmpty)
            return false;
        ulong tag = Varint();
        Field = (int)(tag >> 3);
        Content = default;
        Number = (tag & 7) switch
        {
            0 => Varint(),
            1 => BinaryPrimitives.ReadUInt64LittleEndian(Take(8)),
            2 => Bytes(),
            5 => BinaryPrimitives.ReadUInt32LittleEndian(Take(4)),
            _ => throw new InvalidDataException("Not a protobuf message: it has a field of an unknown kind."),
        };
        return true;
    }

    private ulong Bytes()
    {
        Content = Take(checked((int)Math.Min(Varint(), int.MaxValue)));
        return 0;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw new InvalidDataException("Not a protobuf message: it ends too early.");
        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("Not a protobuf message: a number has no end.");
    }
}
