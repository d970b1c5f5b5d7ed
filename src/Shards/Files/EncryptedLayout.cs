using System.Buffers.Binary;
using System.Security.Cryptography;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Disk;

namespace RagCluster.Shards.Files;

/// <summary>
/// The form of an encrypted file: a header, then the file's bytes in blocks, each encrypted with AES-256-GCM under the file's own key and
/// followed by its tag. The nonce is the block's number, which is good since no two files have the same key; the tag also covers the
/// header. docs/segment-format.md says what stands where.
/// </summary>
internal static class EncryptedLayout
{
    /// <summary>The version that this build writes and reads.</summary>
    internal const int Version = 1;

    /// <summary>Bytes of the header.</summary>
    internal const int HeaderBytes = 64;

    /// <summary>Bytes of a block's tag.</summary>
    internal const int TagBytes = 16;

    /// <summary>Bytes of a whole block on the disk.</summary>
    internal const int StoredBlockBytes = FileLayout.BlockBytes + TagBytes;

    private const int IdAt = 16;
    private const int SaltAt = IdAt + IFileKeys.IdBytes;
    private const int SaltBytes = 32;
    private const int SumAt = HeaderBytes - sizeof(uint);
    private const int NonceBytes = 12;

    private static ReadOnlySpan<byte> Head => "RAGSEC\r\n"u8;

    /// <summary>A new file's header.</summary>
    /// <param name="id">The id of its key.</param>
    internal static byte[] NewHeader(ReadOnlySpan<byte> id)
    {
        byte[] header = new byte[HeaderBytes];
        Head.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), FileLayout.BlockBytes);
        id.CopyTo(header.AsSpan(IdAt));
        RandomNumberGenerator.Fill(header.AsSpan(SaltAt, SaltBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(SumAt), Checksum.Of(header.AsSpan(0, SumAt)));
        return header;
    }

    /// <summary>Whether a file begins as an encrypted one does.</summary>
    internal static bool IsEncrypted(ReadOnlySpan<byte> file) => file.StartsWith(Head);

    /// <summary>The id of the key that a file names; empty for one in the clear.</summary>
    internal static ReadOnlySpan<byte> KeyIdOf(ReadOnlySpan<byte> file) =>
        file.Length >= HeaderBytes && IsEncrypted(file) ? file.Slice(IdAt, IFileKeys.IdBytes) : default;

    /// <summary>A file's key.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="header">The file's header.</param>
    /// <returns>Null when its key is not known.</returns>
    internal static byte[]? KeyOf(IFileKeys keys, ReadOnlySpan<byte> header) =>
        keys.Derive(header.Slice(IdAt, IFileKeys.IdBytes), header.Slice(SaltAt, SaltBytes));

    /// <summary>What is wrong with a header; null when nothing is.</summary>
    internal static string? Fault(ReadOnlySpan<byte> header)
    {
        if (Checksum.Of(header[..SumAt]) != BinaryPrimitives.ReadUInt32LittleEndian(header[SumAt..]))
            return "the checksum of its encrypted form's header does not match.";
        int version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        return version == Version && BinaryPrimitives.ReadInt32LittleEndian(header[12..]) == FileLayout.BlockBytes
            ? null
            : $"it has the encrypted form {version}; this build reads {Version}.";
    }

    /// <summary>The length that a file has without its encryption; null when there is none of that length.</summary>
    /// <param name="stored">Its length on the disk.</param>
    internal static long? LengthOf(long stored)
    {
        long blocks = Math.DivRem(stored - HeaderBytes, StoredBlockBytes, out long rest);
        return stored <= HeaderBytes || rest is > 0 and <= TagBytes
            ? null
            : (blocks * FileLayout.BlockBytes) + (rest == 0 ? 0 : rest - TagBytes);
    }

    /// <summary>Encrypts a block.</summary>
    /// <param name="aes">The file's key.</param>
    /// <param name="header">The file's header.</param>
    /// <param name="number">The block's number.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="stored">Takes what is written: as long, and the tag.</param>
    internal static void Encrypt(AesGcm aes, byte[] header, long number, ReadOnlySpan<byte> bytes, Span<byte> stored)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        Nonce(number, nonce);
        aes.Encrypt(nonce, bytes, stored[..bytes.Length], stored.Slice(bytes.Length, TagBytes), header);
    }

    /// <summary>Decrypts a block.</summary>
    /// <param name="aes">The file's key.</param>
    /// <param name="header">The file's header.</param>
    /// <param name="number">The block's number.</param>
    /// <param name="stored">What was written, with the tag.</param>
    /// <param name="bytes">Takes its bytes.</param>
    /// <exception cref="CryptographicException">It is not what was written.</exception>
    internal static void Decrypt(AesGcm aes, ReadOnlySpan<byte> header, long number, ReadOnlySpan<byte> stored, Span<byte> bytes)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        Nonce(number, nonce);
        aes.Decrypt(nonce, stored[..^TagBytes], stored[^TagBytes..], bytes, header);
    }

    private static void Nonce(long number, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
    }
}
