using System.Buffers.Binary;
using System.Security.Cryptography;
using RagCluster.Corpus.Errors;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Disk;

namespace RagCluster.Storage.Encryption;

/// <summary>
/// The form in which a value is stored, encrypted or in the clear. A value in the clear stands as it is, unless it happens to begin as an
/// encrypted one does; then it gets a head too. Encrypted with AES-256-GCM it is: eight bytes that say so, the kind (1), the key's id (8),
/// a random nonce (12), the ciphertext, the tag (16), and a CRC-32C of all of it, little-endian, by which rows find a flipped bit without
/// any key. The tag also covers the head and the value's place.
/// <para>A nonce is drawn at random for each value: a key is good for 2^32 of them (NIST SP 800-38D, 8.3), and is to be replaced
/// before.</para>
/// </summary>
public sealed class ContentCipher : IFileKeys
{
    /// <summary>The problem's slug when the ring lacks the key of a value.</summary>
    public const string KeyCode = "storage-key";

    /// <summary>Bytes at the begin of a stored value that tell its form.</summary>
    internal const int HeadBytes = 17;

    private const byte Plain = 0;
    private const byte Encrypted = 1;
    private const int MarkBytes = 8;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int SumBytes = sizeof(uint);

    // The first byte begins no UTF-8 text, no form of a text and no record.
    private static readonly byte[] Mark = [0xFE, 0x52, 0x43, 0x8D, 0x1B, 0xE7, 0x05, 0xC9];

    /// <summary>Takes a ring.</summary>
    /// <param name="ring">The keys.</param>
    /// <param name="encrypts">Whether values are written encrypted; else in the clear.</param>
    public ContentCipher(KeyRing ring, bool encrypts)
    {
        ArgumentNullException.ThrowIfNull(ring);
        Ring = ring;
        Active = encrypts ? ring.Active : null;
    }

    /// <summary>Nothing is encrypted, and nothing that is can be read.</summary>
    public static ContentCipher None { get; } = new(KeyRing.Empty, encrypts: false);

    /// <summary>The keys.</summary>
    public KeyRing Ring { get; }

    /// <summary>The key that values are written with; null in the clear.</summary>
    public ContentKey? Active { get; }

    /// <inheritdoc/>
    ReadOnlyMemory<byte> IFileKeys.ActiveId => Active?.IdMemory ?? default;

    /// <inheritdoc/>
    byte[]? IFileKeys.Derive(ReadOnlySpan<byte> id, ReadOnlySpan<byte> salt) => Ring.Find(id)?.DeriveForFile(salt);

    /// <summary>A value in the form in which it is stored.</summary>
    internal byte[] Protect(ContentPlace place, byte[] value)
    {
        if (Active is not { } key)
            return IsMarked(value) ? Escape(value) : value;
        byte[] stored = new byte[HeadBytes + NonceBytes + value.Length + TagBytes + SumBytes];
        WriteHead(stored, Encrypted);
        key.IdSpan.CopyTo(stored.AsSpan(MarkBytes + 1));
        Span<byte> nonce = stored.AsSpan(HeadBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm aes = new(key.Bytes, TagBytes);
        Span<byte> text = stored.AsSpan(HeadBytes + NonceBytes, value.Length);
        aes.Encrypt(nonce, value, text, stored.AsSpan(HeadBytes + NonceBytes + value.Length, TagBytes), Bound(stored, place));
        return Sum(stored);
    }

    /// <summary>A stored value as it was written.</summary>
    /// <exception cref="CryptographicException">It is damaged, or belongs to another place.</exception>
    /// <exception cref="RagException">Unavailable: the ring lacks its key.</exception>
    internal byte[] Open(ContentPlace place, byte[] stored)
    {
        if (!IsMarked(stored))
            return stored;
        if (stored.Length >= MarkBytes + 1 + SumBytes && stored[MarkBytes] == Plain)
            return stored[(MarkBytes + 1)..^SumBytes];
        int length = stored.Length - HeadBytes - NonceBytes - TagBytes - SumBytes;
        if (length < 0 || stored[MarkBytes] != Encrypted)
            throw new CryptographicException("The value has no form that is known.");
        ReadOnlySpan<byte> id = stored.AsSpan(MarkBytes + 1, ContentKey.IdBytes);
        ContentKey key = Ring.Find(id) ?? throw Unknown(id, stored);
        byte[] value = new byte[length];
        using AesGcm aes = new(key.Bytes, TagBytes);
        aes.Decrypt(
            stored.AsSpan(HeadBytes, NonceBytes),
            stored.AsSpan(HeadBytes + NonceBytes, length),
            stored.AsSpan(HeadBytes + NonceBytes + length, TagBytes),
            value,
            Bound(stored, place)
        );
        return value;
    }

    /// <summary>Whether a stored value has the form in which it would be written now.</summary>
    /// <param name="head">Its first <see cref="HeadBytes"/> bytes, or all that it has.</param>
    internal bool IsCurrent(ReadOnlySpan<byte> head) => KeyOf(head) == Active?.Id;

    /// <summary>The id of a stored value's key; null in the clear.</summary>
    internal static string? KeyOf(ReadOnlySpan<byte> head) =>
        head.Length >= HeadBytes && IsMarked(head) && head[MarkBytes] == Encrypted
            ? Convert.ToHexStringLower(head.Slice(MarkBytes + 1, ContentKey.IdBytes))
            : null;

    /// <summary>The error of a store that holds values of a key which the ring lacks.</summary>
    internal static RagException Missing(string key) =>
        new(
            ErrorKind.Unavailable,
            KeyCode,
            $"The store holds values that are encrypted with the key {key}, and the ring of RAG__Storage__Encryption__KeyFile (or "
                + "…__Key, …__KeyCommand) lacks it: add that key to the ring, after the one that encrypts."
        );

    private static bool IsMarked(ReadOnlySpan<byte> value) => value.StartsWith(Mark);

    // An id that a flipped bit made is no key that somebody forgot.
    private static Exception Unknown(ReadOnlySpan<byte> id, byte[] stored) =>
        Checksum.Of(stored.AsSpan(0, stored.Length - SumBytes)) == BinaryPrimitives.ReadUInt32LittleEndian(stored.AsSpan(^SumBytes..))
            ? Missing(Convert.ToHexStringLower(id))
            : new CryptographicException("The value names a key by damaged bytes.");

    private static byte[] Escape(byte[] value)
    {
        byte[] stored = new byte[MarkBytes + 1 + value.Length + SumBytes];
        WriteHead(stored, Plain);
        value.CopyTo(stored, MarkBytes + 1);
        return Sum(stored);
    }

    private static void WriteHead(byte[] stored, byte kind)
    {
        Mark.CopyTo(stored, 0);
        stored[MarkBytes] = kind;
    }

    private static byte[] Sum(byte[] stored)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(stored.AsSpan(^SumBytes..), Checksum.Of(stored.AsSpan(0, stored.Length - SumBytes)));
        return stored;
    }

    private static byte[] Bound(byte[] stored, ContentPlace place) => [.. stored.AsSpan(0, HeadBytes), .. place.ToBytes()];
}
