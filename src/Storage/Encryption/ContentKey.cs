using System.Security.Cryptography;
using System.Text;

namespace RagCluster.Storage.Encryption;

/// <summary>
/// A key of the ring, 32 bytes. Values are encrypted with one that is derived from it (HKDF, RFC 5869) and name it by <see cref="Id"/>,
/// from which it can't be computed. The id follows from the key, so that no two keys have the same and a wrong one is never tried.
/// </summary>
public sealed class ContentKey
{
    /// <summary>Bytes of an id.</summary>
    internal const int IdBytes = 8;

    private readonly byte[] _id;

    /// <summary>Takes a key.</summary>
    /// <param name="key">Its bytes.</param>
    internal ContentKey(byte[] key)
    {
        _id = Derive(key, "id")[..IdBytes];
        Bytes = Derive(key, "content");
        Id = Convert.ToHexStringLower(_id);
    }

    /// <summary>Tells keys apart without telling them.</summary>
    public string Id { get; }

    /// <summary>The id's bytes.</summary>
    internal ReadOnlySpan<byte> IdSpan => _id;

    /// <summary>The key of values.</summary>
    internal byte[] Bytes { get; }

    /// <inheritdoc/>
    public override string ToString() => $"key {Id}";

    private static byte[] Derive(byte[] key, string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeySource.KeyBytes, [], Encoding.UTF8.GetBytes($"ragcluster store {use}"));
}
