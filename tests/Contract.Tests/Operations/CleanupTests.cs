using System.Globalization;
using System.Net;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>An operator has a server cleaned, which says what went; what goes when is told by <c>CleanupConformance</c>.</summary>
public sealed class CleanupTests(OwnServerFixture server) : IClassFixture<OwnServerFixture>
{
    [Fact]
    public async Task Cleanup_CountsWhatWent_AndLeavesWhatIsYoung()
    {
        string collection = await server.Rag.NewCollectionAsync();
        Reply uploaded = await server.Rag.UploadJsonAsync(collection, new { id = "mill", text = "The mill is lit at dusk." });
        Reply cleaned = await server.Rag.SendAsync(HttpMethod.Post, "/api/v1/system/cleanup", null);
        Assert.Equal(HttpStatusCode.OK, cleaned.Status);
        Assert.Equal(("0", "0", "0"), (cleaned.Text("jobs"), cleaned.Text("cached_answers"), cleaned.Text("contents")));
        Reply compacted = await server.Rag.SendAsync(HttpMethod.Post, "/api/v1/system/cleanup?compact=true", null);
        Assert.Equal(HttpStatusCode.OK, compacted.Status);
        Assert.True(long.Parse(compacted.Text("freed_bytes"), CultureInfo.InvariantCulture) >= 0);
        Reply job = await server.Rag.SendAsync(HttpMethod.Get, $"/api/v1/jobs/{uploaded.Text("id")}", null);
        Assert.Equal(HttpStatusCode.OK, job.Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Rag.GetAsync(collection, "/documents/mill/text")).Status);
    }
}
