using System.Text.Json.Nodes;
using RagCluster.Cli;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

/// <summary><c>rag plans</c> where the planner is off, as it is by default; <see cref="PlannerTests"/> has it on.</summary>
public sealed class PlansCommandTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task List_SaysThatThePlannerIsOff_AndShowsOnlyClassesWithQueriesUnlessAllAreWanted()
    {
        string collection = await server.Rag.NewCollectionAsync();
        (int exitCode, string output, string messages) = await RunAsync("list", "--collection", collection);
        Assert.Equal((ExitCodes.Ok, ""), (exitCode, messages));
        Assert.Equal("The planner is off: the fixed plan runs (RAG__Planner__IsOn turns it on).", Assert.Single(Lines(output)));

        string[] all = Lines((await RunAsync("list", "--collection", collection, "--all")).Output);
        Assert.Contains(all, line => line.StartsWith($"{collection} / keyword: queries 0, entropy 0.", StringComparison.Ordinal));
        Assert.Contains(
            all,
            line => line.StartsWith("  hybrid ", StringComparison.Ordinal) && line.Contains("amplitude 0.", StringComparison.Ordinal)
        );
        Assert.Contains("  too few to tell a gain, 0 judged queries against 0 of the control", all);
    }

    [Fact]
    public async Task List_AsJson_IsWhatTheServerSays()
    {
        string collection = await server.Rag.NewCollectionAsync();
        (int exitCode, string output, _) = await RunAsync("list", "--collection", collection, "--all", "--json");
        Assert.Equal(ExitCodes.Ok, exitCode);
        JsonArray listed = JsonNode.Parse(output)!["data"]!.AsArray();
        Reply said = await server.Rag.SendAsync(HttpMethod.Get, $"/api/v1/plans?collection={collection}", null);
        Assert.Equal(
            said.Array("data").Select(one => one!["query_class"]!.ToString()),
            listed.Select(one => one!["query_class"]!.ToString())
        );
        Assert.Equal(
            said.Array("data").Select(one => one!["plans"]![0]!["amplitude"]!.GetValue<double>()),
            listed.Select(one => one!["plans"]![0]!["amplitude"]!.GetValue<double>())
        );
    }

    [Fact]
    public async Task Resume_ShowsTheClass_AndWhatIsUnknownIsRefusedInOneLine()
    {
        string collection = await server.Rag.NewCollectionAsync();
        (int exitCode, string output, string messages) = await RunAsync("resume", collection, "fact_question");
        Assert.Equal((ExitCodes.Ok, ""), (exitCode, messages));
        Assert.StartsWith($"{collection} / fact_question: queries 0", output, StringComparison.Ordinal);

        (exitCode, output, messages) = await RunAsync("resume", collection, "riddle");
        Assert.Equal((ExitCodes.Failed, ""), (exitCode, output));
        Assert.Contains("riddle", Assert.Single(Lines(messages)), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, (await RunAsync("resume", "nowhere", "keyword")).ExitCode);
        Assert.Equal(ExitCodes.Failed, (await RunAsync("list", "--collection", "nowhere")).ExitCode);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("resume", collection)).ExitCode);
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<(int ExitCode, string Output, string Messages)> RunAsync(params string[] arguments) =>
        RagCommand.RunAsync(server.Rag.Http, ["plans", .. arguments]);
}
