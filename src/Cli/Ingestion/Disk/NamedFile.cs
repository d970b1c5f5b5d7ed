using System.Text;

namespace RagCluster.Cli.Ingestion.Disk;

/// <summary>
/// A file that the command line names: a regular one, since a pipe may never be written and a device never end. A short text may also come
/// through a pipe that the shell has opened (<c>/dev/stdin</c>, <c>&lt;(pass show rag)</c>), so that no secret has to lie on a disk.
/// </summary>
internal static class NamedFile
{
    // A password, a prompt and a description are far shorter.
    private const int TextBytesMax = 64 << 10;

    private static readonly string[] OpenedFolders = ["/dev/fd/", "/proc/self/fd/"];

    /// <summary>Reads a short text.</summary>
    /// <exception cref="IOException">It is no regular file, too long, or can't be read; the message is one line that names it.</exception>
    internal static async Task<string> ReadTextAsync(FileInfo file, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[TextBytesMax + 1];
        await using FileStream stream = Open(file, isOpenedPipeRead: true);
        // Nobody can end the reading of a pipe, but its wait.
        int length = await stream
            .ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken)
            .AsTask()
            .WaitAsync(cancellationToken);
        if (length > TextBytesMax)
            throw new IOException($"{file} is longer than {TextBytesMax >> 10} KiB, which is more than is read of such a file.");
        using StreamReader text = new(new MemoryStream(bytes, 0, length), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return await text.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It is no regular file, or can't be read; the message is one line that names it.</exception>
    internal static FileStream Open(FileInfo file) => Open(file, isOpenedPipeRead: false);

    private static FileStream Open(FileInfo file, bool isOpenedPipeRead)
    {
        try
        {
            DiskEntry entry = DiskReader.Current.Stat(file.FullName, followsLink: true) ?? throw new IOException("It is not there.");
            if (isOpenedPipeRead && entry.Kind == DiskEntryKind.Pipe && IsOpened(file.FullName))
                return file.OpenRead();
            if (entry.Kind.WhyNoFile() is { } reason)
                throw new IOException(reason);
            return new FileStream(DiskReader.Current.Open(file.FullName), FileAccess.Read);
        }
        catch (IOException unreadable)
        {
            throw new IOException($"{file} can't be read: {unreadable.Message}", unreadable);
        }
    }

    private static bool IsOpened(string path) =>
        path == "/dev/stdin" || Array.Exists(OpenedFolders, folder => path.StartsWith(folder, StringComparison.Ordinal));
}
