using System.Buffers;
using System.Security.Cryptography;
using RagCluster.Shards.Disk;

namespace RagCluster.Shards.Files;

/// <summary>
/// An encrypted file's bytes. A block is decrypted when it is first needed, into memory of this process, and stays there while the segment
/// is open: the system can't give that memory to others as it can a mapping's, which is what encryption costs here.
/// </summary>
internal sealed class DecryptedFile : FileBytes
{
    private readonly MappedFile _stored;
    private readonly NativeBlock _memory;
    private readonly string _name;
    private readonly byte[] _header;
    private readonly byte[] _key;

    private DecryptedFile(MappedFile stored, string name, byte[] header, byte[] key, long length)
    {
        _stored = stored;
        _name = name;
        _key = key;
        _header = header;
        KeyId = EncryptedLayout.KeyIdOf(_header).ToArray();
        Length = length;
        _memory = new NativeBlock(length);
    }

    /// <inheritdoc/>
    internal override long Length { get; }

    /// <inheritdoc/>
    internal override nint Address => _memory.DangerousGetHandle();

    /// <inheritdoc/>
    internal override ReadOnlyMemory<byte> KeyId { get; }

    /// <inheritdoc/>
    internal override FileBytes Stored => _stored;

    /// <summary>What a mapped file holds: itself where it is in the clear.</summary>
    /// <param name="stored">The file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="keys">The keys.</param>
    /// <exception cref="ShardDamagedException">It is not what was written, or its key is not known.</exception>
    internal static FileBytes Of(MappedFile stored, string name, IFileKeys keys)
    {
        byte[] begin = new byte[(int)Math.Min(stored.Length, EncryptedLayout.HeaderBytes)];
        stored.Read(0, begin);
        if (!EncryptedLayout.IsEncrypted(begin))
            return stored;
        if (EncryptedLayout.LengthOf(stored.Length) is not { } length)
            throw new ShardDamagedException(name, $"no encrypted file has {stored.Length} bytes.");
        if (EncryptedLayout.Fault(begin) is { } fault)
            throw new ShardDamagedException(name, fault);
        byte[] key =
            EncryptedLayout.KeyOf(keys, begin)
            ?? throw new ShardDamagedException(
                name,
                $"it is encrypted with the key {Convert.ToHexStringLower(EncryptedLayout.KeyIdOf(begin))}, which is not in the ring."
            );
        return new DecryptedFile(stored, name, begin, key, length);
    }

    /// <inheritdoc/>
    internal override void RequireLength() => _stored.RequireLength();

    /// <inheritdoc/>
    internal override void Read(long offset, Span<byte> bytes)
    {
        byte[] stored = ArrayPool<byte>.Shared.Rent(EncryptedLayout.StoredBlockBytes);
        byte[] block = ArrayPool<byte>.Shared.Rent(FileLayout.BlockBytes);
        try
        {
            using AesGcm aes = new(_key, EncryptedLayout.TagBytes);
            while (!bytes.IsEmpty)
            {
                (long number, long skipped) = Math.DivRem(offset, FileLayout.BlockBytes);
                ReadOnlySpan<byte> part = Decrypt(aes, number, stored, block)[(int)skipped..];
                part = part[..Math.Min(part.Length, bytes.Length)];
                part.CopyTo(bytes);
                bytes = bytes[part.Length..];
                offset += part.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }
    }

    /// <inheritdoc/>
    internal override unsafe void Load(long offset, ReadOnlySpan<byte> bytes)
    {
        // Others may read what was loaded before: it is the same.
        bytes.CopyTo(new Span<byte>((byte*)Address + offset, bytes.Length));
        GC.KeepAlive(this);
    }

    private ReadOnlySpan<byte> Decrypt(AesGcm aes, long number, byte[] stored, byte[] block)
    {
        Span<byte> bytes = block.AsSpan(0, (int)Math.Min(FileLayout.BlockBytes, Length - (number * FileLayout.BlockBytes)));
        Span<byte> encrypted = stored.AsSpan(0, bytes.Length + EncryptedLayout.TagBytes);
        _stored.Read(EncryptedLayout.HeaderBytes + (number * EncryptedLayout.StoredBlockBytes), encrypted);
        try
        {
            EncryptedLayout.Decrypt(aes, _header, number, encrypted, bytes);
        }
        catch (CryptographicException)
        {
            throw new ShardDamagedException(_name, $"block {number} can't be decrypted.");
        }

        return bytes;
    }
}
