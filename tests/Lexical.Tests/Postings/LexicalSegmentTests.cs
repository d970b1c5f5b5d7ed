using System.Buffers;
using System.Text;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Tests.Postings;

public sealed class LexicalSegmentTests
{
    [Fact]
    public void WrittenSection_OpensWithTheSameContent()
    {
        Random random = new(6);
        foreach (int rows in (int[])[0, 1, 127, 128, 129, 700])
        {
            LexicalSegment segment = RandomCorpus.Build(RandomCorpus.Rows(random, rows, 40, 25));
            ArrayBufferWriter<byte> buffer = new();
            segment.WriteTo(buffer);
            using MemoryStream stream = new();
            segment.WriteTo(stream);
            Assert.Equal(buffer.WrittenSpan, stream.ToArray());
            LexicalSegment opened = LexicalSegment.Open(buffer.WrittenMemory);
            Assert.Equal(Content(segment), Content(opened));
            Assert.Equal(segment.SizeBytes, opened.SizeBytes);
        }
    }

    [Fact]
    public void CutSections_AreRefused()
    {
        byte[] section = Section(3);
        foreach (int length in (int[])[0, 3, 127, 128, section.Length - 1])
            Assert.Throws<InvalidDataException>(() => LexicalSegment.Open(section.AsMemory(0, length)));
    }

    [Fact]
    public void ForeignVersion_IsRefusedByName()
    {
        byte[] section = Section(3);
        section[4] = 9;
        Assert.Contains(
            "version 9",
            Assert.Throws<InvalidDataException>(() => LexicalSegment.Open(section)).Message,
            StringComparison.Ordinal
        );
    }

    // Checksums are the file's; here a flipped byte may change an answer, but never reads other memory and never throws anything else.
    [Fact]
    public void FlippedBytes_AreRefusedOrHarmless()
    {
        byte[] section = Section(5);
        QueryTerm[] terms = QueryTerms.Read("w1 w2 w3 w4 w1*");
        int refused = 0;
        for (int i = 0; i < section.Length; i++)
        {
            byte[] damaged = [.. section];
            damaged[i] ^= (byte)(1 << i % 8 | 0x80);
            try
            {
                Exercise(LexicalSegment.Open(damaged), terms);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, section.Length);
    }

    private static void Exercise(LexicalSegment segment, QueryTerm[] terms)
    {
        TermStatistics statistics = new()
        {
            RowCount = 300,
            TotalLength = 3000,
            DocumentFrequencies = terms.ToDictionary(term => term.Term, _ => 20L),
        };
        RowScore[] best = new RowScore[10];
        foreach (int minimum in (int[])[1, 2, terms.Length])
        {
            Bm25Query query = new(terms, statistics, new Bm25Options())
            {
                MinimumMatch = minimum,
                Phrases = minimum == 2 ? [new QueryPhrase([new(0, 0), new(1, 1)])] : [],
            };
            Bm25Search.Find(query, segment, [], best, CancellationToken.None);
            if (segment.RowCount > 0)
                Bm25Search.Score(query, segment, segment.RowCount / 2);
        }
    }

    private static byte[] Section(int seed)
    {
        ArrayBufferWriter<byte> buffer = new();
        RandomCorpus.Build(RandomCorpus.Rows(new Random(seed), 170, 6, 6)).WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static string Content(LexicalSegment segment)
    {
        StringBuilder text = new(string.Join(',', segment.RowLengths.ToArray()));
        for (int ordinal = 0; ordinal < segment.Terms.Count; ordinal++)
        {
            Assert.Equal(ordinal, segment.Terms.Find(segment.Terms[ordinal]));
            text.Append(' ').Append(segment.Terms[ordinal]);
            foreach (Posting posting in segment.Postings(ordinal))
                text.Append(posting);
        }

        return text.ToString();
    }
}
