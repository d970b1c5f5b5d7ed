using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RagCluster.Storage.Files;

/// <summary>
/// Flushes through the system's own calls: <c>fsync</c> (POSIX.1), on macOS <c>F_FULLFSYNC</c> because its fsync stops at the drive's
/// cache, on Windows <c>FlushFileBuffers</c>.
/// </summary>
internal sealed partial class FileFlusher : IFileFlusher
{
    /// <summary>The one instance.</summary>
    public static readonly FileFlusher System = new();

    private const int ReadOnly = 0;
    private const int FullFsync = 51;
    private const int Interrupted = 4;

    private FileFlusher() { }

    /// <inheritdoc/>
    public void Flush(SafeFileHandle handle, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Require(FlushFileBuffers(handle), path);
            return;
        }

        bool added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            FlushDescriptor((int)handle.DangerousGetHandle(), path);
        }
        finally
        {
            if (added)
            {
                handle.DangerousRelease();
            }
        }
    }

    /// <inheritdoc/>
    public void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = OpenDescriptor(path, ReadOnly);
        Require(descriptor >= 0, path);
        try
        {
            FlushDescriptor(descriptor, path);
        }
        finally
        {
            Require(CloseDescriptor(descriptor) == 0, path);
        }
    }

    private static void FlushDescriptor(int descriptor, string path)
    {
        int outcome;
        do
        {
            outcome = OperatingSystem.IsMacOS() ? Control(descriptor, FullFsync) : Fsync(descriptor);
        } while (outcome != 0 && Marshal.GetLastPInvokeError() == Interrupted);
        Require(outcome == 0, path);
    }

    private static void Require(bool succeeded, string path)
    {
        if (!succeeded)
        {
            Win32Exception cause = new(Marshal.GetLastPInvokeError());
            throw new IOException($"'{path}' could not be flushed to disk: {cause.Message}", cause);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FlushFileBuffers(SafeFileHandle handle);
}
