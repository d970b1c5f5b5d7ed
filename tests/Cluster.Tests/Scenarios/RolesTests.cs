using System.Globalization;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Http;
using RagCluster.Cluster.Tests.Load;
using RagCluster.TestKit;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>Silos that are there for different things, as a chart with several groups of pods makes them.</summary>
[Collection(ClusterScenarios.Name)]
public sealed class RolesTests
{
    private const string Roles = "RAG__Cluster__Roles";

    [Fact]
    public async Task EachSilo_HoldsWhatItIsThereFor()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(
            own:
            [
                new Dictionary<string, string> { [Roles] = "api,index" },
                new Dictionary<string, string> { [Roles] = "api,index,embed" },
                new Dictionary<string, string> { [Roles] = "embed", ["RAG__Cluster__Gpu"] = "true" },
            ]
        );
        RagClient client = new(cluster.Silo(0).Http);
        Assert.True((await client.CreateCollectionAsync(shards: 4, replicas: 2))!.IsAcknowledgement);
        // The models that each silo loads at its start, before it knows of the others, count texts too.
        double[] before = await CountEmbeddedAsync(cluster);
        FoundTokens texts = new();
        Random random = new(11);
        Assert.True(await texts.UploadAsync(client, random, count: 16));
        foreach (int asked in new[] { 0, 1, 0, 1 })
            await texts.SearchOnceAsync(new RagClient(cluster.Silo(asked).Http), random);
        Assert.Empty(texts.Wrong);

        string[] shards = [.. cluster.Running.Select(pair => Active(pair.Silo, "indexshard"))];
        Assert.All(shards[..2], held => Assert.NotEmpty(held));
        Assert.Empty(shards[2]);
        double[] embedded = [.. (await CountEmbeddedAsync(cluster)).Zip(before, (after, earlier) => after - earlier)];
        // The one with the GPU draws all of them.
        Assert.Equal([0, 0], embedded[..2]);
        Assert.True(embedded[2] >= 16, $"The silo with the GPU embedded {embedded[2]} texts.");

        // Without it the other takes over, before and after the cluster knows that it is gone.
        await cluster.KillAsync(2);
        Assert.True(await texts.UploadAsync(client, random, count: 4));
        await texts.SearchOnceAsync(client, random);
        Assert.Empty(texts.Wrong);
    }

    private static Task<double[]> CountEmbeddedAsync(LocalCluster cluster) =>
        Task.WhenAll(
            cluster.Running.Select(async pair =>
            {
                Reply metrics = (await new RagClient(pair.Silo.Http).GetAsync("/metrics"))!;
                return metrics
                    .Body.Split('\n')
                    .Where(line => line.StartsWith("rag_inference_texts_total{", StringComparison.Ordinal))
                    .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
            })
        );

    private static string Active(SiloProcess silo, string grain) =>
        string.Join('\n', silo.Log.Split('\n').Where(line => line.Contains($"Active: {grain}/", StringComparison.Ordinal)));
}
