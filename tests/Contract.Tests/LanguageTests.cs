using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RagCluster.Cli;
using RagCluster.Cli.Client;
using RagCluster.Cli.Commands;
using RagCluster.Cli.Ingestion;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

/// <summary>Texts and queries are read by the rules of the collection's language, on one shard and on several.</summary>
public sealed class LanguageTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task GermanCollection_FindsHouseForHouses(int shards)
    {
        string german = await CollectionAsync("de", shards);
        Assert.Equal(["haeuser"], await SearchAsync(german, "Haus"));
        Assert.Equal(["haeuser"], await SearchAsync(german, "Haeuser Häusern"));
        string english = await CollectionAsync("en", shards);
        Assert.Empty(await SearchAsync(english, "Haus"));
    }

    [Theory]
    [InlineData("fr", "chevaux", "cheval")]
    [InlineData("es", "canciones", "canción")]
    [InlineData("ru", "книгами", "книга")]
    [InlineData("nl", "kastelen", "kasteel")]
    [InlineData("ar", "والمكتبات", "مكتبة")]
    [InlineData("zh", "北京大学", "北京")]
    [InlineData("ja", "ｶﾞﾗｽ窓", "ガラス")]
    [InlineData("multi", "東京都庁", "東京")]
    [InlineData("multi", "Dichtungen", "Dichtung")]
    [InlineData("multi", "уплотнения", "уплотнение")]
    [InlineData("multi", "chevaux", "cheval")]
    public async Task EachLanguage_FindsAWordInAnotherForm(string language, string written, string asked)
    {
        string collection = await server.Rag.NewCollectionAsync(new { language });
        await server.Rag.UploadJsonAsync(collection, [new { id = "one", text = $"x {written} x" }, new { id = "two", text = "y y y" }]);
        Assert.Equal(["one"], await SearchAsync(collection, asked));
    }

    [Fact]
    public async Task ThePage_OffersEachLanguageForANewCollection()
    {
        string page = await server.Rag.Http.GetStringAsync("/");
        string select = page[page.IndexOf("<select id=\"collection-language\"", StringComparison.Ordinal)..];
        IEnumerable<string> offered = Regex
            .Matches(select[..select.IndexOf("</select>", StringComparison.Ordinal)], "value=\"([^\"]*)\"")
            .Select(option => option.Groups[1].Value);
        Reply refused = await server.Rag.PostAsync("/api/v1/collections", new { name = "elvish", language = "elvish" });
        Assert.Contains(string.Join(", ", offered), refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopWords_CountWhereTheCollectionSaysSo()
    {
        string without = await CollectionAsync("de", 2);
        string with = await CollectionAsync("de", 2, stopWords: false);
        Assert.Equal(["haeuser"], await SearchAsync(without, "wo sind die Häuser"));
        Assert.Equal(["haeuser", "katze"], (await SearchAsync(with, "wo sind die Häuser")).Order());
    }

    [Fact]
    public async Task IngestWithALanguage_CreatesTheCollectionSoAndRefusesAnother()
    {
        string collection = $"c{Guid.NewGuid():N}";
        using RagClient client = new(server.Rag.Http.BaseAddress!, null);
        await new Uploader(client, collection, "de").SendAsync(new FoundFiles([], []), _ => { }, CancellationToken.None);
        Assert.Equal("de", (await server.Rag.GetAsync(collection, "")).Text("language"));
        await new Uploader(client, collection).SendAsync(new FoundFiles([], []), _ => { }, CancellationToken.None);
        RagClientException refused = await Assert.ThrowsAsync<RagClientException>(() =>
            new Uploader(client, collection, "fr").SendAsync(new FoundFiles([], []), _ => { }, CancellationToken.None)
        );
        Assert.Contains("--language", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IngestTakesTheLanguages_ThatTheServerHas()
    {
        Reply refused = await server.Rag.PostAsync("/api/v1/collections", new { name = "klingon", language = "klingon" });
        string served = refused.Text("detail").Split("one of ")[1].Split(';')[0];
        RootCommand root = new() { IngestCommand.Create(new Globals()) };
        string fault = Assert.Single(Misspelling.Faults(root.Parse("ingest x --language klingon")));
        Assert.Equal($"--language is 'klingon': give {served.Replace(", multi", " or multi", StringComparison.Ordinal)}.", fault);
    }

    private async Task<string> CollectionAsync(string language, int shards, bool stopWords = true)
    {
        string collection = await server.Rag.NewCollectionAsync(
            new
            {
                language,
                shards,
                stop_words = stopWords,
            }
        );
        object[] documents =
        [
            new
            {
                id = "haeuser",
                title = "Bauamt",
                text = "Alte Häuser stehen am Markt, und die meisten sind bewohnt.",
            },
            new
            {
                id = "katze",
                title = "Tierheim",
                text = "Die Katze schläft, wo es warm ist.",
            },
        ];
        await server.Rag.UploadJsonAsync(collection, documents);
        return collection;
    }

    private async Task<string[]> SearchAsync(string collection, string query)
    {
        JsonArray results = (
            await server.Rag.SearchAsync(
                collection,
                new
                {
                    query,
                    mode = "bm25",
                    top_k = 10,
                }
            )
        ).Array("results");
        return [.. results.Select(result => result!["document_id"]!.ToString())];
    }
}
