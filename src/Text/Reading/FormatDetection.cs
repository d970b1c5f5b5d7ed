using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace RagCluster.Text.Reading;

/// <summary>Tells binary formats by their first bytes and the members of a zip file. The name of the file is not asked.</summary>
internal static partial class FormatDetection
{
    // Readers accept a PDF header behind up to this many bytes of rubbish, and an end before as many (ISO 32000-1, annex H.3.4).
    private const int PdfRubbishBytes = 1024;

    private static readonly (byte[] Magic, int At, string Kind)[] Unread =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], 0, "PNG image"),
        ([0xFF, 0xD8, 0xFF], 0, "JPEG image"),
        ("GIF8"u8.ToArray(), 0, "GIF image"),
        ([0x49, 0x49, 0x2A, 0x00], 0, "TIFF image"),
        ([0x4D, 0x4D, 0x00, 0x2A], 0, "TIFF image"),
        ("WEBP"u8.ToArray(), 8, "WebP image"),
        ("WAVE"u8.ToArray(), 8, "WAV sound file"),
        ("ID3"u8.ToArray(), 0, "MP3 sound file"),
        ("OggS"u8.ToArray(), 0, "Ogg sound file"),
        ("fLaC"u8.ToArray(), 0, "FLAC sound file"),
        ("ftyp"u8.ToArray(), 4, "MP4 file"),
        ([0x1A, 0x45, 0xDF, 0xA3], 0, "Matroska video"),
        ([0x1F, 0x8B], 0, "gzip archive"),
        ("BZh"u8.ToArray(), 0, "bzip2 archive"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], 0, "xz archive"),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF], 0, "7-Zip archive"),
        ("Rar!"u8.ToArray(), 0, "RAR archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], 0, "Zstandard archive"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], 0, "program"),
        ("MZ"u8.ToArray(), 0, "Windows program"),
        ("SQLite format 3"u8.ToArray(), 0, "SQLite database"),
        ("{\\rtf"u8.ToArray(), 0, "Rich Text document"),
        ("%!PS"u8.ToArray(), 0, "PostScript document"),
        ([0x00, 0x61, 0x73, 0x6D], 0, "WebAssembly program"),
        ("PAR1"u8.ToArray(), 0, "Parquet file"),
    ];

    private static readonly (string Member, string Kind)[] ZipKinds =
    [
        ("ppt/presentation.xml", "PowerPoint presentation"),
        ("xl/workbook.xml", "Excel workbook"),
        ("xl/workbook.bin", "Excel workbook"),
        ("META-INF/container.xml", "EPUB book"),
        ("META-INF/MANIFEST.MF", "Java archive"),
        ("content.xml", "OpenDocument file"),
    ];

    /// <summary>Whether it begins as a PDF does. Behind rubbish, a file that may be text must also end as a PDF does.</summary>
    internal static bool IsPdf(ReadOnlySpan<byte> bytes)
    {
        int header = bytes[..Math.Min(bytes.Length, PdfRubbishBytes)].IndexOf("%PDF-"u8);
        if (header < 0)
            return false;
        ReadOnlySpan<byte> before = bytes[..header];
        if (before.StartsWith(Encoding.UTF8.Preamble))
            before = before[Encoding.UTF8.Preamble.Length..];
        return before.Trim(" \t\r\n\f"u8).IsEmpty
            || bytes.Contains((byte)0)
            || PdfEnd().IsMatch(Encoding.Latin1.GetString(bytes[^Math.Min(bytes.Length, PdfRubbishBytes)..]));
    }

    /// <summary>The format of binary content; null when it may be text.</summary>
    /// <exception cref="UnreadableDocumentException">It is a format that is not read, or a damaged file of one that is.</exception>
    internal static DocumentFormat? Detect(ReadOnlyMemory<byte> content)
    {
        ReadOnlySpan<byte> bytes = content.Span;
        if (bytes.IsEmpty)
            throw UnreadableDocumentException.Invalid("The document is empty: it holds no text.");
        if (IsPdf(bytes))
            return DocumentFormat.Pdf;
        if (bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith("PK\x05\x06"u8))
            return DetectZip(content);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw OleFile(bytes);
        foreach ((byte[]? magic, int at, string? kind) in Unread)
        {
            if (bytes.Length >= at + magic.Length && bytes.Slice(at, magic.Length).SequenceEqual(magic) && !IsProse(bytes, magic))
                throw NotRead(kind);
        }

        return null;
    }

    private static UnreadableDocumentException NotRead(string kind) =>
        UnreadableDocumentException.Unsupported(
            $"{("AEIOUR".Contains(kind[0]) && !kind.StartsWith("Ri", StringComparison.Ordinal) ? "An" : "A")} {kind} is not read yet."
        );

    // A letter-only mark such as "MZ" also begins sentences, and "WAVE" stands in them; a binary file has a NUL soon.
    private static bool IsProse(ReadOnlySpan<byte> bytes, byte[] magic) =>
        magic.All(b => char.IsAsciiLetterOrDigit((char)b)) && bytes[..Math.Min(bytes.Length, 512)].IndexOf((byte)0) < 0;

    private static UnreadableDocumentException OleFile(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0)
            return UnreadableDocumentException.Invalid("The Office file is encrypted: remove its password first.");
        return NotRead("Office 97 file (.doc, .xls, .ppt, .msg)");
    }

    private static DocumentFormat DetectZip(ReadOnlyMemory<byte> content)
    {
        HashSet<string> members;
        try
        {
            using ZipArchive archive = new(new ReadOnlyMemoryStream(content), ZipArchiveMode.Read);
            members = archive.Entries.Take(ZipLimits.EntriesMax + 1).Select(e => e.FullName).ToHashSet(StringComparer.Ordinal);
        }
        catch (InvalidDataException e)
        {
            bool isWord = content.Span.IndexOf("word/document.xml"u8) >= 0;
            throw UnreadableDocumentException.Invalid(
                $"The {(isWord ? "Word document" : "zip file")} is truncated or damaged: its directory cannot be read.",
                e
            );
        }

        if (members.Contains("[Content_Types].xml") && members.Any(m => m.StartsWith("word/", StringComparison.Ordinal)))
            return DocumentFormat.Docx;
        foreach ((string? member, string? kind) in ZipKinds)
        {
            if (members.Contains(member))
                throw NotRead(kind);
        }

        throw NotRead("zip archive");
    }

    [GeneratedRegex(@"[\r\n]startxref\s+[0-9]+\s+%%EOF\s*\z")]
    private static partial Regex PdfEnd();
}
