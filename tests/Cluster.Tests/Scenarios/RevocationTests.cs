using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Http;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>What is taken from somebody is gone on every silo, whichever was told and whatever the others keep.</summary>
[Collection(ClusterScenarios.Name)]
public sealed class RevocationTests(ITestOutputHelper output)
{
    private const int Silos = 3;
    private const int Rounds = 5;
    private const string Secret = "54 metres";
    private const string Question = "How tall is the lighthouse of Brevik?";
    private static readonly TimeSpan RevokedWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CachedMax = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task KeysAndReaders_AreGoneOnAllSilos()
    {
        Dictionary<string, string> guarded = new()
        {
            ["RAG__Auth__Required"] = "true",
            [LocalCluster.AdminKey] = "the-administrator-of-these-silos-0123456789",
        };
        await using LocalCluster cluster = await LocalCluster.StartAsync(Silos, own: [guarded, guarded, guarded]);
        RagClient admin = new(cluster.Silo(0).Http);
        Reply? created = await admin.CreateCollectionAsync(shards: 2, replicas: 2);
        Assert.True(created is { IsAcknowledgement: true }, $"No collection: {created}");
        string collection = $"/api/v1/collections/{created!.Json["name"]}";
        for (int round = 0; round < Rounds; round++)
        {
            (string id, string key) = await NewKeyAsync(cluster.Silo(round % Silos).Http);
            using Callers callers = new(cluster, key);
            await ReadersAsync(cluster, callers, collection, round);
            TimeSpan took = await RevokeAsync(cluster, callers, id, round);
            output.WriteLine($"Round {round}: the key was refused by all silos {took.TotalMilliseconds:F0} ms after its revocation.");
        }
    }

    // What was public and stands in the silos' caches is hidden from the next question on.
    private static async Task ReadersAsync(LocalCluster cluster, Callers callers, string collection, int round)
    {
        string path = $"{collection}/documents/brevik-{round}";
        object document = new { id = $"brevik-{round}", text = $"The lighthouse of Brevik is {Secret} tall, says note {round}." };
        await SendAsync(cluster.Silo(0).Http, HttpMethod.Post, $"{collection}/documents?wait=true", new { documents = new[] { document } });
        using CancellationTokenSource patience = new(CachedMax);
        foreach (HttpClient caller in callers.All)
        {
            JsonNode answer;
            do
            {
                patience.Token.ThrowIfCancellationRequested();
                answer = await SendAsync(caller, HttpMethod.Post, $"{collection}/ask", new { query = Question });
                Assert.Contains(Secret, answer.ToJsonString(), StringComparison.Ordinal);
            } while (answer["cached"] is null);
        }

        object staff = new { allow = new[] { "group:staff" } };
        await SendAsync(cluster.Silo((round + 1) % Silos).Http, HttpMethod.Put, $"{path}/acl", staff);
        foreach (HttpClient caller in callers.All)
        {
            JsonNode answer = await SendAsync(caller, HttpMethod.Post, $"{collection}/ask", new { query = Question });
            Assert.DoesNotContain(Secret, answer.ToJsonString(), StringComparison.Ordinal);
            JsonNode found = await SendAsync(caller, HttpMethod.Post, $"{collection}/search", new { query = Question });
            Assert.Empty(found["results"]!.AsArray());
            using HttpResponseMessage read = await caller.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        }
    }

    private static async Task<TimeSpan> RevokeAsync(LocalCluster cluster, Callers callers, string id, int round)
    {
        foreach (HttpClient caller in callers.All)
            await SendAsync(caller, HttpMethod.Get, "/api/v1/me", null);
        await SendAsync(cluster.Silo((round + 2) % Silos).Http, HttpMethod.Delete, $"/api/v1/keys/{id}", null);
        long revoked = Stopwatch.GetTimestamp();
        await Task.WhenAll(callers.All.Select(RefusedAsync));
        return Stopwatch.GetElapsedTime(revoked);

        async Task RefusedAsync(HttpClient caller)
        {
            while (true)
            {
                TimeSpan asked = Stopwatch.GetElapsedTime(revoked);
                using HttpResponseMessage response = await caller.GetAsync("/api/v1/me");
                if (response.StatusCode == HttpStatusCode.Unauthorized)
                    return;
                PromisedTime.AssertMet(RevokedWithin, asked, "A revoked key is refused");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    private static async Task<(string Id, string Key)> NewKeyAsync(HttpClient admin)
    {
        JsonNode key = await SendAsync(admin, HttpMethod.Post, "/api/v1/keys", new { name = "reader", role = "user" });
        return (key["id"]!.ToString(), key["key"]!.ToString());
    }

    private static async Task<JsonNode> SendAsync(HttpClient http, HttpMethod method, string path, object? body)
    {
        Reply? reply = await new DirectSender(http, TimeSpan.FromSeconds(30)).SendAsync(method, path, body);
        Assert.True(reply is { IsAcknowledgement: true }, $"{method} {path}: {reply?.Status} {reply?.Body}");
        return reply!.Body.Length == 0 ? new JsonObject() : reply.Json;
    }

    /// <summary>One caller, by its key, at each silo.</summary>
    private sealed class Callers(LocalCluster cluster, string key) : IDisposable
    {
        internal HttpClient[] All { get; } =
        [
            .. Enumerable
                .Range(0, cluster.Size)
                .Select(index => new HttpClient
                {
                    BaseAddress = cluster.Silo(index).Http.BaseAddress,
                    DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
                }),
        ];

        public void Dispose() => Array.ForEach(All, caller => caller.Dispose());
    }
}
