using Microsoft.Extensions.VectorData;
using RagCluster.Client;
using RagCluster.Client.VectorData;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Client;

/// <summary>A collection through Microsoft.Extensions.VectorData, as a program that knows nothing else of the server uses it.</summary>
public sealed class RagVectorCollectionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Question = "When is the lighthouse lit?";

    [Fact]
    public async Task Collection_IsMadeFilledSearchedAndRemoved()
    {
        using RagClient client = new(server.Rag.Http.BaseAddress!);
        using VectorStoreCollection<string, RagVectorRecord> collection = new RagVectorCollection(client, $"v{Guid.NewGuid():N}");
        Assert.False(await collection.CollectionExistsAsync());
        await collection.EnsureCollectionExistsAsync();
        await collection.EnsureCollectionExistsAsync();
        Assert.True(await collection.CollectionExistsAsync());
        await collection.UpsertAsync([Record("old", "at seven", 1901), Record("new", "at nine", 2026)]);
        RagVectorRecord? read = await collection.GetAsync("new");
        Assert.Equal("The lighthouse is lit at nine.", read!.Text);
        Assert.Equal(("Lamp new", 2026.0), (read.Title, read.Metadata["year"]));
        Assert.Equal(2, await collection.SearchAsync(Question, 5).CountAsync());
        Assert.Null(await collection.GetAsync("none"));

        await collection.UpsertAsync(Record("new", "at ten", 2026));
        Assert.Equal("The lighthouse is lit at ten.", (await collection.GetAsync("new"))!.Text);
        await collection.DeleteAsync("new");
        await collection.DeleteAsync("new");
        Assert.Equal("old", (await collection.SearchAsync(Question, 5).SingleAsync()).Record.Key);
        await collection.EnsureCollectionDeletedAsync();
        await collection.EnsureCollectionDeletedAsync();
        Assert.False(await collection.CollectionExistsAsync());
    }

    [Fact]
    public async Task Search_KeepsToItsFilterItsBoundsAndItsScore()
    {
        using RagClient client = new(server.Rag.Http.BaseAddress!);
        using RagVectorCollection collection = new(client, await server.Rag.NewCollectionAsync());
        await collection.UpsertAsync([Record("a", "at six", 1901), Record("b", "at seven", 1950), Record("c", "at nine", 2026)]);
        double from = 1950;
        Assert.Equal(["b", "c"], await KeysAsync(new() { Filter = record => (double)record.Metadata["year"] >= from }));
        Assert.Equal(
            ["a", "c"],
            await KeysAsync(
                new() { Filter = record => (double)record.Metadata["year"] < 1950 || (string)record.Metadata["name"] == "Lamp c" }
            )
        );
        Assert.Equal(
            ["b"],
            await KeysAsync(
                new() { Filter = record => (double)record.Metadata["year"] > 1901 && (string)record.Metadata["name"] != "Lamp c" }
            )
        );
        List<VectorSearchResult<RagVectorRecord>> all = await collection.SearchAsync(Question, 3).ToListAsync();
        Assert.Equal(3, all.Count);
        Assert.All(all, hit => Assert.NotNull(hit.Record.ChunkId));
        VectorSearchResult<RagVectorRecord> last = await collection.SearchAsync(Question, 1, new() { Skip = 2 }).SingleAsync();
        Assert.Equal(all[2].Record.ChunkId, last.Record.ChunkId);
        Assert.Empty(await KeysAsync(new() { ScoreThreshold = all[0].Score + 1 }));

        async Task<string[]> KeysAsync(VectorSearchOptions<RagVectorRecord> options) =>
            [.. await collection.SearchAsync(Question, 10, options).Select(hit => hit.Record.Key).Order().ToListAsync()];
    }

    [Fact]
    public async Task WhatTheServerCanNotDo_IsSaid()
    {
        using RagClient client = new(server.Rag.Http.BaseAddress!);
        using RagVectorCollection collection = new(client, "none");
        await Assert.ThrowsAsync<NotSupportedException>(async () => await collection.SearchAsync(new[] { 1f, 0f }, 1).ToListAsync());
        await Assert.ThrowsAsync<NotSupportedException>(async () =>
            await collection.SearchAsync(Question, 1, new() { IncludeVectors = true }).ToListAsync()
        );
        await Assert.ThrowsAsync<NotSupportedException>(async () =>
            await collection.SearchAsync(Question, 1, new() { Filter = record => record.Title == "a" }).ToListAsync()
        );
        Assert.Throws<NotSupportedException>(() => collection.GetAsync(record => true, 1));
        RagClientException missing = await Assert.ThrowsAsync<RagClientException>(async () =>
            await collection.SearchAsync(Question, 1).ToListAsync()
        );
        Assert.Equal(404, missing.Status);
        Assert.Same(client, collection.GetService(typeof(RagClient)));
        Assert.Equal("none", ((VectorStoreCollectionMetadata)collection.GetService(typeof(VectorStoreCollectionMetadata))!).CollectionName);
    }

    private static RagVectorRecord Record(string key, string time, int year) =>
        new()
        {
            Key = key,
            Text = $"The lighthouse is lit {time}.",
            Title = $"Lamp {key}",
            Metadata = new Dictionary<string, object> { ["year"] = year, ["name"] = $"Lamp {key}" },
        };
}
