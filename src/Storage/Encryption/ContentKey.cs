using System.Security.Cryptography;
using System.Text;
using RagCluster.Shards.Disk;

namespace RagCluster.Storage.Encryption;

/// <summary>
/// A key of the ring, 32 bytes. Values are encrypted with one that is derived from it (HKDF, RFC 5869) and name it by <see cref="Id"/>,
/// from which it can't be computed. The id follows from the key, so that no two keys have the same and a wrong one is never tried.
/// </summary>
public sealed class ContentKey
{
    /// <summary>Bytes of an id.</summary>
    internal const int IdBytes = IFileKeys.IdBytes;

    private readonly byte[] _id;
    private readonly byte[] _files;

    /// <summary>Takes a key.</summary>
    /// <param name="key">Its bytes.</param>
    internal ContentKey(byte[] key)
    {
        _id = Derive(key, "id")[..IdBytes];
        Bytes = Derive(key, "content");
        _files = Derive(key, "files");
        Id = Convert.ToHexStringLower(_id);
    }

    /// <summary>Tells keys apart without telling them.</summary>
    public string Id { get; }

    /// <summary>The id's bytes.</summary>
    internal ReadOnlySpan<byte> IdSpan => _id;

    /// <summary>The id's bytes, to be kept.</summary>
    internal ReadOnlyMemory<byte> IdMemory => _id;

    /// <summary>The key of values.</summary>
    internal byte[] Bytes { get; }

    /// <summary>The key of one of the shards' files.</summary>
    /// <param name="salt">The file's salt.</param>
    internal byte[] DeriveForFile(ReadOnlySpan<byte> salt)
    {
        byte[] key = new byte[KeySource.KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _files, key, salt, "ragcluster segment"u8);
        return key;
    }

    /// <inheritdoc/>
    public override string ToString() => $"key {Id}";

    private static byte[] Derive(byte[] key, string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeySource.KeyBytes, [], Encoding.UTF8.GetBytes($"ragcluster store {use}"));
}
