using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Contract.Tests.Mutations;

/// <summary>
/// Walks every operation of the server's description with spoiled bodies, parameters, headers, targets and methods: nothing is a server
/// error, every refusal a problem that names its field. <c>RAG_TEST_MUTATIONS</c> says how many requests (3,000), <c>RAG_TEST_SEED</c>
/// which.
/// </summary>
public sealed class MutationWalkTests(ITestOutputHelper output)
{
    private const int Walkers = 4;
    private const int FaultsShown = 20;
    private const int RefillPeriod = 50;

    [Fact]
    public async Task SpoiledRequests_NeverBreakTheServer()
    {
        int count = Number("RAG_TEST_MUTATIONS", 3000);
        int seed = Number("RAG_TEST_SEED", 20261122);
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__Api__DocumentBytesMax"] = "200000", ["RAG__Api__WaitMax"] = "00:00:01" }
        );
        RawHttp raw = new(silo.Http.BaseAddress!);
        JsonNode document = JsonNode.Parse(await silo.Http.GetStringAsync("/openapi/v1.json"))!;
        Operation[] operations = Operation.All(document);
        ConcurrentDictionary<int, int> statuses = new();
        ConcurrentDictionary<string, int> refusals = new();
        ConcurrentQueue<string> faults = new();
        ConcurrentQueue<string> resident = new();
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = Walkers },
            async (i, _) =>
            {
                if (i % RefillPeriod == 0)
                    await RefillAsync(raw);
                if (i % Math.Max(1, count / 10) == 0)
                    resident.Enqueue($"{silo.ResidentBytes >> 20}");
                Operation operation = operations[i % operations.Length];
                byte[] request = new RequestMaker(document, raw.Authority, new Random(seed + i)).Make(operation);
                RawReply reply = await raw.SendBytesAsync(request, isEndless: true);
                statuses.AddOrUpdate(reply.Status, 1, (_, n) => n + 1);
                if (reply.Status is >= 400 and < 500 && reply.Plain.MediaType.Length > 0 && reply.Body.Length > 0)
                    refusals.AddOrUpdate($"{reply.Status} {Code(reply)}", 1, (_, n) => n + 1);
                if (Verdict.Fault(reply, request.AsSpan().StartsWith("HEAD "u8)) is { } fault)
                    faults.Enqueue($"{i}: {fault}\n{Shortened(Encoding.Latin1.GetString(request))}\n=> {Shortened(reply.Whole)}");
            }
        );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} requests, seed {seed}, {operations.Length} operations, {faults.Count} faults"
            )
        );
        output.WriteLine($"MiB resident, at each tenth: {string.Join(", ", resident)}");
        output.WriteLine(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}")));
        output.WriteLine(string.Join(", ", refusals.OrderByDescending(r => r.Value).Select(r => $"{r.Key}: {r.Value}")));
        if (!faults.IsEmpty)
            output.WriteLine(silo.Log);
        Assert.True(faults.IsEmpty, string.Join("\n\n", faults.Take(FaultsShown)));
        Assert.False(silo.HasExited);
        Assert.Equal(200, (await raw.SendAsync("GET", "/readyz")).Status);
        Assert.InRange((await silo.Http.GetStringAsync("/metrics")).Length, 1, 1_000_000);
        // A walk that is refused at the door says nothing of what is behind it.
        Assert.True(statuses.Where(s => s.Key is >= 200 and < 300).Sum(s => s.Value) > count / 20);
    }

    // Some of the walk's requests are good, and delete what the others are about.
    private static async Task RefillAsync(RawHttp raw)
    {
        foreach (string name in RequestMaker.Names)
        {
            await raw.SendAsync(
                "POST",
                "/api/v1/collections",
                Encoding.UTF8.GetBytes($"{{\"name\":\"{name}\"}}"),
                ("Content-Type", "application/json")
            );
            byte[] documents = Encoding.UTF8.GetBytes(
                "{\"documents\":[{\"id\":\"d1\",\"text\":\"The mill stands by the river.\"},{\"id\":\"d2\",\"text\":\"The ferry waits.\"}]}"
            );
            await raw.SendAsync("POST", $"/api/v1/collections/{name}/documents", documents, ("Content-Type", "application/json"));
            byte[] experiment = Encoding.UTF8.GetBytes(
                $"{{\"name\":\"{name}\",\"collection\":\"{name}\",\"primary\":\"latency\","
                    + "\"arms\":[{\"name\":\"a\"},{\"name\":\"b\"}]}"
            );
            await raw.SendAsync("POST", "/api/v1/experiments", experiment, ("Content-Type", "application/json"));
        }
    }

    private static string Code(RawReply reply) => reply.Body.StartsWith('{') ? JsonNode.Parse(reply.Body)?["code"]?.ToString() ?? "" : "";

    private static string Shortened(string text) => text.Length <= 1500 ? text : $"{text[..1500]}… ({text.Length})";

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : otherwise;
}
