using System.Net;
using RagCluster.Client.Collections;
using RagCluster.Client.Documents;
using RagCluster.Client.Feedback;
using RagCluster.Client.Health;
using RagCluster.Client.Http;
using RagCluster.Client.Jobs;
using RagCluster.Client.Queries;

namespace RagCluster.Client;

/// <summary>
/// A client of a RagCluster server, or of several silos of one. One instance serves any number of calls at once. Every call ends with a
/// <see cref="RagClientException"/> when it fails and with an <see cref="OperationCanceledException"/> when its token is cancelled.
/// </summary>
public sealed class RagClient : IDisposable
{
    private readonly HttpClient? _owned;
    private readonly QueriesClient _queries;

    /// <summary>Creates a client with connections of its own.</summary>
    /// <param name="options">Where the server is and how it is asked.</param>
    /// <exception cref="ArgumentException">Something is wrong with the options; the message names it.</exception>
    public RagClient(RagClientOptions options)
        : this(options.Checked(), new SocketsHttpHandler(), TimeProvider.System) { }

    /// <summary>Creates a client of one server.</summary>
    /// <param name="server">Its address, for example <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="apiKey">An API key or a token; null for a server that asks for no credentials.</param>
    public RagClient(Uri server, string? apiKey = null)
        : this(new RagClientOptions { Servers = { server }, ApiKey = apiKey }) { }

    /// <summary>Creates a client that sends by the caller's <see cref="HttpClient"/>, as <c>IHttpClientFactory</c> makes them.</summary>
    /// <param name="http">Sends; it stays the caller's to dispose.</param>
    /// <param name="options">How the server is asked; its address may stand in the <see cref="HttpClient"/> instead.</param>
    /// <exception cref="ArgumentException">Something is wrong with the options; the message names it.</exception>
    public RagClient(HttpClient http, RagClientOptions options)
        : this(http, options, TimeProvider.System) { }

    internal RagClient(RagClientOptions options, HttpMessageHandler handler, TimeProvider time)
        : this(
            new HttpClient(new NextServerHandler([.. options.Servers], handler, time))
            {
                BaseAddress = options.Servers[0],
                Timeout = options.Timeout,
                MaxResponseContentBufferSize = RagConnection.ResponseBytesMax,
            },
            options,
            time
        ) => _owned = Connection.Http;

    private RagClient(HttpClient http, RagClientOptions options, TimeProvider time)
    {
        if (options.Servers.Count == 0 && http.BaseAddress is { } address)
            options.Servers.Add(address);
        Connection = new RagConnection(http, options.Checked(), time);
        Collections = new CollectionsClient(Connection);
        Jobs = new JobsClient(Connection, time);
        _queries = new QueriesClient(Connection, time);
    }

    /// <summary>The way to calls that have no method of their own.</summary>
    public RagConnection Connection { get; }

    /// <summary>The collections.</summary>
    public CollectionsClient Collections { get; }

    /// <summary>The jobs that index documents and change models.</summary>
    public JobsClient Jobs { get; }

    /// <summary>The documents of a collection.</summary>
    public DocumentsClient Documents(string collection) => new(Connection, collection);

    /// <summary>Finds passages.</summary>
    /// <exception cref="RagClientException">There is no such collection, or the call failed otherwise.</exception>
    public Task<SearchResult> SearchAsync(string collection, SearchQuery query, CancellationToken cancellationToken = default) =>
        _queries.SearchAsync(collection, query, cancellationToken);

    /// <summary>Answers a question with citations.</summary>
    /// <exception cref="RagClientException">There is no such collection, or the call failed otherwise.</exception>
    public Task<Answer> AskAsync(string collection, Question question, CancellationToken cancellationToken = default) =>
        _queries.AskAsync(collection, question, cancellationToken);

    /// <summary>Answers a question, sentence by sentence; the last event is <see cref="AnswerFinished"/>.</summary>
    /// <exception cref="RagClientException">The call failed, before the first event or in between.</exception>
    public IAsyncEnumerable<AnswerEvent> StreamAnswerAsync(
        string collection,
        Question question,
        CancellationToken cancellationToken = default
    ) => _queries.StreamAsync(collection, question, cancellationToken);

    /// <summary>Says what became of an answer.</summary>
    /// <exception cref="RagClientException">The call failed.</exception>
    public Task SendFeedbackAsync(AnswerFeedback feedback, CancellationToken cancellationToken = default) =>
        Connection.SendAsync(RagCall.Post("/api/v1/feedback", feedback), cancellationToken);

    /// <summary>How the server does, with all its checks; an unhealthy server's answer is an answer too.</summary>
    /// <exception cref="RagClientException">It could not be asked.</exception>
    public async Task<ServerHealth> GetHealthAsync(CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await Connection
            .SendOnceAsync(RagCall.Get("/health?verbose"), cancellationToken)
            .ConfigureAwait(false);
        return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.ServiceUnavailable
            ? await Connection.ReadAsync<ServerHealth>(response, cancellationToken).ConfigureAwait(false)
            : throw await Connection.RefusalAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the server takes requests; false also where none answers.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using HttpResponseMessage response = await Connection
                .SendOnceAsync(RagCall.Get("/ready"), cancellationToken)
                .ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (RagClientException away) when (away.Failure != RagFailure.Refused)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _owned?.Dispose();
}
