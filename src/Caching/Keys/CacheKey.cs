using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RagCluster.Caching.Keys;

/// <summary>
/// What a cached value is a function of, as bytes. Made by <see cref="CacheKeyParts.Encode"/>: different parts have different bytes, so two
/// questions share a value only when everything that could change it is the same.
/// </summary>
public sealed class CacheKey : IEquatable<CacheKey>
{
    private readonly byte[] _bytes;
    private readonly int _hash;

    /// <summary>Takes up the bytes of a key that was encoded before, for instance on another silo.</summary>
    /// <param name="bytes">The bytes.</param>
    public CacheKey(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes.ToArray();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_bytes, digest);
        Stable = BinaryPrimitives.ReadUInt64LittleEndian(digest);
        _hash = (int)(Stable >> 32);
    }

    /// <summary>What is cached under it, which <see cref="CacheKeyParts.Encode"/> writes second.</summary>
    public CachedKind Kind => _bytes.Length > 1 ? (CachedKind)_bytes[1] : 0;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The SHA-256 of the bytes in lower-case hexadecimal: a short name for stores. Compare the bytes too.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(_bytes));

    /// <summary>A number that is the same on every machine, evenly spread: which partition holds the key.</summary>
    public ulong Stable { get; }

    /// <inheritdoc/>
    public bool Equals(CacheKey? other) => other is not null && Stable == other.Stable && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CacheKey);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => Digest;
}
