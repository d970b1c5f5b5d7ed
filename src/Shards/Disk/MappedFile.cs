using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace RagCluster.Shards.Disk;

/// <summary>
/// A file mapped for reading. Nobody unmaps it: the system's handle does when no object refers to the mapping any more, so a mapping is
/// never taken from under a reader.
/// </summary>
internal sealed class MappedFile : FileBytes
{
    private readonly SafeMemoryMappedViewHandle _view;

    private MappedFile(SafeMemoryMappedViewHandle view, long length)
    {
        _view = view;
        Length = length;
    }

    /// <inheritdoc/>
    internal override long Length { get; }

    /// <inheritdoc/>
    internal override nint Address => _view.DangerousGetHandle();

    /// <summary>Maps a file.</summary>
    /// <param name="path">The file; not empty.</param>
    /// <exception cref="IOException">It can't be opened or mapped, or is empty.</exception>
    internal static MappedFile Open(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        long length = stream.Length;
        if (length == 0)
            throw new IOException($"'{path}' is empty.");
        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(
            stream,
            null,
            0,
            MemoryMappedFileAccess.Read,
            HandleInheritability.None,
            leaveOpen: true
        );
        return new MappedFile(file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle, length);
    }
}
