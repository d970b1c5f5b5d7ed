using System.Net;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Requests;

/// <summary>A target that could mean another one than it says is refused before anything is done.</summary>
public sealed class TargetTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FROB"];

    [Theory]
    [InlineData("/documents/..")]
    [InlineData("/documents/%2e%2e")]
    [InlineData("/documents/.%2E")]
    [InlineData("/documents/%2E.")]
    [InlineData("/documents/.")]
    [InlineData("/documents/a/../..")]
    [InlineData("/documents/../documents/..")]
    [InlineData("/documents/%2e%2e%2f")]
    [InlineData("/documents/a%2f..%2f..")]
    [InlineData("/documents/..%5c")]
    [InlineData("/documents/..\\")]
    [InlineData("\\documents")]
    [InlineData("/")]
    [InlineData("/documents/")]
    [InlineData("//documents/a")]
    [InlineData("/documents/..?x=1")]
    [InlineData("/documents/a%0d%0ab")]
    [InlineData("/documents/%7f")]
    [InlineData("/documents/%c0%ae%c0%ae")]
    [InlineData("/documents/%ed%a0%80")]
    [InlineData("/documents/%ff")]
    [InlineData("/documents/%")]
    [InlineData("/documents/%zz")]
    public async Task AmbiguousPath_IsRefusedWhateverTheMethod_AndDeletesNothing(string below)
    {
        string collection = await server.Rag.NewCollectionAsync();
        string path = $"/api/v1/collections/{collection}{below}";
        await AssertRefusedAsync(collection, "path", path, $"http://{server.Raw.Authority}{path}");
    }

    [Theory]
    [InlineData("/documents/..#a")]
    [InlineData("/documents/%2e%2e#")]
    [InlineData("/documents/x/..#z")]
    [InlineData("/documents/x/#")]
    [InlineData("/documents/a#/../..")]
    [InlineData("#")]
    [InlineData("?x=1#/documents")]
    public async Task Fragment_IsRefusedWhateverTheMethod_AndDeletesNothing(string below)
    {
        string collection = await server.Rag.NewCollectionAsync();
        string path = $"/api/v1/collections/{collection}{below}";
        await AssertRefusedAsync(collection, "target", path, $"http://{server.Raw.Authority}{path}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("?x=/a")]
    [InlineData("/livez?x=//a")]
    [InlineData("/%6Civez")]
    public async Task AddressThatSaysWhatIsRead_IsAnswered(string below) =>
        Assert.Equal(200, (await server.Raw.SendAsync("GET", $"http://{server.Raw.Authority}{below}")).Status);

    [Fact]
    public async Task CharacterThatNoTargetMayHold_IsRefusedByTheServerWithAProblem()
    {
        string collection = await server.Rag.NewCollectionAsync();
        foreach (string method in Methods.Except(["HEAD"]))
        {
            RawReply reply = await server.Raw.SendAsync(method, $"/api/v1/collections/{collection}/documents/%00");
            reply.Plain.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "target");
        }

        Assert.Equal(HttpStatusCode.OK, (await server.Rag.GetAsync(collection, "")).Status);
    }

    [Theory]
    [InlineData("after=%00", "after")]
    [InlineData("after=a%ff", "after")]
    [InlineData("limit=1&after=%ed%a0%80", "after")]
    [InlineData("after=%zz", "after")]
    [InlineData("%ff=1", "query")]
    public async Task ParameterThatIsNoText_IsNamed(string query, string field)
    {
        string collection = await server.Rag.NewCollectionAsync();
        RawReply reply = await server.Raw.SendAsync("GET", $"/api/v1/collections/{collection}/documents?{query}");
        reply.Plain.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
    }

    [Fact]
    public async Task IdWithDots_IsAnIdLikeAnyOther()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadJsonAsync(collection, new { id = "a..b.", text = "The mill stands by the river." });
        RawReply reply = await server.Raw.SendAsync("GET", $"/api/v1/collections/{collection}/documents/a%2E.b.");
        Assert.Equal(200, reply.Status);
        Assert.Equal("a..b.", reply.Plain.Text("id"));
    }

    private async Task AssertRefusedAsync(string collection, string field, params string[] targets)
    {
        foreach (string target in targets)
        {
            foreach (string method in Methods)
            {
                RawReply reply = await server.Raw.SendAsync(method, target);
                Assert.Equal(400, reply.Status);
                if (method != "HEAD")
                    reply.Plain.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
            }
        }

        Assert.Equal(HttpStatusCode.OK, (await server.Rag.GetAsync(collection, "")).Status);
    }
}
