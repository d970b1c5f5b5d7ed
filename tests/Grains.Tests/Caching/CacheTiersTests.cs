using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using RagCluster.Caching.Keys;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Caching;

/// <summary>What one silo computed another one finds; what leaves a tier is in the one below.</summary>
public sealed class CacheTiersTests(TwoSilos cluster) : IClassFixture<TwoSilos>
{
    [Fact]
    public async Task AnswerOfOneSilo_IsFoundByTheOther_AndThenInItsOwnMemory()
    {
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 2 });
        await cluster.UploadAsync(collection, ("a.txt", "The lantern hangs above the gate."), ("b.txt", "The gate is shut."));
        IGrainFactory[] silos =
        [
            .. cluster
                .Silos.GetActiveSilos()
                .Select(silo => ((InProcessSiloHandle)silo).ServiceProvider.GetRequiredService<IGrainFactory>()),
        ];
        string question = "";
        using CancellationTokenSource patience = new(TestPatience.Max);
        // A busy silo may compute a question anew: then another one is asked.
        for (int i = 0; ; i++)
        {
            patience.Token.ThrowIfCancellationRequested();
            question = $"lantern gate {i}";
            await SearchAsync(silos[0], collection, question);
            if ((await SearchAsync(silos[1], collection, question)).Call.Cached == "L2")
                break;
        }

        SearchResponse again;
        while ((again = await SearchAsync(silos[1], collection, question)).Call.Cached is null)
            patience.Token.ThrowIfCancellationRequested();
        Assert.Equal("L1", again.Call.Cached);
        Assert.Equal(2, again.Found.Passages.Length);
    }

    [Fact]
    public async Task EntryThatLeavesTheWarmTier_IsInTheColdOne()
    {
        const int Part = 7;
        IWarmCacheGrain warm = cluster.Grains.GetGrain<IWarmCacheGrain>(Part);
        IColdCacheGrain cold = cluster.Grains.GetGrain<IColdCacheGrain>(Part);
        CacheEntry[] entries = [.. Enumerable.Range(0, 3 * CachePartitions.Share(new CacheOptions().L2Entries)).Select(Entry)];
        foreach (CacheEntry entry in entries)
            await warm.PutAsync(entry);
        using CancellationTokenSource patience = new(TestPatience.Max);
        List<CacheEntry> found = [];
        while (found.Count == 0)
        {
            // Best effort: what a busy store did not take is offered again.
            foreach (CacheEntry entry in entries)
            {
                await warm.PutAsync(entry);
                if (await cold.FindAsync(entry.Key, patience.Token) is { } kept)
                    found.Add(kept);
            }
        }

        Assert.All(found, kept => Assert.Equal(Entry(kept.Value[0] | (kept.Value[1] << 8)).ExpiresAt, kept.ExpiresAt));
        Assert.All(found, kept => Assert.Equal(12.5, kept.Cost));
        Assert.Null(
            await cold.FindAsync(
                new CacheKeyParts
                {
                    Kind = CachedKind.Answer,
                    Tenant = "t",
                    Scope = AccessScope.Unrestricted,
                    Query = "never",
                }
                    .Encode()
                    .Bytes.ToArray(),
                patience.Token
            )
        );
    }

    [Fact]
    public async Task WarmTierThatIsHandedDown_IsInTheColdOne_AndEmpty()
    {
        const int Part = 11;
        IWarmCacheGrain warm = cluster.Grains.GetGrain<IWarmCacheGrain>(Part);
        IColdCacheGrain cold = cluster.Grains.GetGrain<IColdCacheGrain>(Part);
        CacheEntry[] entries = [.. Enumerable.Range(100, 20).Select(Entry)];
        CacheEntry negative = Entry(99) with { IsNegative = true };
        using CancellationTokenSource patience = new(TestPatience.Max);
        foreach (CacheEntry entry in entries.Append(negative))
        {
            // Puts are one-way.
            while (await warm.FindAsync(entry.Key, patience.Token) is null)
                await warm.PutAsync(entry);
        }

        Assert.Equal(entries.Length, await warm.HandDownAsync(patience.Token));
        foreach (CacheEntry entry in entries)
        {
            Assert.Equal(entry.Value, (await cold.FindAsync(entry.Key, patience.Token))!.Value);
            Assert.Null(await warm.FindAsync(entry.Key, patience.Token));
        }

        Assert.Null(await cold.FindAsync(negative.Key, patience.Token));
        Assert.Equal(0, await warm.HandDownAsync(patience.Token));
    }

    [Fact]
    public async Task ExpiredAndNegativeEntries_AreNotStoredInTheColdTier()
    {
        IColdCacheGrain cold = cluster.Grains.GetGrain<IColdCacheGrain>(9);
        CacheEntry expired = Entry(1) with { ExpiresAt = DateTimeOffset.UnixEpoch };
        CacheEntry negative = Entry(2) with { IsNegative = true };
        await cold.PutAsync(expired);
        await cold.PutAsync(negative);
        using CancellationTokenSource patience = new(TestPatience.Max);
        // After these, one that is kept: then the others have been seen.
        while (await cold.FindAsync(Entry(3).Key, patience.Token) is null)
            await cold.PutAsync(Entry(3));
        Assert.Null(await cold.FindAsync(expired.Key, patience.Token));
        Assert.Null(await cold.FindAsync(negative.Key, patience.Token));
    }

    private static CacheEntry Entry(int number) =>
        new(
            new CacheKeyParts
            {
                Kind = CachedKind.Answer,
                Tenant = "t",
                Scope = AccessScope.Unrestricted,
                Query = $"question {number}",
            }
                .Encode()
                .Bytes.ToArray(),
            [(byte)number, (byte)(number >> 8)],
            12.5,
            new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number),
            false
        );

    private static Task<SearchResponse> SearchAsync(IGrainFactory silo, CollectionId collection, string query) =>
        silo.SearchAsync(
            new SearchRequest { Collection = collection, Query = query }.With((nameof(RetrievalOptions.Mode), SearchMode.Bm25))
        );
}
