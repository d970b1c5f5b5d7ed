using System.Text;

namespace RagCluster.Cli.Ingestion.Disk;

/// <summary>A file that the command line names: a regular one, since a pipe may never be written and a device never end.</summary>
internal static class NamedFile
{
    // A password, a prompt and a description are far shorter.
    private const int TextBytesMax = 64 << 10;

    /// <summary>Reads a short text.</summary>
    /// <exception cref="IOException">It is no regular file, too long, or can't be read; the message is one line that names it.</exception>
    internal static async Task<string> ReadTextAsync(FileInfo file, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[TextBytesMax + 1];
        await using FileStream stream = Open(file);
        int length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > TextBytesMax)
            throw new IOException($"{file} is longer than {TextBytesMax >> 10} KiB, which is more than is read of such a file.");
        using StreamReader text = new(new MemoryStream(bytes, 0, length), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return await text.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It is no regular file, or can't be read; the message is one line that names it.</exception>
    internal static FileStream Open(FileInfo file)
    {
        try
        {
            DiskEntry entry = DiskReader.Current.Stat(file.FullName, followsLink: true) ?? throw new IOException("It is not there.");
            if (entry.Kind.WhyNoFile() is { } reason)
                throw new IOException(reason);
            return new FileStream(DiskReader.Current.Open(file.FullName), FileAccess.Read);
        }
        catch (IOException unreadable)
        {
            throw new IOException($"{file} can't be read: {unreadable.Message}", unreadable);
        }
    }
}
