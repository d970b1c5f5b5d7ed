using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Query.Finding;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Tests.Fakes;
using RagCluster.Grounding;

namespace RagCluster.Grains.Tests.Query.Finding;

/// <summary>Term statistics are counted once for each term, and never remembered where a shard was missing.</summary>
public sealed class StatisticsSourceTests
{
    [Fact]
    public async Task KnownTerms_NeedNoRound_AndNewOnesDo()
    {
        FakeShards shards = new(2);
        QueryStatistics first = await GetAsync(shards, "lamp");
        QueryStatistics again = await GetAsync(shards, "lamp");
        Assert.Equal((true, false, 1), (first.IsFresh, again.IsFresh, shards.Counted(0)));
        Assert.Equal(first.Statistics.ChunkFrequencies["lamp"], again.Statistics.ChunkFrequencies["lamp"]);
        Assert.Equal(first.Positions, again.Positions);
        // A term that no row holds counts 0, and is known from then on.
        Assert.True((await GetAsync(shards, "gate")).IsFresh);
        Assert.Equal(0, (await GetAsync(shards, "gate lamp")).Statistics.ChunkFrequencies["gate"]);
        Assert.Equal(2, shards.Counted(0));
    }

    [Fact]
    public async Task WhatIsForgotten_IsCountedAnew()
    {
        FakeShards shards = new(2);
        await GetAsync(shards, "lamp");
        shards.Statistics.Forget(new SearchRequest { Collection = FakeShards.Collection, Query = "lamp" }, shards.Settings);
        Assert.True((await GetAsync(shards, "lamp")).IsFresh);
    }

    [Fact]
    public async Task ASumThatLacksAShard_ServesItsQueryAndNoOther()
    {
        FakeShards shards = new(2);
        shards.Miss(1);
        Assert.Equal(10, (await GetAsync(shards, "lamp")).Statistics.ChunkCount);
        await GetAsync(shards, "lamp");
        Assert.Equal(2, shards.Counted(0));
    }

    [Fact]
    public async Task WordOfAMixedCollection_IsAsFrequentAsItsMostFrequentReading()
    {
        FakeShards shards = new(2);
        shards.Settings = shards.Settings with { Language = "multi", Analyzer = "mixed" };
        SearchRequest request = new() { Collection = FakeShards.Collection, Query = "lamps" };
        Func<string, WordFrequency?> frequency = await shards.Statistics.FrequencyAsync(request, shards.Settings, CancellationToken.None);
        Assert.Equal(new WordFrequency(3, 20), frequency("lamps"));
        Assert.Null(frequency("gates"));
    }

    private static async Task<QueryStatistics> GetAsync(FakeShards shards, string text)
    {
        SearchRequest request = new() { Collection = FakeShards.Collection, Query = text };
        using QueryWatches watches = new([], QueryCall.Search(request), TimeProvider.System);
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(2));
        return await shards.Statistics.GetAsync(request, shards.Settings, watches, deadline.Token);
    }
}
