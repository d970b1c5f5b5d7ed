namespace RagCluster.Shards.Files;

/// <summary>Takes the bytes of one section of a file; it can neither be read nor be wound back.</summary>
/// <param name="writer">Writes the file.</param>
/// <param name="name">The section's name, for messages.</param>
internal sealed class SectionStream(SegmentFileWriter writer, string name) : Stream
{
    private long _length;
    private bool _ended;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_ended;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <summary>The place of the next byte.</summary>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        if (_length + buffer.Length > FileLayout.SectionBytesMax)
            throw new InvalidOperationException($"The section '{name}' would be longer than {FileLayout.SectionBytesMax} bytes.");
        writer.Append(buffer);
        _length += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _ended = true;
        base.Dispose(disposing);
    }
}
