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

    [Fact]
    public void MixedCollection_ReadsEachChunkInItsOwnLanguage_AndAShortOneInItsDocuments()
    {
        const string german = "Wenn die Dichtung der Maschine undicht ist, wird sie mit der Zange gewechselt.";
        Shard shard = new(new ShardOptions(0) { Analyzer = Analyzers.Mixed });
        shard.Apply([
            Records.Of(1, "german", "Wartung", german, "Einzelteile: Pumpengehäuse"),
            Records.Of(2, "english", "Service", "When the seals of the machines are worn, they are replaced with the pliers."),
            Records.Of(3, "russian", "Сервис", "Уплотнения насоса меняют каждый год."),
            Records.Of(4, "spanish", "Servicio", "Las juntas de la bomba se cambian una vez al año."),
        ]);
        Assert.Equal(["german"], Find(shard, "Dichtungen"));
        Assert.Equal(["german"], Find(shard, "wie werden die Dichtungen gewechselt"));
        Assert.Equal(["german"], Find(shard, "Pumpengehäusen").Distinct());
        Assert.Equal(["english"], Find(shard, "seal"));
        Assert.Equal(["russian"], Find(shard, "уплотнение"));
        Assert.Equal(["spanish"], Find(shard, "cambiar la junta"));
        Assert.Equal(["english"], Find(shard, "\"seals of the machines\""));
        Assert.Empty(Find(shard, "\"seal of the machine\""));
        // The German stem of its document, and no other.
        Assert.Equal(1, shard.Searcher().GetStatistics("Pumpengehäusen").DocumentFrequencies["pumpengehaus"]);
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
