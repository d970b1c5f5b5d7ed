using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Cli.Output;
using RagCluster.Client;
using RagCluster.Client.Collections;
using RagCluster.Client.Documents;
using RagCluster.Client.Http;
using RagCluster.Client.Queries;
using Api = RagCluster.Client.RagClient;

namespace RagCluster.Cli.Client;

/// <summary>
/// Talks to a server by the client library, in the command line's words: failures are one line for the user, results what the commands
/// print. An upload and the wait for it are as patient as a busy server asks; everything else is answered at once.
/// </summary>
internal sealed class RagClient : IDisposable
{
    /// <summary>The form in which results are printed as JSON.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const int PatientRetriesMax = 100;
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMinutes(10);

    private readonly Api _prompt;
    private readonly Lazy<Api> _patient;

    /// <summary>Creates a client of the server at <paramref name="server"/>.</summary>
    internal RagClient(Uri server, string? apiKey)
        : this([server], apiKey) { }

    /// <summary>Creates a client of several silos of a cluster: what one can't take goes to the next.</summary>
    internal RagClient(IReadOnlyList<Uri> silos, string? apiKey)
    {
        _prompt = new Api(Options(silos, apiKey, retriesMax: 0));
        _patient = new Lazy<Api>(() => new Api(Options(silos, apiKey, PatientRetriesMax)));
    }

    /// <summary>The server's address.</summary>
    internal Uri Server => _prompt.Connection.Server;

    /// <summary>Whether the server is ready to take requests.</summary>
    internal Task<bool> IsReadyAsync(CancellationToken cancellationToken) => _prompt.IsReadyAsync(cancellationToken);

    /// <summary>Finds passages.</summary>
    internal async Task<SearchView> SearchAsync(string collection, SearchQuery query, CancellationToken cancellationToken)
    {
        SearchResult found = await TryAsync(() => _prompt.SearchAsync(collection, query, cancellationToken));
        return found is { Results: null, Groups: null } ? throw Foreign() : SearchView.From(found);
    }

    /// <summary>Answers a question.</summary>
    internal async Task<AnswerView> AskAsync(string collection, Question question, CancellationToken cancellationToken)
    {
        Answer answer = await TryAsync(() => _prompt.AskAsync(collection, question, cancellationToken));
        return answer is { Text: "", Abstained: false } ? throw Foreign() : AnswerView.From(answer);
    }

    /// <summary>Answers a question, sentence by sentence.</summary>
    internal async IAsyncEnumerable<AnswerEvent> StreamAsync(
        string collection,
        Question question,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using IAsyncEnumerator<AnswerEvent> events = _prompt
            .StreamAnswerAsync(collection, question, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await TryAsync(() => events.MoveNextAsync().AsTask()))
            yield return events.Current;
    }

    /// <summary>Rates an answer.</summary>
    internal Task RateAsync(string feedbackId, string rating, CancellationToken cancellationToken) =>
        SendAsync(RagCall.Post("/api/v1/feedback", new { feedback_id = feedbackId, rating }), cancellationToken);

    /// <summary>The collections.</summary>
    internal Task<CollectionView[]> ListCollectionsAsync(CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            List<CollectionView> found = [];
            await foreach (Collection collection in _prompt.Collections.ListAsync(cancellationToken: cancellationToken))
                found.Add(CollectionView.From(collection));
            return found.ToArray();
        });

    /// <summary>A collection.</summary>
    internal async Task<CollectionView> GetCollectionAsync(string name, CancellationToken cancellationToken) =>
        CollectionView.From(await TryAsync(() => _prompt.Collections.GetAsync(name, cancellationToken)));

    /// <summary>Creates a collection; an existing one is left as it is.</summary>
    internal Task EnsureCollectionAsync(NewCollection collection, CancellationToken cancellationToken) =>
        TryAsync(() => _prompt.Collections.EnsureAsync(collection, cancellationToken));

    /// <summary>Adds files.</summary>
    internal async Task<JobView> UploadAsync(
        string collection,
        IReadOnlyCollection<FileUpload> files,
        CancellationToken cancellationToken
    ) => JobView.From(await TryAsync(() => _patient.Value.Documents(collection).UploadAsync(files, null, cancellationToken)));

    /// <summary>Adds texts.</summary>
    internal async Task<JobView> AddAsync(
        string collection,
        IReadOnlyCollection<NewDocument> documents,
        CancellationToken cancellationToken
    ) => JobView.From(await TryAsync(() => _patient.Value.Documents(collection).AddAsync(documents, cancellationToken: cancellationToken)));

    /// <summary>Changes a collection's embedding model.</summary>
    /// <returns>The job that does it; null when the model answers already.</returns>
    internal async Task<JobView?> ChangeModelAsync(string collection, string model, CancellationToken cancellationToken) =>
        await TryAsync(() => _prompt.Collections.ChangeModelAsync(collection, model, cancellationToken: cancellationToken)) is { } job
            ? JobView.From(job)
            : null;

    /// <summary>Cancels a change of model.</summary>
    internal async Task<JobView> CancelJobAsync(string id, CancellationToken cancellationToken) =>
        JobView.From(await TryAsync(() => _prompt.Jobs.CancelAsync(id, cancellationToken)));

    /// <summary>A job as it stands.</summary>
    internal async Task<JobView> GetJobAsync(string id, CancellationToken cancellationToken) =>
        JobView.From(await TryAsync(() => _patient.Value.Jobs.GetAsync(id, cancellationToken)));

    /// <summary>A document's text.</summary>
    internal Task<string> GetDocumentTextAsync(string collection, string document, CancellationToken cancellationToken) =>
        TryAsync(() => _prompt.Documents(collection).GetTextAsync(document, cancellationToken));

    /// <summary>Waits until a job is finished.</summary>
    internal async Task<JobView> WaitAsync(string jobId, Action<JobView> progress, CancellationToken cancellationToken) =>
        JobView.From(await TryAsync(() => _patient.Value.Jobs.WaitAsync(jobId, job => progress(JobView.From(job)), cancellationToken)));

    /// <summary>GETs a typed response.</summary>
    internal Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(RagCall.Get(path), cancellationToken);

    /// <summary>GETs a subject's export as the text that the server wrote, of any length.</summary>
    internal async Task<string> GetExportAsync(string path, string subject, CancellationToken cancellationToken)
    {
        string text = await TryAsync(() => _prompt.Connection.ReadLongTextAsync(RagCall.Get(path), cancellationToken));
        return WholeResponse.IsExport(text, subject) ? text : throw Foreign();
    }

    /// <summary>POSTs a body and reads a typed response.</summary>
    internal Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<T>(
            body is HttpContent content ? new RagCall(HttpMethod.Post, path) { Content = () => content } : RagCall.Post(path, body),
            cancellationToken
        );

    /// <summary>PATCHes with a body and reads a typed response.</summary>
    internal Task<T> PatchAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        SendAsync<T>(new RagCall(HttpMethod.Patch, path) { Body = body }, cancellationToken);

    /// <summary>POSTs what has neither a body nor a response's.</summary>
    internal Task PostAsync(string path, CancellationToken cancellationToken) => SendAsync(RagCall.Post(path), cancellationToken);

    /// <summary>DELETEs and reads a typed response.</summary>
    internal Task<T> DeleteAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync<T>(new RagCall(HttpMethod.Delete, path), cancellationToken);

    /// <summary>DELETEs what has no response.</summary>
    internal Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(new RagCall(HttpMethod.Delete, path), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _prompt.Dispose();
        if (_patient.IsValueCreated)
            _patient.Value.Dispose();
    }

    private static RagClientOptions Options(IReadOnlyList<Uri> silos, string? apiKey, int retriesMax)
    {
        // Keys would be remembered by the server for a day, and what the commands write changes nothing when it comes again.
        RagClientOptions options = new()
        {
            ApiKey = apiKey,
            Timeout = AnswerMax,
            UseIdempotencyKeys = false,
        };
        foreach (Uri silo in silos)
            options.Servers.Add(silo);
        options.Retry.RetriesMax = retriesMax;
        options.Retry.WaitMax = PatienceMax;
        return options;
    }

    private async Task<T> SendAsync<T>(RagCall call, CancellationToken cancellationToken) =>
        WholeResponse.TryRead(await TryAsync(() => _prompt.Connection.SendAsync<JsonElement>(call, cancellationToken)), out T? response)
            ? response
            : throw Foreign();

    // Such a call is answered without content: whoever answers a page has not done it.
    private async Task SendAsync(RagCall call, CancellationToken cancellationToken)
    {
        if ((await TryAsync(() => _prompt.Connection.ReadTextAsync(call, cancellationToken))).Length > 0)
            throw Foreign();
    }

    private RagClientException Foreign() =>
        new($"What answers at {Server} is no RagCluster server, or one of another version: its response is not the JSON that is expected.");

    private static async Task<T> TryAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RagCluster.Client.RagClientException failure)
        {
            throw Of(failure);
        }
    }

    private static RagClientException Of(RagCluster.Client.RagClientException failure) =>
        new(
            failure.Failure switch
            {
                RagFailure.Refused => PrintableText.OneLine(failure.Message),
                RagFailure.Unreachable => $"{failure.Message} Start one with './rag up', or name another with --server.",
                _ => failure.Message,
            },
            failure.Status ?? 0,
            failure.Status is 429 or 503 ? failure.RetryAfter : null
        )
        {
            IsBroken = failure.Failure == RagFailure.Interrupted,
        };
}
