using System.Text.Json.Nodes;

namespace RagCluster.Chart.Tests.Monitoring;

/// <summary>
/// The dashboards can be provisioned as they are: fixed names, no numbers of somebody's database, one variable for the source.
/// </summary>
public sealed class DashboardTests
{
    private static readonly string[] Files =
    [
        .. Directory.EnumerateFiles(Path.Combine(MonitoringFiles.Folder, "dashboards"), "*.json").Order(StringComparer.Ordinal),
    ];

    /// <summary>Each dashboard by its file.</summary>
    public static TheoryData<string> Boards => [.. Files.Select(file => Path.GetFileName(file))];

    [Fact]
    public void ThereIsOneForEachQuestion() =>
        Assert.Equal(
            (string[])["cache-planner", "cluster", "inference", "ingest", "overview", "retrieval", "slo"],
            Files.Select(file => Path.GetFileNameWithoutExtension(file)["ragcluster-".Length..])
        );

    [Theory]
    [MemberData(nameof(Boards))]
    public void Dashboard_IsProvisionable(string file)
    {
        JsonNode board = JsonNode.Parse(File.ReadAllText(Path.Combine(MonitoringFiles.Folder, "dashboards", file)))!;
        Assert.Equal(Path.GetFileNameWithoutExtension(file), board["uid"]!.ToString());
        Assert.Null(board["id"]);
        Assert.True(board["schemaVersion"]!.GetValue<int>() >= 36);
        Assert.Equal("DS_PROMETHEUS", board["templating"]!["list"]![0]!["name"]!.ToString());
        JsonNode[] panels = [.. board["panels"]!.AsArray().Select(panel => panel!)];
        Assert.True(panels.Length >= 9, $"{panels.Length} panels");
        Assert.Equal(panels.Length, panels.Select(panel => panel["id"]!.GetValue<int>()).Distinct().Count());
        Assert.Equal(panels.Length, panels.Select(panel => panel["title"]!.ToString()).Distinct().Count());
        Assert.All(panels, panel => Assert.Equal("${DS_PROMETHEUS}", panel["datasource"]!["uid"]!.ToString()));
        Assert.All(panels, panel => Assert.NotEmpty(panel["targets"]!.AsArray()));
        // No panel covers another one.
        for (int i = 0; i < panels.Length; i++)
        {
            for (int j = i + 1; j < panels.Length; j++)
                Assert.False(
                    Overlap(panels[i]["gridPos"]!, panels[j]["gridPos"]!),
                    $"{panels[i]["title"]} and {panels[j]["title"]} overlap."
                );
        }
    }

    private static bool Overlap(JsonNode a, JsonNode b) =>
        Number(a, "x") < Number(b, "x") + Number(b, "w")
        && Number(b, "x") < Number(a, "x") + Number(a, "w")
        && Number(a, "y") < Number(b, "y") + Number(b, "h")
        && Number(b, "y") < Number(a, "y") + Number(a, "h");

    private static int Number(JsonNode place, string name) => place[name]!.GetValue<int>();
}
