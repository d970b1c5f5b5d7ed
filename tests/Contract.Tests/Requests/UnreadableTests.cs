using System.Net;
using System.Text;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Requests;

/// <summary>What the server can't read as a request gets a problem too, once, and the connection is closed.</summary>
public sealed class UnreadableTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Host = "Host: localhost\r\n";
    private const string Rerank = "POST /v1/rerank HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\n" + Host;

    [Theory]
    [InlineData("NONSENSE\r\n\r\n", 400, "target")]
    [InlineData("GET /a b HTTP/1.1\r\n" + Host + "\r\n", 400, "target")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400, "Host")]
    [InlineData("GET / HTTP/1.1\r\n" + Host + Host + "\r\n", 400, "Host")]
    [InlineData("GET / HTTP/1.1\r\n" + Host + "no colon\r\n\r\n", 400, "headers")]
    [InlineData("POST /v1/rerank HTTP/1.1\r\n" + Host + "Content-Length: abc\r\n\r\n", 400, "headers")]
    [InlineData("POST /v1/rerank HTTP/1.1\r\n" + Host + "Transfer-Encoding: foo\r\n\r\n", 400, "headers")]
    [InlineData("GET / HTTP/9.9\r\n" + Host + "\r\n", 505, "request")]
    [InlineData(Rerank + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\na\r\n0\r\n\r\n", 400, "body")]
    [InlineData(Rerank + "Transfer-Encoding: chunked\r\n\r\nzz\r\na\r\n0\r\n\r\n", 400, "body")]
    public async Task UnreadableRequest_IsAProblemThatNamesThePart(string request, int status, string field)
    {
        RawReply reply = await server.Raw.SendBytesAsync(Encoding.Latin1.GetBytes(request));
        reply.Plain.AssertProblem((HttpStatusCode)status, status == 505 ? "http-version-not-supported" : "validation-failed", field);
        Assert.Equal("close", reply.Headers["Connection"]);
        Assert.Equal(reply.Plain.Text("traceId"), reply.Headers["x-request-id"]);
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("4294967296")]
    public async Task LengthThatIsMoreThanTheServerTakes_Is413(string length) =>
        (await server.Raw.SendBytesAsync(Encoding.Latin1.GetBytes($"{Rerank}Content-Length: {length}\r\n\r\n{{"))).Plain.AssertProblem(
            HttpStatusCode.RequestEntityTooLarge,
            "payload-too-large",
            "body"
        );

    [Fact]
    public async Task TooLongTarget_Is414() =>
        (await server.Raw.SendAsync("GET", $"/api/v1/collections?{new string('a', 9000)}")).Plain.AssertProblem(
            HttpStatusCode.RequestUriTooLong,
            "uri-too-long",
            "target"
        );

    [Fact]
    public async Task TooLongHeaders_Are431() =>
        (await server.Raw.SendAsync("GET", "/", ("X-Long", new string('a', 40_000)))).Plain.AssertProblem(
            HttpStatusCode.RequestHeaderFieldsTooLarge,
            "headers-too-large",
            "headers"
        );

    [Fact]
    public async Task TooManyHeaders_Are431() =>
        (await server.Raw.SendAsync("GET", "/", [.. Enumerable.Range(0, 150).Select(i => ($"X-{i}", "a"))])).Plain.AssertProblem(
            HttpStatusCode.RequestHeaderFieldsTooLarge,
            "headers-too-large",
            "headers"
        );

    [Fact]
    public async Task UnreadableRequestAfterAGoodOne_IsAnsweredOnce()
    {
        string good = $"GET /livez HTTP/1.1\r\n{Host}\r\n";
        RawReply reply = await server.Raw.SendBytesAsync(Encoding.Latin1.GetBytes($"{good}{good}NONSENSE\r\n\r\n{good}"));
        Assert.Equal(200, reply.Status);
        Assert.Equal(2, reply.Whole.Split("HTTP/1.1 200").Length - 1);
        Assert.Equal(1, reply.Whole.Split("HTTP/1.1 400").Length - 1);
        Assert.EndsWith("}", reply.Whole, StringComparison.Ordinal);
    }
}
