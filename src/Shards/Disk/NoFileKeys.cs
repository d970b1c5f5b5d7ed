namespace RagCluster.Shards.Disk;

/// <summary>No keys: files are written in the clear, and an encrypted one can't be read.</summary>
public sealed class NoFileKeys : IFileKeys
{
    private NoFileKeys() { }

    /// <summary>The only one.</summary>
    public static NoFileKeys Instance { get; } = new();

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ActiveId => default;

    /// <inheritdoc/>
    public byte[]? Derive(ReadOnlySpan<byte> id, ReadOnlySpan<byte> salt) => null;
}
