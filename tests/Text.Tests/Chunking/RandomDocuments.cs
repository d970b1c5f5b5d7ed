using RagCluster.Text.Reading;

namespace RagCluster.Text.Tests.Chunking;

/// <summary>Seeded documents of every block kind, with sentences, tables and words of all lengths.</summary>
internal static class RandomDocuments
{
    private static readonly string[] Words =
    [
        "the",
        "brew",
        "Group",
        "e.g.",
        "3.5",
        "naïve",
        "日本語の文。",
        "extraordinarily",
        "x",
        "Dr.",
        "(see",
        "Fig.",
        "2)",
        "end",
        "\u0301\u0302",
    ];

    internal static ExtractedDocument Next(Random random)
    {
        DocumentBuilder builder = new(DocumentFormat.Pdf);
        int page = 0;
        builder.Add(BlockKind.Paragraph, "Begin.");
        for (int i = random.Next(60); i >= 0; i--)
        {
            if (random.Next(8) == 0)
                builder.StartPage(++page);
            BlockKind kind = (BlockKind)random.Next(6);
            string text = kind switch
            {
                BlockKind.Heading => Sentence(random, 5),
                BlockKind.Table or BlockKind.Code => string.Join(
                    '\n',
                    Enumerable.Range(0, random.Next(1, 30)).Select(_ => Sentence(random, 12))
                ),
                _ => string.Join(
                    ' ',
                    Enumerable.Range(0, random.Next(1, 12)).Select(_ => Sentence(random, random.Next(10) == 0 ? 300 : 20))
                ),
            };
            builder.Add(kind, text, kind == BlockKind.Heading ? random.Next(1, 5) : 0, tight: kind == BlockKind.ListItem);
        }

        return builder.Build(null, "random");
    }

    private static string Sentence(Random random, int wordsMax)
    {
        IEnumerable<string> words = Enumerable
            .Range(0, random.Next(1, wordsMax + 1))
            .Select(_ => random.Next(200) == 0 ? new string('z', 3_000) : Words[random.Next(Words.Length)]);
        return string.Join(' ', words) + ".!?\n "[random.Next(5)];
    }
}
