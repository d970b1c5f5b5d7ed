using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Caching;

/// <summary>Answers from the cache are those that the search would give, and nothing that changes them is missing from the key.</summary>
public sealed class CachedQueriesTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private const string Question = "How tall is the lighthouse of Norderney?";

    [Fact]
    public async Task SameSearch_IsAnsweredFromTheCache_WithTheSamePassages()
    {
        CollectionId collection = await LighthousesAsync();
        SearchResponse computed = await cluster.Grains.SearchAsync(Request(collection));
        SearchResponse cached = await CachedAsync(() => cluster.Grains.SearchAsync(Request(collection)));
        Assert.Equal("L1", cached.Call.Cached);
        Assert.NotEmpty(cached.Found.Passages);
        Assert.Equal(
            computed.Found.Passages.Select(passage => (passage.Chunk.Id, passage.Score)),
            cached.Found.Passages.Select(passage => (passage.Chunk.Id, passage.Score))
        );
        Assert.Null((await cluster.Grains.SearchAsync(Request(collection).With((nameof(CallOptions.Cache), false)))).Call.Cached);
    }

    [Fact]
    public async Task SameQuestion_IsAnsweredFromTheCache_WithTheSameCitations()
    {
        CollectionId collection = await LighthousesAsync();
        Answer computed = (await cluster.Grains.AskAsync(Request(collection))).Answer;
        AskResponse cached = await CachedAsync(() => cluster.Grains.AskAsync(Request(collection)), response => response.Call.Cached);
        Assert.Equal(computed.Text, cached.Answer.Text);
        Assert.Contains("54 metres", cached.Answer.Text, StringComparison.Ordinal);
        Assert.Equal(computed.Citations, cached.Answer.Citations);
    }

    [Fact]
    public async Task StreamOfACachedAnswer_HasTheEventsOfTheFirst()
    {
        CollectionId collection = await LighthousesAsync();
        List<QueryEvent> first = await cluster.Grains.StreamAsync(Request(collection));
        List<QueryEvent> again = await CachedAsync(
            () => cluster.Grains.StreamAsync(Request(collection)),
            events => events.OfType<PassagesFound>().Single().Call.Cached
        );
        Assert.Equal(first.Select(next => next.GetType()), again.Select(next => next.GetType()));
        Assert.Equal(
            first.OfType<SentenceAnswered>().Select(next => next.Sentence.Text),
            again.OfType<SentenceAnswered>().Select(next => next.Sentence.Text)
        );
        Assert.Equal(
            first.OfType<SentenceAnswered>().SelectMany(next => next.Citations),
            again.OfType<SentenceAnswered>().SelectMany(next => next.Citations)
        );
    }

    [Fact]
    public async Task Write_IsSeenByTheNextSearch_AndSoIsADeletion()
    {
        CollectionId collection = await LighthousesAsync();
        await CachedAsync(() => cluster.Grains.SearchAsync(Request(collection)));
        await cluster.UploadAsync(
            collection,
            [Upload("new.txt", "The lighthouse of Norderney is 60 metres tall since its lantern was raised.")]
        );
        SearchResponse written = await cluster.Grains.SearchAsync(Request(collection));
        Assert.Contains(written.Found.Passages, passage => passage.Chunk.Id.Document.Value == "new.txt");
        await CachedAsync(() => cluster.Grains.SearchAsync(Request(collection)));
        await cluster.Grains.GetGrain<IDocumentGrain>($"{collection}/new.txt").DeleteAsync(null, CancellationToken.None);
        SearchResponse deleted = await cluster.Grains.SearchAsync(Request(collection));
        Assert.DoesNotContain(deleted.Found.Passages, passage => passage.Chunk.Id.Document.Value == "new.txt");
    }

    [Fact]
    public async Task CollectionMadeAnew_HasNothingOfTheOldOne()
    {
        CollectionId collection = await LighthousesAsync();
        await CachedAsync(() => cluster.Grains.SearchAsync(Request(collection)));
        ICollectionGrain grain = cluster.Grains.GetGrain<ICollectionGrain>(collection.ToString());
        CollectionSettings settings = (await grain.GetAsync(CancellationToken.None)).Settings;
        await grain.DeleteAsync(CancellationToken.None);
        await grain.CreateAsync(settings, CancellationToken.None);
        // The same number of log records as before.
        await cluster.UploadAsync(
            collection,
            [.. Enumerable.Range(0, 3).Select(i => Upload($"mill{i}.txt", $"The windmill {i} of Norderney is tall."))]
        );
        SearchResponse anew = await cluster.Grains.SearchAsync(Request(collection));
        Assert.All(anew.Found.Passages, passage => Assert.StartsWith("mill", passage.Chunk.Id.Document.Value, StringComparison.Ordinal));
        Assert.NotEmpty(anew.Found.Passages);
    }

    [Fact]
    public async Task EachOption_HasItsOwnEntry()
    {
        CollectionId collection = await LighthousesAsync();
        SearchRequest plain = Request(collection);
        ComparisonFilter filter = new("kind", ComparisonOperator.Equal, [MetadataValue.Of("tower")]);
        SearchRequest[] requests =
        [
            plain,
            plain with
            {
                Query = "lighthouse",
            },
            With("TopK", 7),
            With("Mode", SearchMode.Bm25),
            With("Filters", filter),
            With("Filters", filter with { Operator = ComparisonOperator.NotEqual }),
            With("PerDocumentMax", 1),
            With("GroupBy", ResultGrouping.Document),
            With("Exact", true),
            With("Highlight", true),
            With("AccessScope", Array.Empty<string>()),
            With("AccessScope", new[] { "anna" }),
            With("Fusion", FusionMode.Ranks),
            With("Deduplicate", true),
            With("Diversity", 0.5),
            With("Joined", 2),
            With("Recall", 0.9),
            With("Rerank", true),
        ];
        foreach (SearchRequest request in requests)
            Assert.Null((await cluster.Grains.SearchAsync(request)).Call.Cached);

        SearchRequest With(string option, object value) => plain.With((option, value));
    }

    [Fact]
    public async Task Scopes_SeeTheirOwnDocuments_CachedOrNot()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        await cluster.UploadAsync(
            collection,
            [
                Upload("anna.txt", "The salary of Anna is 5000 euros.", "anna"),
                Upload("bert.txt", "The salary of Bert is 4000 euros.", "bert"),
                Upload("open.txt", "The salary is paid monthly."),
            ]
        );
        SearchRequest salary = Request(collection) with { Query = "What is the salary?" };
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal("anna.txt bert.txt open.txt", await DocumentsAsync(salary));
            Assert.Equal("anna.txt", await DocumentsAsync(Scoped("anna")));
            Assert.Equal("anna.txt bert.txt", await DocumentsAsync(Scoped("bert", "anna")));
            Assert.Equal("", await DocumentsAsync(Scoped()));
        }

        SearchRequest Scoped(params string[] names) => salary.With((nameof(ScopeOptions.AccessScope), names));
    }

    [Fact]
    public async Task EqualSearchesAtOnce_AgreeWhoeverComputedThem()
    {
        CollectionId collection = await LighthousesAsync();
        SearchResponse[] responses = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => cluster.Grains.SearchAsync(Request(collection)))
        );
        Assert.Single(
            responses.Select(response => string.Join(' ', response.Found.Passages.Select(passage => passage.Chunk.Id))).Distinct()
        );
    }

    private async Task<string> DocumentsAsync(SearchRequest request) =>
        string.Join(
            ' ',
            (await cluster.Grains.SearchAsync(request))
                .Found.Passages.Select(passage => passage.Chunk.Id.Document.Value)
                .Order(StringComparer.Ordinal)
        );

    private async Task<CollectionId> LighthousesAsync()
    {
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 2 });
        await cluster.UploadAsync(
            collection,
            [
                Upload("norderney.txt", "The lighthouse of Norderney is 54 metres tall."),
                Upload("borkum.txt", "The lighthouse of Borkum is 60 metres tall."),
                Upload("food.txt", "Fish is served at the harbour."),
            ]
        );
        return collection;
    }

    private static UploadedDocument Upload(string id, string text, string? access = null) =>
        new()
        {
            Id = new DocumentId(id),
            Name = id,
            Content = System.Text.Encoding.UTF8.GetBytes(text),
            Metadata = access is null ? [] : new() { [SearchRequest.AccessKey] = MetadataValue.Of(access) },
        };

    private static SearchRequest Request(CollectionId collection) => new() { Collection = collection, Query = Question };

    private static Task<SearchResponse> CachedAsync(Func<Task<SearchResponse>> ask) => CachedAsync(ask, response => response.Call.Cached);

    // A silo that was too busy to tell the shards' positions in time computes the answer anew.
    private static async Task<T> CachedAsync<T>(Func<Task<T>> ask, Func<T, string?> tier)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (true)
        {
            T response = await ask();
            if (tier(response) is not null)
                return response;
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
