using System.Net;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

/// <summary>Tuning as a client sees it.</summary>
public sealed class TuningTests(OwnServerFixture server) : IClassFixture<OwnServerFixture>
{
    private const string Api = "/api/v1/tuning";

    [Fact]
    public async Task Knobs_AreListedWithTheirBounds_AndAreOffUnlessTheSettingsSayOtherwise()
    {
        Reply list = await server.Rag.SendAsync(HttpMethod.Get, Api, null);
        Assert.Equal(HttpStatusCode.OK, list.Status);
        Assert.Equal("hedge_delay", list.Text("data", 0, "knob"));
        Assert.Equal(
            ("false", "1", "0.5", "2"),
            (list.Text("data", 0, "on"), list.Text("data", 0, "value"), list.Text("data", 0, "min"), list.Text("data", 0, "max"))
        );
        Assert.Empty(list.Array("data", 0, "changes"));
        string silo = list.Text("data", 0, "silo");
        (await server.Rag.PostAsync($"{Api}/revert", new { silo, knob = "hedge_delay" })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "change"
        );
        (
            await server.Rag.PostAsync(
                $"{Api}/revert",
                new
                {
                    silo,
                    knob = "hedge_delay",
                    change = 1,
                }
            )
        ).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (
            await server.Rag.PostAsync(
                $"{Api}/revert",
                new
                {
                    silo = "nobody",
                    knob = "hedge_delay",
                    change = 1,
                }
            )
        ).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.PostAsync($"{Api}/release", new { silo, knob = "nothing" })).AssertProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("false", (await server.Rag.PostAsync($"{Api}/release", new { silo, knob = "hedge_delay" })).Text("held"));
    }
}
