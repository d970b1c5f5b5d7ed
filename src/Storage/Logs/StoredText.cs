using System.IO.Compression;
using System.Text;
using RagCluster.Shards.Bytes;

namespace RagCluster.Storage.Logs;

/// <summary>
/// A text as the store keeps it: a format byte, its length, its compressed bytes and a checksum. Every UTF-16 code unit comes back, so
/// offsets never shift.
/// </summary>
internal static class StoredText
{
    private const byte Utf8Brotli = 1;
    private const byte Utf16Brotli = 2;

    /// <summary>Writes a text.</summary>
    public static byte[] Encode(string text)
    {
        byte[] plain = Encoding.UTF8.GetBytes(text);

        // A lone surrogate has no UTF-8 form.
        byte format = Encoding.UTF8.GetString(plain) == text ? Utf8Brotli : Utf16Brotli;
        if (format == Utf16Brotli)
        {
            plain = Encoding.Unicode.GetBytes(text);
        }

        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        if (!BrotliEncoder.TryCompress(plain, packed, out int length, quality: 1, window: 18))
        {
            throw new InvalidOperationException("The text did not fit its largest compressed form.");
        }

        CompactWriter writer = new();
        writer.WriteByte(format);
        writer.WriteNumber(plain.Length);
        writer.WriteBytes(packed.AsSpan(0, length));
        return writer.Seal();
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static string Decode(byte[] bytes)
    {
        CompactReader reader = CompactReader.Open(bytes);
        byte format = reader.ReadByte();
        byte[] plain = new byte[reader.ReadInt()];
        if (!BrotliDecoder.TryDecompress(reader.ReadRest(), plain, out int length) || length != plain.Length)
        {
            throw new InvalidDataException("The text does not unpack.");
        }

        return format switch
        {
            Utf8Brotli => Encoding.UTF8.GetString(plain),
            Utf16Brotli => Encoding.Unicode.GetString(plain),
            _ => throw new InvalidDataException(FormattableString.Invariant($"The text has format {format}.")),
        };
    }
}
