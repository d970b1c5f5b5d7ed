using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using RagCluster.Backup.Encryption;
using RagCluster.Backup.Manifests;

namespace RagCluster.Backup.Shipping;

/// <summary>
/// The form of a segment: <c>RAGLOG1\n</c>, the length of the header (4 bytes, little-endian), the header as JSON, the parts as stored, and
/// at the end 32 bytes over the header: SHA-256, or HMAC-SHA256 with a key. The header has the SHA-256 of each part.
/// </summary>
internal static class SegmentCodec
{
    /// <summary>Marks a part that holds the addresses of rows that are gone.</summary>
    internal const string GonePath = "gone";

    private const int SealBytes = 32;

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static ReadOnlySpan<byte> Magic => "RAGLOG1\n"u8;

    /// <summary>The bytes, piece by piece.</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> Encode(
        SegmentHeader header,
        IReadOnlyList<ReadOnlyMemory<byte>> parts,
        BackupKey? key
    )
    {
        byte[] inner = JsonSerializer.SerializeToUtf8Bytes(header, Format);
        byte[] head = new byte[Magic.Length + sizeof(int)];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(Magic.Length), inner.Length);
        return [head, inner, .. parts, Seal(inner, key)];
    }

    /// <summary>Reads a segment and checks that it is the one of a name, made with a key, and whole.</summary>
    /// <param name="name">The name.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="key">The key; null for none.</param>
    /// <returns>The header, and the stored bytes of each part.</returns>
    /// <exception cref="Corpus.Errors.RagException">
    /// Unavailable: it is damaged. Invalid: the key is missing or another one.
    /// </exception>
    internal static (SegmentHeader Header, List<ReadOnlyMemory<byte>> Parts) Decode(
        SegmentName name,
        ReadOnlyMemory<byte> bytes,
        BackupKey? key
    )
    {
        string what = name.ToString();
        int at = Magic.Length + sizeof(int);
        if (bytes.Length < at + SealBytes || !bytes.Span.StartsWith(Magic))
            throw BackupFailure.Damaged(what, "is no segment of a log");
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[Magic.Length..]);
        if (length < 0 || length > bytes.Length - at - SealBytes)
            throw BackupFailure.Damaged(what, "ends amid its header");
        ReadOnlySpan<byte> inner = bytes.Span.Slice(at, length);
        SegmentHeader header = Parse(what, inner);
        if (header.KeyId != key?.Id)
        {
            throw BackupFailure.Key(
                $"The segment {what} was made with {header.KeyId ?? "no key"}, and the key that is set is {key?.Id ?? "none"}."
            );
        }

        if (!CryptographicOperations.FixedTimeEquals(bytes.Span[^SealBytes..], Seal(inner, key)) || header.Name != what)
            throw BackupFailure.Damaged(what, "does not have the checksum that was written");
        List<ReadOnlyMemory<byte>> parts = [];
        at += length;
        foreach (BackupPart part in header.Parts)
        {
            if (part.Bytes < 0 || part.Bytes > bytes.Length - at - SealBytes)
                throw BackupFailure.Damaged(what, "ends amid a part");
            parts.Add(bytes.Slice(at, (int)part.Bytes));
            at += (int)part.Bytes;
        }

        return at + SealBytes == bytes.Length ? (header, parts) : throw BackupFailure.Damaged(what, "is longer than its parts");
    }

    private static SegmentHeader Parse(string what, ReadOnlySpan<byte> inner)
    {
        try
        {
            return JsonSerializer.Deserialize<SegmentHeader>(inner, Format) ?? throw BackupFailure.Damaged(what, "has no header");
        }
        catch (JsonException error)
        {
            throw BackupFailure.Damaged(what, "has a header that can't be read", error);
        }
    }

    private static byte[] Seal(ReadOnlySpan<byte> inner, BackupKey? key) =>
        key is null ? SHA256.HashData(inner) : key.Seal(inner.ToArray());
}
