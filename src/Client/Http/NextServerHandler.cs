using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RagCluster.Client.Http;

/// <summary>
/// Sends a request to the next silo while one can't take it: there is no connection, or the silo answers that it has not joined its cluster
/// yet (503 <c>joining</c>, for some seconds of every restart). In both cases nothing was done, so that every request may be sent again. A
/// single silo that is joining is asked again until it has joined; one that nobody reaches is told at once.
/// </summary>
internal sealed class NextServerHandler : DelegatingHandler
{
    private const string Joining = "joining";
    private static readonly TimeSpan JoiningMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseDefault = TimeSpan.FromSeconds(1);
    private readonly IReadOnlyList<Uri> _servers;
    private readonly TimeProvider _time;
    private int _at;

    /// <summary>Sends to some servers, the first one first.</summary>
    /// <param name="servers">Their addresses, at least one.</param>
    /// <param name="inner">Sends to the address of a request.</param>
    /// <param name="time">The clock of the waits.</param>
    internal NextServerHandler(IReadOnlyList<Uri> servers, HttpMessageHandler inner, TimeProvider time)
        : this(servers, time) => InnerHandler = inner;

    /// <summary>Sends to some servers by a handler that is set later.</summary>
    /// <param name="servers">Their addresses, at least one.</param>
    /// <param name="time">The clock of the waits.</param>
    internal NextServerHandler(IReadOnlyList<Uri> servers, TimeProvider time)
    {
        _servers = servers;
        _time = time;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        long began = _time.GetTimestamp();
        string path = request.RequestUri!.PathAndQuery;
        bool isSomeJoining = false;
        for (int attempt = 1; ; attempt++)
        {
            int at = Volatile.Read(ref _at);
            request.RequestUri = new Uri(_servers[at], path);
            bool isLastOfRound = attempt % _servers.Count == 0;
            bool mayWait = _time.GetElapsedTime(began) < JoiningMax;
            TimeSpan pause = PauseDefault;
            try
            {
                HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
                if (!await IsJoiningAsync(response, cancellationToken) || (isLastOfRound && !mayWait))
                    return response;
                isSomeJoining = true;
                pause = response.Headers.RetryAfter?.Delta ?? PauseDefault;
                response.Dispose();
            }
            catch (HttpRequestException error) when (IsWithoutConnection(error) && (!isLastOfRound || (isSomeJoining && mayWait)))
            {
                // The next silo may be there.
            }

            Interlocked.CompareExchange(ref _at, (at + 1) % _servers.Count, at);
            if (isLastOfRound)
                await Task.Delay(pause, _time, cancellationToken);
        }
    }

    private static bool IsWithoutConnection(HttpRequestException error) =>
        error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    private static async Task<bool> IsJoiningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
            return false;
        // The caller may still read it.
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        try
        {
            JsonNode? problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return problem is JsonObject told && told["code"]?.ToString() == Joining;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
