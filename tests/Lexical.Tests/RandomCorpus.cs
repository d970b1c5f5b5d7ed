using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Tests;

/// <summary>Rows of words whose ranks follow Zipf's law; a word is written w and its rank.</summary>
internal static class RandomCorpus
{
    internal static string[] Rows(Random random, int count, int vocabulary, int lengthMax) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(0, lengthMax)).Select(_ => Word(random, vocabulary)))),
        ];

    internal static string Word(Random random, int vocabulary) => "w" + (int)Math.Pow(vocabulary, random.NextDouble());

    internal static LexicalSegment Build(IEnumerable<string> rows)
    {
        LexicalSegmentBuilder builder = new(TextAnalyzer.Default);
        foreach (string row in rows)
        {
            builder.BeginRow();
            builder.AddField(row, 1);
        }

        return builder.Build();
    }

    /// <summary>Rows of a title, a heading and a text.</summary>
    internal static LexicalSegment Build(IEnumerable<(string Title, string Heading, string Body)> rows, FieldBoosts boosts)
    {
        LexicalSegmentBuilder builder = new(TextAnalyzer.Default, boosts);
        foreach ((string title, string heading, string body) in rows)
        {
            builder.BeginRow();
            builder.AddField(body, TextField.Body);
            builder.AddField(heading, TextField.HeadingPath);
            builder.AddField(title, TextField.Title);
        }

        return builder.Build();
    }

    internal static TermStatistics Statistics(LexicalSegment segment, IEnumerable<QueryTerm> terms)
    {
        long total = 0;
        foreach (int length in segment.RowLengths)
            total += length;
        return new TermStatistics
        {
            RowCount = segment.RowCount,
            TotalLength = total,
            DocumentFrequencies = terms.ToDictionary(term => term.Term, term => (long)segment.CountIn(term.Term, [])),
        };
    }

    internal static ulong[] Bitmap(Random random, int rowCount, double share)
    {
        ulong[] rows = new ulong[(rowCount + 63) / 64];
        for (int row = 0; row < rowCount; row++)
        {
            if (random.NextDouble() < share)
                rows[row >> 6] |= 1UL << row;
        }

        return rows;
    }
}
