using System.IO.Compression;
using System.Text;

namespace RagCluster.Benchmarks;

/// <summary>
/// Makes documents that are meant to harm their reader: nesting, padding, repetition, bombs, loops and damage, over all formats. The same
/// seed makes the same.
/// </summary>
/// <param name="seed">The seed.</param>
internal sealed class HostileDocuments(int seed)
{
    private const string Types =
        """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""";

    private const string Relations =
        """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""";

    private readonly Random _random = new(seed);

    /// <summary>Documents by turns of all kinds, each of another size.</summary>
    /// <param name="count">How many.</param>
    internal IEnumerable<(string Name, byte[] Content)> Make(int count)
    {
        (string Extension, Func<byte[]> Make)[] kinds =
        [
            ("md", () => Markdown("[a](", 100_000)),
            ("html", () => Html("<div></zz>", 100_000)),
            ("txt", () => Plain("e\u0301\u0316", 300_000)),
            (
                "docx",
                () =>
                    Word(
                        $"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan "
                            + $"w:val=\"{_random.Next(1 << 20, int.MaxValue)}\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
                    )
            ),
            ("pdf", () => Pdf("<< /Type /Pages /Kids [2 0 R] /Count 1000000000 >>")),
            ("zip", () => Zip(_random.Next(1_000, 60_000))),
            ("md", Table),
            ("html", () => Html("<table><tr><td>", 20_000)),
            ("txt", () => Plain("a", 3_000_000)),
            ("docx", () => Nested("w:tbl><w:tr><w:tc", 3_000)),
            ("pdf", DamagedPdf),
            ("zip", () => Random("PK\u0003\u0004"u8, 200_000)),
            ("md", () => Markdown("> ", 40_000)),
            ("html", () => Html("<b><i>", 60_000)),
            ("txt", () => Random("\u00FF\u00FE"u8, 300_000)),
            ("docx", Laughs),
            ("md", () => Markdown("*a **a ", 60_000)),
            ("html", () => Html("<p title='", 100_000)),
            ("docx", Bomb),
            ("md", () => Markdown("![", 100_000)),
            ("html", () => Html("<svg><math>", 30_000)),
            ("docx", () => Nested("w:ins", 3_000)),
            ("md", () => Markdown("`a``", 100_000)),
            ("md", () => Markdown("<a ", 100_000)),
            ("html", () => Html("<a href=x>", 30_000)),
        ];
        for (int i = 0; i < count; i++)
        {
            (string extension, Func<byte[]> make) = kinds[i % kinds.Length];
            yield return ($"hostile-{i}.{extension}", make());
        }
    }

    private int Size(int most) => _random.Next(most / 4, most);

    private string Repeat(string piece, int most) => new StringBuilder().Insert(0, piece, Size(most)).ToString();

    private byte[] Markdown(string piece, int most) => Encoding.UTF8.GetBytes($"# Hostile {_random.Next()}\n\n{Repeat(piece, most)}");

    private byte[] Html(string piece, int most) =>
        Encoding.UTF8.GetBytes($"<!doctype html><title>{_random.Next()}</title><body>{Repeat(piece, most)}");

    private byte[] Plain(string piece, int most) => Encoding.UTF8.GetBytes($"{_random.Next()} {Repeat(piece, most)}");

    private byte[] Table()
    {
        int columns = Size(20_000);
        string head = $"|{new StringBuilder().Insert(0, "a|", columns)}\n|{new StringBuilder().Insert(0, "-|", columns)}\n";
        return Encoding.UTF8.GetBytes($"# Hostile {_random.Next()}\n\n{head}{Repeat("|b|b|b|\n", 3_000)}");
    }

    private byte[] Random(ReadOnlySpan<byte> start, int most)
    {
        byte[] content = new byte[Size(most)];
        _random.NextBytes(content);
        start.CopyTo(content);
        return content;
    }

    private byte[] Word(string body, string head = "") =>
        Package(
            ("[Content_Types].xml", Types),
            ("_rels/.rels", Relations),
            (
                "word/document.xml",
                $"{head}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}"
                    + $"<w:p><w:r><w:t>{_random.Next()}</w:t></w:r></w:p></w:body></w:document>"
            )
        );

    private byte[] Nested(string names, int most)
    {
        int depth = Size(most);
        string close = string.Concat(names.Split("><").Reverse().Select(name => $"</{name}>"));
        return Word($"{new StringBuilder().Insert(0, $"<{names}>", depth)}<w:p/>{new StringBuilder().Insert(0, close, depth)}");
    }

    private byte[] Laughs() =>
        Word(
            "&l9;",
            "<!DOCTYPE x [<!ENTITY l0 \"ha\">"
                + string.Concat(
                    Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{new StringBuilder().Insert(0, $"&l{i - 1};", 10)}\">")
                )
                + "]>"
        );

    private byte[] Bomb() =>
        Package(("[Content_Types].xml", Types), ("_rels/.rels", Relations), ("word/document.xml", new string(' ', Size(40 << 20))));

    private byte[] Zip(int members) => Package([.. Enumerable.Range(0, members).Select(i => ($"{i}.txt", ""))]);

    private static byte[] Package(params (string Name, string Text)[] members)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        {
            foreach ((string name, string text) in members)
            {
                using StreamWriter member = new(archive.CreateEntry(name).Open());
                member.Write(text);
            }
        }

        return stream.ToArray();
    }

    private byte[] Pdf(string pages) =>
        Encoding.Latin1.GetBytes(
            $"%PDF-1.4\n% {_random.Next()}\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n{pages}\nendobj\n"
                + $"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF"
        );

    private byte[] DamagedPdf()
    {
        byte[] content = Pdf($"<< /Type /Pages /Kids [{Repeat("2 0 R ", 100_000)}] /Count 5 >>");
        for (int i = 0; i < 10; i++)
            content[_random.Next(20, content.Length - 40)] = (byte)_random.Next(256);
        return content;
    }
}
