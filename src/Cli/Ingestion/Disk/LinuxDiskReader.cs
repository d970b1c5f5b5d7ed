using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RagCluster.Cli.Ingestion.Disk;

/// <summary>
/// Calls Linux directly: .NET reads names that are not UTF-8 with loss, leaves out what it may not read without a word, and opens a pipe by
/// waiting for its writer. Structures are those of 64-bit Linux (statx(2), readdir(3)).
/// </summary>
internal sealed partial class LinuxDiskReader : DiskReader
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint TypeAndSize = 0x201;
    private const int StatxLength = 256;
    private const int ModeOffset = 28;
    private const int SizeOffset = 40;
    private const int TypeMask = 0xF000;
    private const int NameOffset = 19;
    private const int NotFound = 2;
    private const int Interrupted = 4;
    private const int NotAFolder = 20;

    // Read only, no controlling terminal, no waiting, closed when another program is started: the same numbers on x64 and arm64.
    private const int OpenFlags = 0x100 | 0x800 | 0x80000;

    /// <inheritdoc/>
    internal override DiskEntry? Stat(string path, bool followsLink)
    {
        try
        {
            return Stat(CurrentFolder, RawName.Encode(path), followsLink ? 0 : NoFollow);
        }
        catch (IOException missing) when (missing.HResult is NotFound or NotAFolder)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> List(string folder)
    {
        nint stream = OpenFolder(RawName.Encode(folder));
        if (stream == 0)
            throw LastError();
        try
        {
            List<string> names = [];
            for (nint entry = ReadFolder(stream); entry != 0; entry = ReadFolder(stream))
            {
                string name = ReadName(entry + NameOffset);
                if (name is not ("." or ".."))
                    names.Add(name);
            }

            // At the end the call leaves the error as it was: zero, since the marshaller clears it before.
            return Marshal.GetLastPInvokeError() == 0 ? names : throw LastError();
        }
        finally
        {
            _ = CloseFolder(stream);
        }
    }

    /// <inheritdoc/>
    internal override SafeFileHandle Open(string path)
    {
        byte[] raw = RawName.Encode(path);
        int descriptor;
        do
        {
            descriptor = OpenFile(raw, OpenFlags);
        } while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        if (descriptor < 0)
            throw LastError();
        SafeFileHandle handle = new(descriptor, ownsHandle: true);
        if (Stat(descriptor, [0], EmptyPath).Kind == DiskEntryKind.File)
            return handle;
        handle.Dispose();
        throw new IOException("It is no file any more.");
    }

    private static DiskEntry Stat(int folder, byte[] path, int flags)
    {
        byte[] buffer = new byte[StatxLength];
        if (Statx(folder, path, flags, TypeAndSize, buffer) != 0)
            throw LastError();
        DiskEntryKind kind = (BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(ModeOffset)) & TypeMask) switch
        {
            0x8000 => DiskEntryKind.File,
            0x4000 => DiskEntryKind.Folder,
            0xA000 => DiskEntryKind.Link,
            0x1000 => DiskEntryKind.Pipe,
            0xC000 => DiskEntryKind.Socket,
            _ => DiskEntryKind.Device,
        };
        return new DiskEntry(kind, (long)BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(SizeOffset)));
    }

    private static string ReadName(nint text)
    {
        int length = 0;
        while (Marshal.ReadByte(text, length) != 0)
            length++;
        byte[] bytes = new byte[length];
        Marshal.Copy(text, bytes, 0, length);
        return RawName.Decode(bytes);
    }

    private static IOException LastError()
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int Statx(int folder, byte[] path, int flags, uint mask, byte[] buffer);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int OpenFile(byte[] path, int flags);

    [LibraryImport("libc", EntryPoint = "opendir", SetLastError = true)]
    private static partial nint OpenFolder(byte[] path);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    private static partial nint ReadFolder(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir", SetLastError = true)]
    private static partial int CloseFolder(nint stream);
}
