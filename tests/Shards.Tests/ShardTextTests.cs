using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Postings;

namespace RagCluster.Shards.Tests;

/// <summary>A shard reads texts, headings, titles and queries by the rules that it is told.</summary>
public sealed class ShardTextTests
{
    [Fact]
    public void Language_GovernsTextsQueriesAndStatistics()
    {
        Shard german = Open(new ShardOptions(0) { Analyzer = Analyzers.For("de") });
        Assert.Equal(["body", "title"], Find(german, "Haus").Order());
        Assert.Equal(2, german.Searcher().GetStatistics("Haus").DocumentFrequencies["haus"]);
        Assert.Empty(Find(Open(new ShardOptions(0)), "Haus"));
    }

    [Fact]
    public void TitleBoost_PrefersATitleThatHoldsTheWord()
    {
        Shard even = Open(new ShardOptions(0) { Analyzer = Analyzers.For("de") });
        Shard boosted = Open(
            new ShardOptions(0) { Analyzer = Analyzers.For("de"), Boosts = new FieldBoosts(Title: 5, HeadingPath: 1, Body: 1) }
        );
        Assert.Equal(["body", "title"], Find(even, "Haus"));
        Assert.Equal(["title", "body"], Find(boosted, "Haus"));
    }

    private static Shard Open(ShardOptions options)
    {
        Shard shard = new(options);
        shard.Apply([
            Records.Of(1, "body", "Bau", "Alte Häuser und neue Häuser stehen hier"),
            Records.Of(2, "title", "Häuser", "Hier steht etwas über das Bauen von früher"),
            Records.Of(3, "neither", "Tiere", "Die Katze schläft"),
        ]);
        return shard;
    }

    private static string[] Find(Shard shard, string query) =>
        [
            .. shard
                .Searcher()
                .Search(new ShardQuery { Text = query }, CancellationToken.None)
                .Bm25.Select(hit => hit.Chunk.Id.Document.Value),
        ];
}
