using RagCluster.Storage.Caching;

namespace RagCluster.Storage.Tests.Conformance;

public abstract class CacheConformance : StoreConformance
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task StoredValue_IsReadAndListed()
    {
        CachedRow row = Row("a", "value", Noon.AddHours(1));
        await ColdCache.ReplaceAsync(3, row, [], None);
        CachedRow read = (await ColdCache.ReadAsync(3, "a", None))!;
        Assert.Equal((row.Digest, row.CostMicroseconds, row.ExpiresAt), (read.Digest, read.CostMicroseconds, read.ExpiresAt));
        Assert.Equal(row.Key, read.Key);
        Assert.Equal(row.Value, read.Value);
        Assert.Equal([new CachedMark("a", 1500, Noon.AddHours(1))], await ColdCache.SweepAsync(3, Noon, None));
    }

    [Fact]
    public async Task Partitions_AreApart()
    {
        await ColdCache.ReplaceAsync(3, Row("a", "three", Noon.AddHours(1)), [], None);
        Assert.Null(await ColdCache.ReadAsync(4, "a", None));
        await ColdCache.ReplaceAsync(4, null, ["a"], None);
        Assert.NotNull(await ColdCache.ReadAsync(3, "a", None));
        Assert.Empty(await ColdCache.SweepAsync(4, Noon, None));
    }

    [Fact]
    public async Task NewValue_TakesThePlaceOfOthers()
    {
        await ColdCache.ReplaceAsync(0, Row("a", "one", Noon.AddHours(1)), [], None);
        await ColdCache.ReplaceAsync(0, Row("b", "two", Noon.AddHours(1)), [], None);
        await ColdCache.ReplaceAsync(0, Row("b", "three", Noon.AddHours(2)), ["a", "never was there"], None);
        Assert.Null(await ColdCache.ReadAsync(0, "a", None));
        CachedRow left = (await ColdCache.ReadAsync(0, "b", None))!;
        Assert.Equal(Bytes("three"), left.Value);
        Assert.Equal(Noon.AddHours(2), left.ExpiresAt);
    }

    [Fact]
    public async Task Sweep_RemovesWhatHasExpired()
    {
        await ColdCache.ReplaceAsync(0, Row("old", "x", Noon), [], None);
        await ColdCache.ReplaceAsync(0, Row("new", "x", Noon.AddTicks(1)), [], None);
        Assert.Equal("new", Assert.Single(await ColdCache.SweepAsync(0, Noon, None)).Digest);
        Assert.Null(await ColdCache.ReadAsync(0, "old", None));
    }

    [Fact]
    public async Task Values_SurviveARestart()
    {
        await ColdCache.ReplaceAsync(0, Row("a", "kept", Noon.AddHours(1)), [], None);
        await ReopenAsync();
        Assert.Equal(Bytes("kept"), (await ColdCache.ReadAsync(0, "a", None))!.Value);
    }

    private static CachedRow Row(string digest, string value, DateTimeOffset expires) =>
        new(digest, Bytes($"key of {digest}"), Bytes(value), 1500, expires);
}
