using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Tests.Postings;

public sealed class LexicalSegmentBuilderTests
{
    [Fact]
    public void BoostedFields_CountByTheirBoost()
    {
        LexicalSegmentBuilder builder = new(TextAnalyzer.Default, new FieldBoosts(Title: 5, HeadingPath: 2, Body: 1));
        builder.BeginRow();
        builder.AddField("cat dog", TextField.Body);
        builder.AddField("cat", TextField.HeadingPath);
        builder.AddField("dog", TextField.Title);
        LexicalSegment segment = builder.Build();
        Assert.Equal([9], segment.RowLengths.ToArray());
        Assert.Equal(new Posting(0, 3), First(segment, "cat"));
        Assert.Equal(new Posting(0, 6), First(segment, "dog"));
    }

    [Fact]
    public void BoostOutOfRange_IsRefused()
    {
        LexicalSegmentBuilder builder = new(TextAnalyzer.Default, new FieldBoosts(0, 1, 1));
        builder.BeginRow();
        Assert.Throws<InvalidOperationException>(() => builder.AddField("x", TextField.Title));
    }

    private static Posting First(LexicalSegment segment, string term)
    {
        PostingReader postings = segment.Postings(segment.Terms.Find(term)!.Value);
        Assert.True(postings.MoveNext());
        return postings.Current;
    }
}
