using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Tests.Postings;

public sealed class LexicalSegmentMergerTests
{
    [Fact]
    public void RandomSegmentsWithDrops_EqualBuildingAtOnce()
    {
        Random random = new(3);
        for (int round = 0; round < 200; round++)
        {
            string[][] segments = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => RandomRows(random))];
            (int source, int row)[] kept = (
                from source in Enumerable.Range(0, segments.Length)
                from row in Enumerable.Range(0, segments[source].Length)
                where random.Next(4) > 0
                select (source, row)
            ).ToArray();
            random.Shuffle(kept);
            int[][] newRows = [.. segments.Select(rows => Enumerable.Repeat(MergeSource.Dropped, rows.Length).ToArray())];
            for (int row = 0; row < kept.Length; row++)
                newRows[kept[row].source][kept[row].row] = row;

            LexicalSegment merged = LexicalSegmentMerger.Merge(
                [.. segments.Select((rows, i) => new MergeSource(Build(rows), newRows[i]))],
                kept.Length
            );
            Assert.Equal(Dump(Build([.. kept.Select(place => segments[place.source][place.row])])), Dump(merged));
        }
    }

    [Fact]
    public void WeightedField_CountsByItsWeight()
    {
        LexicalSegmentBuilder builder = new(TextAnalyzer.Default);
        builder.BeginRow();
        builder.AddField("cat dog cat", 1);
        builder.AddField("cat", 3);
        LexicalSegment segment = builder.Build();
        Assert.Equal("lengths 6; cat 0:5; dog 0:1", Dump(segment));
    }

    [Fact]
    public void FieldWithoutRow_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new LexicalSegmentBuilder(TextAnalyzer.Default).AddField("x", 1));

    private static string[] RandomRows(Random random) =>
        [
            .. Enumerable
                .Range(0, random.Next(0, 9))
                .Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(0, 7)).Select(_ => "w" + random.Next(12)))),
        ];

    private static LexicalSegment Build(IEnumerable<string> rows)
    {
        LexicalSegmentBuilder builder = new(TextAnalyzer.Default);
        foreach (string row in rows)
        {
            builder.BeginRow();
            builder.AddField(row, 1);
        }

        return builder.Build();
    }

    private static string Dump(LexicalSegment segment)
    {
        string text = "lengths " + string.Join(',', segment.RowLengths.ToArray());
        for (int ordinal = 0; ordinal < segment.Terms.Count; ordinal++)
        {
            text += "; " + segment.Terms[ordinal];
            foreach (Posting posting in segment.Postings(ordinal))
                text += $" {posting.Row}:{posting.Frequency}";
        }

        return text;
    }
}
