using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Tests.Postings;

public sealed class LengthCodesTests
{
    [Theory]
    [InlineData(5, 90)]
    [InlineData(0, 255)]
    [InlineData(0, 100_000)]
    [InlineData(300, 2_000_000)]
    public void CodedLength_IsNeverAboveTheRowAndCloseToIt(int least, int most)
    {
        Random random = new(2);
        int[] lengths = [least, most, .. Enumerable.Range(0, 500).Select(_ => random.Next(least, most + 1))];
        int[] table = LengthCodes.TableFor(lengths);
        Assert.InRange(table.Length, 1, LengthCodes.CodesMax);
        Assert.Equal(table.Order().Distinct(), table);
        byte[] codes = LengthCodes.Encode(lengths, table);
        for (int row = 0; row < lengths.Length; row++)
            Assert.InRange(
                table[codes[row]],
                most - least < LengthCodes.CodesMax ? lengths[row] : (int)(lengths[row] * 0.9) - 2,
                lengths[row]
            );
    }

    [Fact]
    public void RowsOfVeryDifferentLength_RankExactly()
    {
        Random random = new(14);
        LexicalSegment segment = RandomCorpus.Build(
            Enumerable
                .Range(0, 1500)
                .Select(row =>
                    string.Join(
                        ' ',
                        Enumerable
                            .Range(0, row % 40 == 0 ? random.Next(400, 1500) : random.Next(1, 20))
                            .Select(_ => RandomCorpus.Word(random, 60))
                    )
                )
        );
        foreach (string text in (string[])["w1 w2", "w3 w17 w40", "w50 w9 w2 w1"])
        {
            QueryTerm[] terms = QueryTerms.Read(text);
            Bm25Query query = new(terms, RandomCorpus.Statistics(segment, terms), new Bm25Options());
            using SegmentScores scores = SegmentScores.Compute(query, segment, CancellationToken.None);
            RowScore[] best = new RowScore[15];
            Assert.Equal(scores.Best(15, []), best[..Bm25Search.Find(query, segment, [], best, CancellationToken.None)]);
        }
    }
}
