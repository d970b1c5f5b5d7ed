using System.Buffers.Binary;
using System.Text;

namespace Orleans.Storage;

/// <summary>A grain's key in the columns of the official table: two numbers, a text, and a hash over them.</summary>
/// <param name="N0">The first half of a GUID; else 0.</param>
/// <param name="N1">The second half of a GUID, or an integer; else 0.</param>
/// <param name="Text">A text key, or the extension of a compound key.</param>
/// <param name="Hash">The hash that the index is over.</param>
internal sealed record AdoGrainKey(long N0, long N1, string? Text, int Hash)
{
    public static AdoGrainKey Of(GrainId id)
    {
        Span<byte> number = stackalloc byte[16];
        if (id.TryGetGuidKey(out Guid guid, out string? extension))
        {
            guid.TryWriteBytes(number);
            return new(
                BinaryPrimitives.ReadInt64LittleEndian(number),
                BinaryPrimitives.ReadInt64LittleEndian(number[8..]),
                extension,
                HashOf(number, extension)
            );
        }

        if (id.TryGetIntegerKey(out long integer, out extension))
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, integer);
            return new(0, integer, extension, HashOf(number[..8], extension));
        }

        string text = id.Key.ToString()!;
        return new(0, 0, text, HashOf([], text));
    }

    // As officially: the bytes of the number, then of the text, all in reverse.
    private static int HashOf(ReadOnlySpan<byte> number, string? text)
    {
        byte[] bytes = [.. number, .. Encoding.UTF8.GetBytes(text ?? "")];
        bytes.AsSpan().Reverse();
        return HashColumn.Of(bytes);
    }
}
