using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Corpus.Metadata;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Tests.Cluster;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Collections;

/// <summary>
/// A cluster with the built-in model and a small one of another length of vectors, and a collection to change from one to the other.
/// </summary>
internal sealed class ModelChangeCluster : IAsyncDisposable
{
    internal const string Other = "token-vectors";
    internal const int OtherDimensions = 8;
    internal const string BuiltIn = "rag-static-en-v1";

    private readonly RunningCluster _running;

    private ModelChangeCluster(RunningCluster running) => _running = running;

    internal ProductCluster Product => _running.Product;

    internal CollectionId Collection { get; private set; } = null!;

    internal IModelChangeGrain Change => Product.Grains.GetGrain<IModelChangeGrain>(Collection.ToString());

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    internal static async Task<ModelChangeCluster> StartAsync(ProductCluster product, int documents, CollectionSettings settings)
    {
        ModelChangeCluster cluster = new(await RunningCluster.StartAsync(product));
        string samples = Path.Combine(AppContext.BaseDirectory, "samples");
        await product
            .Grains.GetGrain<IModelRegistryGrain>(IModelRegistryGrain.Key)
            .AddAsync(
                new ModelUpload(
                    $$"""{"name":"{{Other}}","maxTokens":32,"dimensions":{{OtherDimensions}}}""",
                    await File.ReadAllBytesAsync(Path.Combine(samples, "token-vectors.onnx")),
                    await File.ReadAllBytesAsync(Path.Combine(samples, "vocab.txt"))
                ),
                CancellationToken.None
            );
        cluster.Collection = await product.NewCollectionAsync(settings with { Model = BuiltIn });
        await cluster.UploadAsync("base", 0, documents);
        return cluster;
    }

    internal async Task UploadAsync(string kind, int from, int count)
    {
        foreach (int[] part in Enumerable.Range(from, count).Chunk(100))
        {
            Job job = await Product.UploadAsync(
                Collection,
                part.Select(i => new UploadedDocument
                {
                    Id = new DocumentId($"{kind}-{i}"),
                    Name = $"{kind}{i}.txt",
                    Content = System.Text.Encoding.UTF8.GetBytes(TextOf(kind, i)),
                    Metadata = new Dictionary<string, MetadataValue> { ["kind"] = MetadataValue.Of(kind) },
                })
            );
            Assert.All(job.Documents, document => Assert.Equal(JobDocumentState.Indexed, document.State));
        }
    }

    internal static string TextOf(string kind, int number) =>
        $"The {kind} note number{number} tells of {Words[number % Words.Length]} and of {Words[number * 7 / 3 % Words.Length]}.";

    internal Task DeleteAsync(string kind, int number) =>
        Product.Grains.GetGrain<IDocumentGrain>($"{Collection}/{kind}-{number}").DeleteAsync(null, CancellationToken.None);

    /// <summary>The scores of the best chunks of the documents that nobody changes, every vector compared.</summary>
    internal async Task<double[]> AskAsync(IGrainFactory grains, int question)
    {
        SearchRequest request = new()
        {
            Collection = Collection,
            Query = Words[question % Words.Length],
            Options = new SearchOptions
            {
                Retrieval = new RetrievalOptions { Mode = SearchMode.Dense, Exact = true },
                Scope = new ScopeOptions { Filters = new ComparisonFilter("kind", ComparisonOperator.Equal, [MetadataValue.Of("base")]) },
                Call = new CallOptions { Cache = question / Words.Length % 2 != 0 },
            },
        };
        SearchResponse response = await grains.SearchAsync(request);
        Assert.Equal((response.Found.ShardsAsked, 0), (response.Found.ShardsAnswered, response.Found.Degraded.Length));
        return [.. response.Found.Passages.Select(passage => passage.Scores.Vector!.Value)];
    }

    internal async Task<double[][]> AskAllAsync()
    {
        List<double[]> answers = [];
        for (int question = 0; question < Words.Length; question++)
            answers.Add(await AskAsync(Product.Grains, question));
        return [.. answers];
    }

    internal async Task<CollectionSettings> SettingsAsync() =>
        (await Product.Store.FindCollectionAsync(Collection, CancellationToken.None))!.Settings;

    internal async Task<Job> JobAsync(string id) => (await Product.Store.FindJobAsync(id, CancellationToken.None))!;

    internal Task UntilAsync(Func<Task<bool>> condition) => _running.UntilAsync(condition).WaitAsync(TestPatience.Max);

    /// <summary>The live records of the shards from a number on.</summary>
    internal async Task<List<ShardLogRecord>> LiveAsync(int firstShard, int count)
    {
        List<ShardLogRecord> live = [];
        foreach (int number in Enumerable.Range(firstShard, count))
        {
            await foreach (ShardLogRecord record in Product.Store.ReadLogAsync(new ShardId(Collection, number), 0, CancellationToken.None))
            {
                if (!record.IsDeletion)
                    live.Add(record);
            }
        }

        return live;
    }

    internal static int Questions => Words.Length;

    private static readonly string[] Words =
    [
        "rivers",
        "granite",
        "violins",
        "harbours",
        "copper",
        "winter wheat",
        "lanterns",
        "glaciers",
        "bees",
        "printing presses",
        "tides",
        "orchards",
    ];
}
