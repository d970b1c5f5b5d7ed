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

    private DecryptedFile(MappedFile stored, string name, byte[] key, long length)
    {
        _stored = stored;
        _name = name;
        _key = key;
        _header = stored.Memory(0, EncryptedLayout.HeaderBytes).ToArray();
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
        ReadOnlyMemory<byte> begin = stored.Memory(0, (int)Math.Min(stored.Length, EncryptedLayout.HeaderBytes));
        if (!EncryptedLayout.IsEncrypted(begin.Span))
            return stored;
        if (EncryptedLayout.LengthOf(stored.Length) is not { } length)
            throw new ShardDamagedException(name, $"no encrypted file has {stored.Length} bytes.");
        if (EncryptedLayout.Fault(begin.Span) is { } fault)
            throw new ShardDamagedException(name, fault);
        byte[] key =
            EncryptedLayout.KeyOf(keys, begin.Span)
            ?? throw new ShardDamagedException(
                name,
                $"it is encrypted with the key {Convert.ToHexStringLower(EncryptedLayout.KeyIdOf(begin.Span))}, which is not in the ring."
            );
        DecryptedFile file = new(stored, name, key, length);
        GC.KeepAlive(stored);
        return file;
    }

    /// <inheritdoc/>
    internal override void Load(long offset, int length)
    {
        if (length == 0)
            return;
        // Others may read what was loaded before: nothing but the right bytes may stand there at any moment.
        byte[] bytes = ArrayPool<byte>.Shared.Rent(FileLayout.BlockBytes);
        try
        {
            using AesGcm aes = new(_key, EncryptedLayout.TagBytes);
            long last = (offset + length - 1) / FileLayout.BlockBytes;
            for (long number = offset / FileLayout.BlockBytes; number <= last; number++)
                Load(aes, number, bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    private unsafe void Load(AesGcm aes, long number, byte[] scratch)
    {
        long begin = number * FileLayout.BlockBytes;
        Span<byte> bytes = scratch.AsSpan(0, (int)Math.Min(FileLayout.BlockBytes, Length - begin));
        ReadOnlyMemory<byte> stored = _stored.Memory(
            EncryptedLayout.HeaderBytes + (number * EncryptedLayout.StoredBlockBytes),
            bytes.Length + EncryptedLayout.TagBytes
        );
        try
        {
            EncryptedLayout.Decrypt(aes, _header, number, stored.Span, bytes);
        }
        catch (CryptographicException)
        {
            throw new ShardDamagedException(_name, $"block {number} can't be decrypted.");
        }

        bytes.CopyTo(new Span<byte>((byte*)Address + begin, bytes.Length));
        GC.KeepAlive(this);
    }
}
