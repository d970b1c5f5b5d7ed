using Microsoft.Extensions.Logging.Abstractions;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Metadata;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Query.Finding;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Tests.Fakes;

namespace RagCluster.Grains.Tests.Query.Finding;

/// <summary>From one wording to its passages, without a silo: by words, since vectors need a model.</summary>
public sealed class PassageSearchTests
{
    private static readonly SearchRequest Request = new SearchRequest { Collection = FakeShards.Collection, Query = "lamp" }.With(
        (nameof(RetrievalOptions.Mode), SearchMode.Bm25)
    );

    [Fact]
    public async Task TheHitsOfAllShards_AreOneList_EqualScoresByTheirIds()
    {
        FakeShards shards = new(2);
        shards.Hits[0] = [FakeShards.Hit("c", 3), FakeShards.Hit("a", 1)];
        shards.Hits[1] = [FakeShards.Hit("d", 5), FakeShards.Hit("b", 3)];
        SearchFinding finding = await SearchAsync(shards, Request);
        Assert.Equal(["d", "b", "c", "a"], Documents(finding));
        Assert.Equal([5.0, 3, 3, 1], finding.Passages.Passages.Select(passage => passage.Score));
        Assert.Equal((2, 2, 0), (finding.Passages.ShardsAsked, finding.Passages.ShardsAnswered, finding.Passages.Degraded.Length));
        Assert.True(finding.IsOf(shards.Settings, [new(1, 0), new(1, 0)]));
        Assert.Equal(["d", "b"], Documents(await SearchAsync(shards, Request.With((nameof(ResultOptions.TopK), 2)))));
    }

    [Fact]
    public async Task AnAnswer_IsReadFromTheNearestToo_WhichASearchLeavesToItsScores()
    {
        FakeShards shards = new(1);
        shards.Hits[0] =
        [
            .. Enumerable
                .Range(0, 8)
                .Select(i => new ShardHit(new CountedContent($"d{i}", "lamp"), new LegScores(9 - i, i == 6 ? 0.8 : 0.1))),
        ];
        SearchRequest five = Request.With((nameof(ResultOptions.TopK), 5));
        Assert.Equal(["d0", "d1", "d2", "d3", "d4"], Documents(await SearchAsync(shards, QueryCall.Search(five))));
        Assert.Equal(["d0", "d1", "d2", "d3", "d6"], Documents(await SearchAsync(shards, QueryCall.Ask(five))));
    }

    [Fact]
    public async Task TheScope_IsAskedOfTheShards_OnTopOfTheCallersFilter()
    {
        FakeShards shards = new(1);
        ComparisonFilter filter = new("kind", ComparisonOperator.Equal, [MetadataValue.Of("tower")]);
        await SearchAsync(shards, Request.With((nameof(ScopeOptions.Filters), filter)));
        await SearchAsync(
            shards,
            Request.With((nameof(ScopeOptions.Filters), filter), (nameof(ScopeOptions.AccessScope), new[] { "anna" }))
        );
        Assert.Equal(filter, shards.Asked(0)[0].Filter);
        AllFilter both = Assert.IsType<AllFilter>(shards.Asked(0)[1].Filter);
        Assert.Equal(filter, both.Filters[1]);
        Assert.Equal(SearchRequest.AccessKey, Assert.IsType<ComparisonFilter>(both.Filters[0]).Key);
    }

    [Fact]
    public async Task AMissingShard_IsSaid_WhereItMayBeMissing()
    {
        FakeShards shards = new(2);
        shards.Hits[0] = [FakeShards.Hit("a", 1)];
        shards.Miss(1);
        SearchFinding finding = await SearchAsync(
            shards,
            Request.With((nameof(RetrievalOptions.AllowPartial), true), (nameof(RetrievalOptions.TimeoutMs), 150))
        );
        Assert.Equal(["a"], Documents(finding));
        Assert.Equal([PassageSearch.Partial], finding.Passages.Degraded);
        Assert.Null(finding.Positions);
    }

    [Fact]
    public async Task Watchers_HearOfTheStepsAndOfWhatTheShardsFound()
    {
        FakeShards shards = new(2);
        shards.Hits[1] = [FakeShards.Hit("a", 1)];
        Watch watch = new();
        await SearchAsync(shards, Request, watch);
        Assert.Equal(["statistics", "shards", "retrieved 1", "fuse", "searched 1", "total"], watch.Heard);
    }

    [Fact]
    public async Task OnlyWhatIsShown_IsRead()
    {
        Assert.Equal(3, await ReadAsync((nameof(ResultOptions.TopK), 3)));
        Assert.Equal(3, await ReadAsync((nameof(ResultOptions.GroupBy), ResultGrouping.Document), (nameof(ResultOptions.TopK), 3)));
        // Compared are four times as many as are shown.
        Assert.Equal(12, await ReadAsync((nameof(RankingOptions.Deduplicate), true), (nameof(ResultOptions.TopK), 3)));
    }

    private static async Task<int> ReadAsync(params (string Name, object? Value)[] options)
    {
        CountedContent[] contents = [.. Enumerable.Range(10, 40).Select(i => new CountedContent($"d{i}", $"lamp number {i} of many"))];
        FakeShards shards = new(2);
        for (int shard = 0; shard < 2; shard++)
            shards.Hits[shard] =
            [
                .. contents.Where((_, i) => i % 2 == shard).Select((one, i) => new ShardHit(one, new LegScores(90 - i, null))),
            ];
        SearchFinding finding = await SearchAsync(shards, Request.With(options));
        Assert.Equal(["d10", "d11", "d12"], Documents(finding));
        return contents.Count(content => content.IsRead);
    }

    private static IEnumerable<string> Documents(SearchFinding finding) =>
        finding.Passages.Passages.Select(passage => passage.Chunk.Id.Document.Value);

    private static Task<SearchFinding> SearchAsync(FakeShards shards, SearchRequest request, params IQueryWatch[] watching) =>
        SearchAsync(shards, QueryCall.Search(request), watching);

    private static async Task<SearchFinding> SearchAsync(FakeShards shards, QueryCall call, params IQueryWatch[] watching)
    {
        InstalledModels models = new(Path.Combine(AppContext.BaseDirectory, "models"), Path.Combine(AppContext.BaseDirectory, "none"));
        PassageSearch search = new(models, null!, null!, shards.Maps, shards.FanOut, null!, NullLogger<PassageSearch>.Instance);
        using QueryWatches watches = new(watching, call, TimeProvider.System);
        return await search.SearchAsync(call.Request, null, watches, CancellationToken.None);
    }

    private sealed class Watch : IQueryWatch
    {
        internal List<string> Heard { get; } = [];

        public void StageEnded(string stage, TimeSpan took) => Heard.Add(stage);

        public void Retrieved(RetrievedLegs legs) => Heard.Add($"retrieved {legs.Found.Bm25.Length}");

        public void Searched(int passageCount, TimeSpan took) => Heard.Add($"searched {passageCount}");
    }
}
