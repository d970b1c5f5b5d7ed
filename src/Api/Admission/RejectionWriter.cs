using System.IO.Pipelines;

namespace RagCluster.Api.Admission;

/// <summary>
/// The output of a connection, which can end the connection's responses with one of ours: what the server writes afterwards is discarded.
/// Until then every call goes to the connection as it is.
/// </summary>
internal sealed class RejectionWriter(PipeWriter connection) : PipeWriter
{
    private byte[]? _scratch;

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => connection.CanGetUnflushedBytes;

    /// <inheritdoc/>
    public override long UnflushedBytes => connection.UnflushedBytes;

    /// <summary>Writes the last response of this connection.</summary>
    /// <param name="response">Status line, headers and body.</param>
    internal void End(ReadOnlySpan<byte> response)
    {
        if (_scratch is not null)
            return;
        response.CopyTo(connection.GetSpan(response.Length));
        connection.Advance(response.Length);
        _scratch = [];
    }

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) => _scratch is null ? connection.GetMemory(sizeHint) : Scratch(sizeHint);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => _scratch is null ? connection.GetSpan(sizeHint) : Scratch(sizeHint);

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        if (_scratch is null)
            connection.Advance(bytes);
    }

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        connection.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void CancelPendingFlush() => connection.CancelPendingFlush();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => connection.Complete(exception);

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null) => connection.CompleteAsync(exception);

    private byte[] Scratch(int sizeHint)
    {
        if (_scratch!.Length < Math.Max(sizeHint, 1))
            _scratch = new byte[Math.Max(sizeHint, 4096)];
        return _scratch;
    }
}
