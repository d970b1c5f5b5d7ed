using System.Security.Cryptography;
using RagCluster.Shards.Disk;

namespace RagCluster.Shards.Files;

/// <summary>Writes a file in its encrypted form. Its flush ends it: what comes later would be a block after the last one.</summary>
internal sealed class EncryptedFile : IShardFile
{
    private readonly IShardFile _file;
    private readonly byte[] _header;
    private readonly AesGcm _aes;
    private readonly byte[] _block = new byte[FileLayout.BlockBytes];
    private readonly byte[] _stored = new byte[EncryptedLayout.StoredBlockBytes];
    private long _number;
    private int _filled;
    private bool _isEnded;

    private EncryptedFile(IShardFile file, byte[] header, byte[] key)
    {
        _file = file;
        _header = header;
        _aes = new AesGcm(key, EncryptedLayout.TagBytes);
        _file.Append(header);
    }

    /// <summary>A file in the form that the keys ask for.</summary>
    /// <param name="file">Takes what is written.</param>
    /// <param name="keys">The keys.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    internal static IShardFile Begin(IShardFile file, IFileKeys keys)
    {
        if (keys.ActiveId.IsEmpty)
            return file;
        byte[] header = EncryptedLayout.NewHeader(keys.ActiveId.Span);
        byte[] key = EncryptedLayout.KeyOf(keys, header) ?? throw new InvalidOperationException("The ring lacks its own active key.");
        return new EncryptedFile(file, header, key);
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_isEnded)
            throw new InvalidOperationException("The file was flushed, which ends it.");
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(bytes.Length, _block.Length - _filled);
            bytes[..length].CopyTo(_block.AsSpan(_filled));
            _filled += length;
            bytes = bytes[length..];
            if (_filled == _block.Length)
                EndBlock();
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (_filled > 0)
            EndBlock();
        _isEnded = true;
        _file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _aes.Dispose();
        _file.Dispose();
    }

    private void EndBlock()
    {
        EncryptedLayout.Encrypt(_aes, _header, _number++, _block.AsSpan(0, _filled), _stored);
        _file.Append(_stored.AsSpan(0, _filled + EncryptedLayout.TagBytes));
        _filled = 0;
    }
}
