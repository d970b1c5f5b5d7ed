using System.Net;
using System.Text;

namespace RagCluster.Contract.Tests.Client;

/// <summary>Answers requests in a given order and remembers them.</summary>
internal sealed class ScriptedServer(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    /// <summary>What came: method, path, body.</summary>
    internal List<(string Line, string Body, string? Key, string? LastEvent)> Requests { get; } = [];

    /// <summary>A response.</summary>
    internal static Func<HttpResponseMessage> Answer(
        int status,
        string body,
        int? retryAfter = null,
        string mediaType = "application/json"
    ) =>
        () =>
        {
            HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
            if (retryAfter is { } seconds)
                response.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
            return response;
        };

    /// <summary>A problem.</summary>
    internal static Func<HttpResponseMessage> Problem(int status, string code, int? retryAfter = null) =>
        Answer(status, $$"""{"code":"{{code}}","detail":"It is {{code}}.","traceId":"abc"}""", retryAfter, "application/problem+json");

    /// <summary>Events.</summary>
    internal static Func<HttpResponseMessage> Events(string text) => Answer(200, text, mediaType: "text/event-stream");

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add(($"{request.Method} {request.RequestUri!.PathAndQuery}", body, Header("Idempotency-Key"), Header("Last-Event-ID")));
        return answers[Requests.Count - 1]();

        string? Header(string name) => request.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : null;
    }
}
