using System.Net;
using Microsoft.Win32.SafeHandles;

namespace RagCluster.Cli.Ingestion;

/// <summary>A file as a part of a form, read while it is sent: exactly as many bytes as it had when it was found.</summary>
internal sealed class FileContent : HttpContent
{
    private const int BufferBytes = 128 << 10;
    private readonly SafeFileHandle _handle;

    /// <summary>Takes over an open file.</summary>
    internal FileContent(SourceFile file, SafeFileHandle handle)
    {
        File = file;
        _handle = handle;
    }

    /// <summary>The file.</summary>
    internal SourceFile File { get; }

    /// <summary>Why it could not be read to its end; null while nothing went wrong.</summary>
    internal string? Fault { get; private set; }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[(int)Math.Min(BufferBytes, File.Bytes)];
        for (long sent = 0; sent < File.Bytes; )
        {
            int wanted = (int)Math.Min(buffer.Length, File.Bytes - sent);
            int read = await ReadAsync(buffer.AsMemory(0, wanted), sent, cancellationToken);
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            sent += read;
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = File.Bytes;
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _handle.Dispose();
        base.Dispose(disposing);
    }

    private async Task<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        try
        {
            int read = await RandomAccess.ReadAsync(_handle, buffer, offset, cancellationToken);
            return read > 0 ? read : throw new IOException("It became shorter while it was read.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Fault = error.Message;
            throw;
        }
    }
}
