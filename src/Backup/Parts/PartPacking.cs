using System.IO.Compression;
using System.Security.Cryptography;
using RagCluster.Backup.Encryption;
using RagCluster.Backup.Manifests;

namespace RagCluster.Backup.Parts;

/// <summary>
/// Makes of plain bytes what is stored, and the other way round: compressed (Brotli), then encrypted where there is a key.
/// </summary>
internal static class PartPacking
{
    /// <summary>How parts are compressed.</summary>
    internal const string Compression = "brotli";

    /// <summary>How parts are encrypted.</summary>
    internal const string Encryption = "AES-256-GCM";

    // Embeddings hardly compress at any effort, and texts at this one to within a tenth of the best.
    private const int Quality = 3;
    private const int Window = 22;

    /// <summary>What two parts have in common that hold the same.</summary>
    internal static string ContentOf(ReadOnlySpan<byte> plain, BackupKey? key) =>
        Convert.ToHexStringLower(key is null ? SHA256.HashData(plain) : key.ContentId(plain));

    /// <summary>The bytes to store.</summary>
    /// <param name="name">The part's name.</param>
    /// <param name="plain">Its bytes.</param>
    /// <param name="key">The key; null for none.</param>
    internal static byte[] Pack(string name, byte[] plain, BackupKey? key)
    {
        byte[] buffer = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        if (!BrotliEncoder.TryCompress(plain, buffer, out int count, Quality, Window))
            throw new InvalidOperationException("A part could not be compressed into the room that the compressor asked for.");
        ReadOnlySpan<byte> compressed = buffer.AsSpan(0, count);
        return key is null ? compressed.ToArray() : PartCipher.Encrypt(key, name, compressed);
    }

    /// <summary>The plain bytes.</summary>
    /// <param name="part">What is known of the part.</param>
    /// <param name="stored">Its stored bytes.</param>
    /// <param name="key">The key; null for none.</param>
    /// <exception cref="InvalidDataException">They are not those that were written.</exception>
    internal static byte[] Unpack(BackupPart part, byte[] stored, BackupKey? key)
    {
        if (stored.LongLength != part.Bytes)
            throw new InvalidDataException(FormattableString.Invariant($"has {stored.LongLength} bytes and not {part.Bytes}"));
        if (Convert.ToHexStringLower(SHA256.HashData(stored)) != part.Sha256)
            throw new InvalidDataException("does not have the SHA-256 that was written");
        byte[] compressed = key is null ? stored : PartCipher.Decrypt(key, part.Name, stored);
        // Never more than was announced, whatever the compressed bytes say.
        byte[] plain = new byte[part.PlainBytes];
        if (!BrotliDecoder.TryDecompress(compressed, plain, out int count) || count != plain.Length)
            throw new InvalidDataException("can't be decompressed");
        return plain;
    }
}
