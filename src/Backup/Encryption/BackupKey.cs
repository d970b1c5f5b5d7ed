using System.Security.Cryptography;
using System.Text;
using RagCluster.Storage.Encryption;

namespace RagCluster.Backup.Encryption;

/// <summary>
/// The key of encrypted backups, 32 bytes. Nothing is encrypted with it itself: each use has a key of its own, derived from it (HKDF, RFC
/// 5869). It is never written anywhere; what a manifest names is <see cref="Id"/>, from which it can't be computed.
/// </summary>
public sealed class BackupKey
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = KeySource.KeyBytes;

    private readonly byte[] _key;
    private readonly byte[] _seal;
    private readonly byte[] _content;

    /// <summary>Takes a key.</summary>
    /// <param name="key">Its 32 bytes.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public BackupKey(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length != Length)
            throw new ArgumentException($"A backup key has {Length} bytes.", nameof(key));
        _key = [.. key];
        _seal = Derive("manifest", []);
        _content = Derive("content", []);
        Id = Convert.ToHexStringLower(Derive("id", []).AsSpan(0, 8));
    }

    /// <summary>Tells keys apart without telling them.</summary>
    public string Id { get; }

    /// <summary>
    /// Reads a key as people write it: 64 hexadecimal digits, or 32 bytes in base64; white space around it is none of it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it comes from, for the message. The message never repeats the text.</param>
    /// <exception cref="ArgumentException">It is no key.</exception>
    public static BackupKey Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        byte[] bytes =
            KeySource.Parse(text.Trim())
            ?? throw new ArgumentException(
                $"{source} is no key: give 32 random bytes as 64 hexadecimal digits, for example from 'openssl rand -hex 32'."
            );
        return new BackupKey(bytes);
    }

    /// <inheritdoc/>
    public override string ToString() => $"backup key {Id}";

    /// <summary>The key of one part.</summary>
    /// <param name="salt">Random bytes that no other part has.</param>
    internal byte[] ForPart(ReadOnlySpan<byte> salt) => Derive("part", salt);

    /// <summary>What proves that who has the key wrote a manifest.</summary>
    internal byte[] Seal(ReadOnlySpan<byte> manifest) => HMACSHA256.HashData(_seal, manifest);

    /// <summary>What tells whether two parts hold the same, to who has the key and to nobody else.</summary>
    internal byte[] ContentId(ReadOnlySpan<byte> plain) => HMACSHA256.HashData(_content, plain);

    private byte[] Derive(string use, ReadOnlySpan<byte> salt)
    {
        byte[] derived = new byte[Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, derived, salt, Encoding.UTF8.GetBytes($"ragcluster backup {use}"));
        return derived;
    }
}
