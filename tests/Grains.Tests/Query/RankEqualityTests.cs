using System.Globalization;
using System.Text.Json;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Query;

/// <summary>
/// The same corpus ranks the same over any number of shards and silos. On SciFact where it lies beside the checkout, on a few generated
/// documents everywhere. <c>RAG_TEST_RANK_DOCUMENTS=100000</c> takes all of SciFact, 1, 4 and 16 shards on one silo and on three, and all
/// modes.
/// </summary>
public sealed class RankEqualityTests(GrainCluster one, ThreeSilos three) : IClassFixture<GrainCluster>, IClassFixture<ThreeSilos>
{
    private const int TopK = 10;

    // A fifth of SciFact: three collections of it are indexed in the time that a test may take.
    private const int SciFactDocuments = 1000;
    private const string DocumentsVariable = "RAG_TEST_RANK_DOCUMENTS";
    private const int SciFactQueries = 300;

    [Fact]
    public async Task GeneratedDocuments_RankTheSameOnAnyNumberOfShardsAndSilos()
    {
        Random random = new(17);
        string[] words = [.. Enumerable.Range(0, 60).Select(i => $"word{i}")];
        string Sentence() =>
            string.Join(
                ' ',
                Enumerable.Range(0, random.Next(5, 30)).Select(_ => words[(int)(Math.Pow(random.NextDouble(), 2) * words.Length)])
            );
        (string, string)[] documents = [.. Enumerable.Range(0, 80).Select(i => ($"d{i}.txt", Sentence()))];
        // Twins differ in nothing but their ids, which have to decide.
        documents = [.. documents, .. documents.Take(10).Select(d => ($"twin-{d.Item1}", d.Item2 + " twin"))];
        string[] queries =
        [
            .. Enumerable.Range(0, 25).Select(_ => string.Join(' ', Enumerable.Range(0, 3).Select(_ => words[random.Next(words.Length)]))),
        ];
        await CompareAsync(
            documents,
            queries,
            [SearchMode.Hybrid, SearchMode.Bm25, SearchMode.Dense],
            [(one, 1, 1), (one, 4, 1), (one, 16, 1), (three, 4, 2), (three, 16, 1)]
        );
    }

    [Fact]
    public async Task SciFact_RanksTheSameOnAnyNumberOfShardsAndSilos()
    {
        if (SharedData.Find("scifact") is not { } folder)
            return;
        int? all = Environment.GetEnvironmentVariable(DocumentsVariable) is { Length: > 0 } count
            ? int.Parse(count, CultureInfo.InvariantCulture)
            : null;
        (string, string)[] documents =
        [
            .. Read(folder, "corpus.jsonl")
                .Take(all ?? SciFactDocuments)
                .Select(e => ($"{Text(e, "_id")}.txt", $"{Text(e, "title")}\n\n{Text(e, "text")}")),
        ];
        string[] queries = [.. Read(folder, "queries.jsonl").Take(SciFactQueries).Select(e => Text(e, "text"))];
        if (all is null)
            await CompareAsync(documents, queries, [SearchMode.Hybrid], [(one, 1, 1), (one, 4, 1), (three, 16, 2)]);
        else
            await CompareAsync(
                documents,
                queries,
                Enum.GetValues<SearchMode>(),
                [(one, 1, 1), (one, 4, 1), (one, 16, 1), (three, 1, 2), (three, 4, 2), (three, 16, 2)]
            );
    }

    private static async Task CompareAsync(
        (string Name, string Text)[] documents,
        string[] queries,
        SearchMode[] modes,
        (ProductCluster Cluster, int Shards, int Replicas)[] layouts
    )
    {
        List<(ProductCluster Cluster, CollectionId Id)> collections = [];
        foreach ((ProductCluster cluster, int shards, int replicas) in layouts)
        {
            CollectionId collection = await cluster.NewCollectionAsync(
                new CollectionSettings { ShardCount = shards, ReplicaCount = replicas }
            );
            foreach ((string, string)[] batch in documents.Chunk(250))
                Assert.All(
                    (await cluster.UploadAsync(collection, batch.Select(Upload))).Documents,
                    document => Assert.Equal(JobDocumentState.Indexed, document.State)
                );
            collections.Add((cluster, collection));
        }

        foreach (SearchMode mode in modes)
        {
            foreach (string query in queries)
            {
                Passage[] one = await RankAsync(collections[0], query, mode);
                foreach ((ProductCluster Cluster, CollectionId Id) other in collections.Skip(1))
                    AssertSame(query, one, await RankAsync(other, query, mode));
            }
        }
    }

    // With ids of their own, since the ids decide between equal scores.
    private static UploadedDocument Upload((string Name, string Text) document) =>
        new()
        {
            Id = new DocumentId(document.Name),
            Name = document.Name,
            Content = System.Text.Encoding.UTF8.GetBytes(document.Text),
        };

    private static void AssertSame(string query, Passage[] expected, Passage[] actual)
    {
        Assert.Equal(expected.Select(passage => passage.Chunk.Id), actual.Select(passage => passage.Chunk.Id));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(
                Math.Abs(expected[i].Score - actual[i].Score) <= 1e-5,
                $"'{query}' rank {i}: {expected[i].Score} and {actual[i].Score}"
            );
    }

    private static async Task<Passage[]> RankAsync((ProductCluster Cluster, CollectionId Id) collection, string query, SearchMode mode)
    {
        SearchRequest request = new SearchRequest { Collection = collection.Id, Query = query }.With(
            (nameof(RetrievalOptions.Mode), mode),
            (nameof(ResultOptions.TopK), TopK),
            (nameof(RetrievalOptions.Exact), true)
        );
        SearchResponse response = await collection.Cluster.Grains.SearchAsync(request);
        Assert.Equal(response.Found.ShardsAsked, response.Found.ShardsAnswered);
        return response.Found.Passages;
    }

    private static IEnumerable<JsonElement> Read(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Select(line => JsonDocument.Parse(line).RootElement);

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString()!;
}
