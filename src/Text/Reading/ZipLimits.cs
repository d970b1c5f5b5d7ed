using System.IO.Compression;

namespace RagCluster.Text.Reading;

/// <summary>
/// What a zip file may hold, checked from its directory before anything is unpacked, and again while unpacking,
/// because a directory can lie. The ratio and the exempt first megabyte are those of Apache Tika's SecureContentHandler.
/// </summary>
internal static class ZipLimits
{
    internal const int EntriesMax = 10_000;
    internal const long UnpackedBytesMax = 512L << 20;
    internal const int RatioMax = 100;
    internal const long RatioFreeBytes = 1L << 20;

    private const int CopyBufferBytes = 64 << 10;

    /// <summary>Unpacks every member to nowhere, counting.</summary>
    /// <exception cref="UnreadableDocumentException">A limit is exceeded, a name leaves the archive, or a member is damaged.</exception>
    internal static void Check(ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        try
        {
            using ZipArchive archive = new(new ReadOnlyMemoryStream(content), ZipArchiveMode.Read);
            if (archive.Entries.Count > EntriesMax)
                throw UnreadableDocumentException.Invalid(
                    $"The file holds {archive.Entries.Count:N0} members; the limit is {EntriesMax:N0}."
                );
            if (archive.Entries.Sum(e => (decimal)e.Length) > UnpackedBytesMax)
                throw TooLarge();
            long unpacked = 0;
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                CheckName(entry.FullName);
                unpacked += Unpack(entry, unpacked, ct);
            }
        }
        catch (InvalidDataException e)
        {
            throw UnreadableDocumentException.Invalid("The file is truncated or damaged: a member cannot be unpacked.", e);
        }
    }

    private static long Unpack(ZipArchiveEntry entry, long before, CancellationToken ct)
    {
        using Stream stream = entry.Open();
        byte[] buffer = new byte[CopyBufferBytes];
        long length = 0;
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            ct.ThrowIfCancellationRequested();
            length += read;
            if (before + length > UnpackedBytesMax)
                throw TooLarge();
            if (length > RatioFreeBytes && length > entry.CompressedLength * RatioMax)
                throw UnreadableDocumentException.Invalid($"A member of the file unpacks to more than {RatioMax} times its size.");
        }

        return length;
    }

    private static UnreadableDocumentException TooLarge() =>
        UnreadableDocumentException.Invalid($"The file unpacks to more than {UnpackedBytesMax >> 20} MB.");

    private static void CheckName(string name)
    {
        if (name.StartsWith('/') || name.Contains('\\') || name.Contains(':') || name.Split('/').Contains(".."))
            throw UnreadableDocumentException.Invalid("A member's name in the file leads outside of it.");
    }
}
