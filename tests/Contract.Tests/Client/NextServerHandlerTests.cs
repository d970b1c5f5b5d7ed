using System.Net;
using RagCluster.Client.Http;

namespace RagCluster.Contract.Tests.Client;

/// <summary>A client goes to the next silo while one can't take a request.</summary>
public sealed class NextServerHandlerTests
{
    private static readonly Uri[] Silos = [new("http://one:1"), new("http://two:2"), new("http://three:3")];

    [Fact]
    public async Task AJoiningSilo_AndOneThatIsGone_AreLeftForTheNext_WhichStaysChosen()
    {
        Script script = new(("one", Joining), ("two", Gone), ("three", Ok), ("three", Ok));
        using HttpClient http = Client(Silos, script);
        using StringContent body = new("a document");
        using HttpResponseMessage first = await http.PostAsync("/api/v1/x?wait=true", body);
        using HttpResponseMessage second = await http.GetAsync("/api/v1/y");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(
            [
                "one /api/v1/x?wait=true a document",
                "two /api/v1/x?wait=true a document",
                "three /api/v1/x?wait=true a document",
                "three /api/v1/y ",
            ],
            script.Sent
        );
    }

    [Fact]
    public async Task ASingleSilo_IsAskedUntilItHasJoined()
    {
        Script script = new(("one", Joining), ("one", Joining), ("one", Ok));
        using HttpClient http = Client(Silos[..1], script);
        using HttpResponseMessage response = await http.GetAsync("/api/v1/x");
        Assert.Equal((HttpStatusCode.OK, 3), (response.StatusCode, script.Sent.Count));
    }

    [Fact]
    public async Task ASingleSiloThatIsGone_IsReportedAtOnce()
    {
        Script script = new(("one", Gone));
        using HttpClient http = Client(Silos[..1], script);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/api/v1/x"));
    }

    [Theory]
    [InlineData("{\"code\":\"storage-unavailable\"}")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    public async Task Another503_IsTheAnswer(string body)
    {
        Script script = new(("one", () => Response(HttpStatusCode.ServiceUnavailable, body)));
        using HttpClient http = Client(Silos, script);
        using HttpResponseMessage response = await http.GetAsync("/api/v1/x");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, body), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task ASiloThatNeverJoins_IsReportedAfterHalfAMinute()
    {
        RushingTime time = new();
        Script script = new([.. Enumerable.Repeat(("one", (Func<HttpResponseMessage>)Joining), 40)]);
        using HttpClient http = new(new NextServerHandler(Silos[..1], script, time)) { BaseAddress = Silos[0] };
        using HttpResponseMessage response = await http.GetAsync("/api/v1/x");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(script.Sent.Count, 29, 32);
    }

    private static HttpClient Client(Uri[] silos, Script script) =>
        new(new NextServerHandler(silos, script, new RushingTime())) { BaseAddress = silos[0] };

    private static HttpResponseMessage Ok() => new(HttpStatusCode.OK);

    private static HttpResponseMessage Joining() =>
        Response(HttpStatusCode.ServiceUnavailable, "{\"code\":\"joining\",\"detail\":\"not yet\"}");

    private static HttpResponseMessage Gone() => throw new HttpRequestException(HttpRequestError.ConnectionError);

    private static HttpResponseMessage Response(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body) };

    // Answers in a given order, by the silo that must be asked.
    private sealed class Script(params (string Host, Func<HttpResponseMessage> Answer)[] steps) : HttpMessageHandler
    {
        internal List<string> Sent { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (string host, Func<HttpResponseMessage> answer) = steps[Sent.Count];
            string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Sent.Add($"{request.RequestUri!.Host} {request.RequestUri.PathAndQuery} {body}");
            Assert.Equal(host, request.RequestUri.Host);
            return answer();
        }
    }
}
