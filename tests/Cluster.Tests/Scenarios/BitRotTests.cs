using System.Diagnostics;
using System.Text.Json.Nodes;
using RagCluster.Cluster.Tests.BitRot;
using RagCluster.Cluster.Tests.Load;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>
/// Bits flip in a server's files while it is down; started again it answers as before. What can't be made again, as a content and all that
/// was made from it, is named; no collection is lost and no search is refused. <c>RAG_TEST_BITFLIPS=500</c> is the long run,
/// <c>RAG_TEST_BITFLIP_SEEDS=10</c> runs each case with so many seeds. Without the sums of the database's pages the structure is made anew
/// from its rows, and these are known by their own checksums: so few bits flip there that hardly ever two fall into the same document, of
/// which something would be lost. Each damaged segment is found by itself, unless its shard is made anew as a whole because its manifest is
/// damaged.
/// </summary>
public sealed class BitRotTests(ITestOutputHelper output)
{
    private const int FlipsDefault = 40;

    /// <summary>Signal, with sums, in manifests, seed.</summary>
    public static TheoryData<string, bool, bool, int> Cases
    {
        get
        {
            TheoryData<string, bool, bool, int> cases = [];
            for (int seed = 0; seed < 4 * LongRun.Number("RAG_TEST_BITFLIP_SEEDS", 1); seed += 4)
            {
                cases.Add("TERM", true, true, seed + 1);
                cases.Add("TERM", false, true, seed + 2);
                cases.Add("KILL", true, true, seed + 3);
                cases.Add("KILL", true, false, seed + 4);
                if (seed > 0)
                    cases.Add("KILL", false, false, seed + 2);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task FlippedBits_ChangeNoAnswer(string signal, bool withSums, bool inManifests, int seed)
    {
        using TempFolder folder = new();
        string data = folder.File("data");
        Dictionary<string, string> settings = new() { ["RAG__Shards__HeadRowsMax"] = "128" };
        Dictionary<string, string> before;
        await using (SiloProcess server = await SiloProcess.StartAsync(data, settings))
        {
            await Questions.FillAsync(server.Http);
            before = await Questions.AskAsync(server.Http);
            server.Signal(signal);
            Assert.True(await server.WaitForExitAsync(TestPatience.Max), "The server did not stop.");
        }

        Assert.All(before.Values, answer => Assert.DoesNotContain("refused", answer, StringComparison.Ordinal));
        string sums = Path.Combine(data, "ragcluster.db.sums");
        Assert.True(File.Exists(sums));
        if (!withSums)
            File.Delete(sums);
        BitFlips flips = new(data, new Random(seed)) { InManifests = inManifests };
        flips.Flip(withSums ? LongRun.Number("RAG_TEST_BITFLIPS", FlipsDefault) : FlipsDefault);
        output.WriteLine(
            $"{signal}, flipped: {string.Join(", ", flips.Counts.Select(pair => $"{pair.Value} in {pair.Key}"))}; database "
                + $"{new FileInfo(Path.Combine(data, "ragcluster.db")).Length >> 10} KiB"
        );

        await using SiloProcess again = await SiloProcess.StartAsync(data, settings);
        await CompareAsync(again, before);
        await ReportAsync(again.Http);
        AssertFound(again.Log, flips.Segments);
        AssertFound(again.Log, flips.Manifests.Select(manifest => Path.GetDirectoryName(manifest)!));
    }

    private async Task CompareAsync(SiloProcess server, Dictionary<string, string> before)
    {
        Dictionary<string, string> after = await Questions.AskAsync(server.Http);
        string[] refused =
        [
            .. after.Where(pair => pair.Value.Contains("refused", StringComparison.Ordinal)).Select(pair => $"{pair.Key}: {pair.Value}"),
        ];
        string[] wrong =
        [
            .. after
                .Where(pair => pair.Value != before[pair.Key] && !pair.Value.Contains("refused", StringComparison.Ordinal))
                .Select(pair => $"{pair.Key}:\n{before[pair.Key]}\n->\n{pair.Value}"),
        ];
        string[] lost =
        [
            .. Questions.Collections.Where(name => refused.Any(line => line.StartsWith($"{name}:", StringComparison.Ordinal))),
        ];
        output.WriteLine(
            $"{after.Count} questions: {wrong.Length} wrong, {refused.Length} refused by name, "
                + $"{after.Count - wrong.Length - refused.Length} as before; {lost.Length} collections lost"
        );
        foreach (string line in refused.Concat(wrong).Take(20))
            output.WriteLine(line);
        if (refused.Length + wrong.Length > 0)
            output.WriteLine(server.Log);
        Assert.Empty(wrong);
        Assert.Empty(lost);
        Assert.DoesNotContain(refused, line => line.StartsWith("collections", StringComparison.Ordinal));
        Assert.All(refused, line => Assert.Contains("storage-corrupt", line, StringComparison.Ordinal));
    }

    private async Task ReportAsync(HttpClient http)
    {
        string health = await http.GetStringAsync("/health");
        output.WriteLine(health.Length > 1500 ? health[..1500] : health);
        foreach (
            string line in (await http.GetStringAsync("/metrics"))
                .Split('\n')
                .Where(line => line.StartsWith("rag_shard_damage_total", StringComparison.Ordinal))
        )
            output.WriteLine(line);
        (await http.PostAsync("/api/v1/cluster/check?repair=true", null)).EnsureSuccessStatusCode();
        JsonNode report;
        long began = Stopwatch.GetTimestamp();
        do
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TestPatience.Max, $"The check did not end within {TestPatience.Max}.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            report = JsonNode.Parse(await http.GetStringAsync("/api/v1/cluster/check"))!;
        } while ((bool)report["running"]!);
        output.WriteLine($"doctor: {report["rows"]} rows, {report["damaged"]} damaged, {report["repaired"]} repaired {report["failure"]}");
        foreach (JsonNode? finding in ((JsonArray)report["findings"]!).Take(20))
            output.WriteLine($"  {finding!["kind"]} {finding["what"]}: {finding["outcome"]}");
    }

    // Each is counted by the finding that names it.
    private static void AssertFound(string log, IEnumerable<string> files)
    {
        string[] missed = [.. files.Where(file => !log.Contains(NameOf(file), StringComparison.Ordinal))];
        Assert.True(missed.Length == 0, $"Not found: {string.Join(", ", missed)}\n{log}");
    }

    // "…/default/first/LINEAGE/1/0" is the folder of shard 1 of the collection default/first.
    private static string NameOf(string path)
    {
        if (path.EndsWith(".segment", StringComparison.Ordinal))
            return Path.GetFileName(path);
        string[] parts = path.Split('/');
        return $"manifest of shard {parts[^2]} of collection {parts[^5]}/{parts[^4]}";
    }
}
