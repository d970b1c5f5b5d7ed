using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RagCluster.Storage.Relational.Seals;

/// <summary>
/// The checksum of a row's values: the first 60 bits of the SHA-256 of their canonical bytes. Sixty, so that the sum of two fits a column
/// of 64 signed bits: what one statement changes without reading the row has a part of its own, and the parts add up. That many, and not
/// the 32 of a CRC, so that a row that is one bit away from its checksum is that row without doubt, and can be corrected
/// (<c>BitFlip</c>).
/// </summary>
internal static class RowChecksum
{
    /// <summary>What stands for the checksum of a row whose values are not such as it is made of.</summary>
    internal const long Missing = -1;

    /// <summary>
    /// What a number counts that has a part of its own in a checksum, since one statement raises it unread. A flipped bit of the number
    /// changes the checksum by three times a power of two and never by a power of two, as a flipped bit of the checksum does: so it is
    /// known which of the two flipped.
    /// </summary>
    internal const long CountWeight = 3;

    private const long Mask = (1L << 60) - 1;
    private const int ValueHead = 9;

    /// <summary>The part of a number that one statement raises.</summary>
    internal static long OfCount(object? number) => unchecked((number as long? ?? 0) * CountWeight);

    /// <summary>The checksum of some values.</summary>
    /// <param name="table">What they are values of.</param>
    /// <param name="values">Numbers, texts, bytes, nulls.</param>
    internal static long Of(string table, params ReadOnlySpan<object?> values)
    {
        int length = Encoding.UTF8.GetMaxByteCount(table.Length) + ValueHead;
        foreach (object? value in values)
            length +=
                ValueHead
                + (
                    value is string text ? Encoding.UTF8.GetMaxByteCount(text.Length)
                    : value is byte[] bytes ? bytes.Length
                    : 0
                );
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            int end = Append(buffer, 0, table);
            foreach (object? value in values)
                end = Append(buffer, end, value);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(buffer.AsSpan(0, end), hash);
            return BinaryPrimitives.ReadInt64LittleEndian(hash) & Mask;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Append(byte[] buffer, int end, object? value)
    {
        Span<byte> free = buffer.AsSpan(end);
        switch (value)
        {
            case null:
                free[0] = 0;
                return end + 1;
            case int or long:
                free[0] = 1;
                BinaryPrimitives.WriteInt64LittleEndian(free[1..], Convert.ToInt64(value, null));
                return end + ValueHead;
            case string text:
                // A database that can't keep NUL keeps U+FFFD in its place, and both must come to the same.
                int written = Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD'), free[ValueHead..]);
                free[0] = 2;
                BinaryPrimitives.WriteInt64LittleEndian(free[1..], written);
                return end + ValueHead + written;
            case byte[] bytes:
                free[0] = 3;
                BinaryPrimitives.WriteInt64LittleEndian(free[1..], bytes.Length);
                bytes.CopyTo(free[ValueHead..]);
                return end + ValueHead + bytes.Length;
            default:
                // A damaged row may hold a value of a type that nobody wrote; then its checksum is not that of the written one either.
                free[0] = 4;
                return end + 1;
        }
    }
}
