using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RagCluster.Backup.Encryption;

/// <summary>
/// Encrypts a part with AES-256-GCM, chunk by chunk (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015).
/// <list type="bullet">
/// <item>Each part has a key of its own, derived from the backup key and 32 random bytes at its begin. The nonce counts the chunks, so a
/// nonce is used once with a key, however many parts there are.</item>
/// <item>The nonce also says whether the chunk is the last: what lacks chunks at its end, or has them in another order, is refused.</item>
/// <item>The part's name is authenticated with every chunk: a part in another one's place is refused.</item>
/// </list>
/// Form: <c>RAGAES1\n</c>, salt (32), then chunks of 64 KiB (the last shorter, or empty) each followed by its tag (16).
/// </summary>
internal static class PartCipher
{
    private const int SaltBytes = 32;
    private const int TagBytes = 16;
    private const int NonceBytes = 12;
    private const int ChunkBytes = 64 << 10;

    private static ReadOnlySpan<byte> Magic => "RAGAES1\n"u8;

    /// <summary>Encrypts.</summary>
    /// <param name="key">The backup key.</param>
    /// <param name="name">The part's name.</param>
    /// <param name="plain">The bytes.</param>
    internal static byte[] Encrypt(BackupKey key, string name, ReadOnlySpan<byte> plain)
    {
        int chunks = plain.Length / ChunkBytes + 1;
        byte[] sealedBytes = new byte[Magic.Length + SaltBytes + plain.Length + chunks * TagBytes];
        Magic.CopyTo(sealedBytes);
        Span<byte> salt = sealedBytes.AsSpan(Magic.Length, SaltBytes);
        RandomNumberGenerator.Fill(salt);
        using AesGcm aes = new(key.ForPart(salt), TagBytes);
        byte[] associated = Encoding.UTF8.GetBytes(name);
        Span<byte> nonce = stackalloc byte[NonceBytes];
        Span<byte> to = sealedBytes.AsSpan(Magic.Length + SaltBytes);
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            ReadOnlySpan<byte> from = plain[(chunk * ChunkBytes)..];
            from = from[..Math.Min(ChunkBytes, from.Length)];
            SetNonce(nonce, chunk, chunk == chunks - 1);
            aes.Encrypt(nonce, from, to[..from.Length], to.Slice(from.Length, TagBytes), associated);
            to = to[(from.Length + TagBytes)..];
        }

        return sealedBytes;
    }

    /// <summary>Decrypts.</summary>
    /// <param name="key">The backup key.</param>
    /// <param name="name">The part's name.</param>
    /// <param name="sealedBytes">What <see cref="Encrypt"/> made.</param>
    /// <exception cref="InvalidDataException">It was not made so, by this key, for this name, or is not whole.</exception>
    internal static byte[] Decrypt(BackupKey key, string name, ReadOnlySpan<byte> sealedBytes)
    {
        int length = sealedBytes.Length - Magic.Length - SaltBytes;
        int chunks = length < TagBytes ? 0 : (length - TagBytes) / (ChunkBytes + TagBytes) + 1;
        if (chunks == 0 || !sealedBytes.StartsWith(Magic))
            throw new InvalidDataException("It is not encrypted as a part is.");
        byte[] plain = new byte[length - chunks * TagBytes];
        using AesGcm aes = new(key.ForPart(sealedBytes.Slice(Magic.Length, SaltBytes)), TagBytes);
        byte[] associated = Encoding.UTF8.GetBytes(name);
        Span<byte> nonce = stackalloc byte[NonceBytes];
        ReadOnlySpan<byte> from = sealedBytes[(Magic.Length + SaltBytes)..];
        Span<byte> to = plain;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            int count = Math.Min(ChunkBytes, to.Length);
            SetNonce(nonce, chunk, chunk == chunks - 1);
            try
            {
                aes.Decrypt(nonce, from[..count], from.Slice(count, TagBytes), to[..count], associated);
            }
            catch (AuthenticationTagMismatchException mismatch)
            {
                throw new InvalidDataException("It was changed, or encrypted with another key.", mismatch);
            }

            from = from[(count + TagBytes)..];
            to = to[count..];
        }

        return plain;
    }

    private static void SetNonce(Span<byte> nonce, int chunk, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce, chunk);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
    }
}
