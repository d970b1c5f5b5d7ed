using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RagCluster.Inference.Models;

/// <summary>
/// Puts files in place so that a reader, or a machine that lost power, sees the old content or the new, never a part:
/// write beside, flush to the disk, rename, flush the folder. A failed flush is an error.
/// </summary>
internal static partial class DurableReplace
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
                stream.Flush();
                Sync(stream.SafeFileHandle, temporary);
            }

            Move(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Flushes a file that is complete and gives it its name.</summary>
    public static void Commit(string temporary, string path)
    {
        using (SafeFileHandle handle = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite))
            Sync(handle, temporary);

        Move(temporary, path);
    }

    private static void Move(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        if (OperatingSystem.IsWindows())
            return;

        // The rename itself is durable only when its folder is.
        string folder = Path.GetDirectoryName(path)!;
        int descriptor = OpenFolder(folder, 0);
        if (descriptor < 0)
            throw new IOException($"{folder} cannot be opened to flush it.", new Win32Exception());

        using SafeFileHandle handle = new(descriptor, ownsHandle: true);
        Sync(handle, folder);
    }

    private static void Sync(SafeFileHandle handle, string path)
    {
        bool done = OperatingSystem.IsWindows() ? FlushFileBuffers(handle) : FSync(handle) == 0;
        if (!done)
            throw new IOException($"{path} could not be flushed to the disk.", new Win32Exception());
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FlushFileBuffers(SafeFileHandle handle);
}
