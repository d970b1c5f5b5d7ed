using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace RagCluster.Shards.Disk;

/// <summary>
/// A file mapped for reading. Nobody unmaps it: the system's handle does when no object refers to the mapping any more, so a mapping is
/// never taken from under a reader. The file stays open beside it, to be read by calls and asked for its length.
/// </summary>
internal sealed class MappedFile : FileBytes
{
    private readonly SafeMemoryMappedViewHandle _view;
    private readonly SafeFileHandle _handle;
    private readonly string _name;

    private MappedFile(SafeMemoryMappedViewHandle view, SafeFileHandle handle, string name, long length)
    {
        _view = view;
        _handle = handle;
        _name = name;
        Length = length;
    }

    /// <inheritdoc/>
    internal override long Length { get; }

    /// <inheritdoc/>
    internal override nint Address => _view.DangerousGetHandle();

    /// <summary>Maps a file.</summary>
    /// <param name="path">The file; not empty.</param>
    /// <exception cref="IOException">It can't be opened or mapped, or is empty.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it, or it is a folder.</exception>
    internal static MappedFile Open(string path)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            long length = RandomAccess.GetLength(handle);
            if (length == 0)
                throw new IOException($"'{path}' is empty.");
            using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(
                handle,
                null,
                0,
                MemoryMappedFileAccess.Read,
                HandleInheritability.None,
                leaveOpen: true
            );
            SafeMemoryMappedViewHandle view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle;
            return new MappedFile(view, handle, Path.GetFileName(path), length);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    internal override void RequireLength()
    {
        try
        {
            long length = RandomAccess.GetLength(_handle);
            if (length < Length)
                throw new ShardDamagedException(_name, $"it has {length} bytes left of {Length}.");
        }
        catch (IOException failure) when (failure is not ShardDamagedException)
        {
            throw new ShardDamagedException(_name, failure.Message);
        }
    }

    /// <inheritdoc/>
    internal override void Read(long offset, Span<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                int count = RandomAccess.Read(_handle, bytes, offset);
                if (count == 0)
                    throw new ShardDamagedException(_name, $"it ends at byte {offset}.");
                offset += count;
                bytes = bytes[count..];
            }
        }
        catch (IOException failure) when (failure is not ShardDamagedException)
        {
            throw new ShardDamagedException(_name, failure.Message);
        }
    }
}
