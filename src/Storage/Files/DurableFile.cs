using Microsoft.Win32.SafeHandles;

namespace RagCluster.Storage.Files;

/// <summary>
/// A file or folder whose flush can be believed. .NET's own flush reports success when fsync fails on Linux; this one asks the
/// system itself. After one failure the object is sealed: the kernel may have dropped the unwritten pages, so a second flush that
/// succeeds would prove nothing (Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020).
/// </summary>
public sealed class DurableFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private readonly IFileFlusher _flusher;

    private DurableFile(SafeFileHandle handle, string path, IFileFlusher flusher)
    {
        _handle = handle;
        _path = path;
        _flusher = flusher;
    }

    /// <summary>Whether a flush failed; nothing is written or flushed any more.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>Opens a file for writing, and creates it when there is none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static DurableFile Open(string path) => Open(path, FileFlusher.System);

    /// <summary>
    /// Makes the creation, renaming and removal of a folder's entries durable. On Windows the file system does so by itself.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void FlushFolder(string path) => FileFlusher.System.FlushFolder(path);

    /// <summary>Writes at an offset. The bytes are on disk only after <see cref="Flush"/>.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="offset">The first byte's place.</param>
    /// <exception cref="IOException">The disk failed now or at an earlier flush.</exception>
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        ThrowIfSealed();
        RandomAccess.Write(_handle, bytes, offset);
    }

    /// <summary>Reads at an offset.</summary>
    /// <param name="bytes">Takes the bytes; all of them.</param>
    /// <param name="offset">The first byte's place.</param>
    /// <exception cref="IOException">The disk failed, or the file ends before.</exception>
    public void Read(Span<byte> bytes, long offset)
    {
        for (int read = 0, count; read < bytes.Length; read += count)
        {
            count = RandomAccess.Read(_handle, bytes[read..], offset + read);
            if (count == 0)
                throw new EndOfStreamException($"'{_path}' is shorter than expected.");
        }
    }

    /// <summary>Returns when everything written is on disk.</summary>
    /// <exception cref="IOException">The disk failed now or earlier; the file is sealed.</exception>
    public void Flush()
    {
        ThrowIfSealed();
        IsSealed = true;
        _flusher.Flush(_handle, _path);
        IsSealed = false;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>Opens a file with another way to flush.</summary>
    /// <param name="path">The file.</param>
    /// <param name="flusher">The way to flush.</param>
    internal static DurableFile Open(string path, IFileFlusher flusher) =>
        new(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read), path, flusher);

    private void ThrowIfSealed()
    {
        if (IsSealed)
        {
            throw new IOException($"'{_path}' is sealed: an earlier flush failed. Open it anew and write again what was not acknowledged.");
        }
    }
}
