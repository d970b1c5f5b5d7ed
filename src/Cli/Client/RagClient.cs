using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Client;

/// <summary>Talks to a server's native API.</summary>
internal sealed class RagClient : IDisposable
{
    /// <summary>The form of the API's JSON.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const long ExpectAboveBytes = 1 << 20;
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMinutes(10);

    private readonly HttpClient _http;

    /// <summary>Creates a client of the server at <paramref name="server"/>.</summary>
    internal RagClient(Uri server, string? apiKey)
        : this([server], apiKey) { }

    /// <summary>Creates a client of several silos of a cluster: what one can't take goes to the next.</summary>
    internal RagClient(IReadOnlyList<Uri> silos, string? apiKey)
    {
        NextSiloHandler next = new(silos, new SocketsHttpHandler(), TimeProvider.System);
        _http = new HttpClient(next) { BaseAddress = silos[0], Timeout = AnswerMax };
        if (!string.IsNullOrEmpty(apiKey))
            _http.DefaultRequestHeaders.Authorization = new("Bearer", apiKey);
    }

    /// <summary>The server's address.</summary>
    internal Uri Server => _http.BaseAddress!;

    /// <summary>Whether the server is ready to take requests.</summary>
    internal async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _http.GetAsync("/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>GETs a typed response.</summary>
    internal async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        await ReadAsync<T>(await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken), cancellationToken);

    /// <summary>GETs a text.</summary>
    internal async Task<string> GetTextAsync(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>POSTs a body and reads a typed response.</summary>
    internal Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Post, path, body, cancellationToken);

    /// <summary>POSTs a body and reads the events of the response as they come.</summary>
    internal async IAsyncEnumerable<AnswerEventView> StreamAsync(
        string path,
        object body,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType(), options: Json) };
        using HttpResponseMessage response = await SendAsync(request, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (AnswerEventView next in AnswerEvents.ReadAsync(stream, cancellationToken))
            yield return next;
    }

    /// <summary>POSTs what has neither a body nor a response's.</summary>
    internal async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path);
        using HttpResponseMessage response = await SendAsync(request, cancellationToken);
    }

    /// <summary>PATCHes by a body and reads a typed response.</summary>
    internal Task<T> PatchAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Patch, path, body, cancellationToken);

    /// <summary>DELETEs and reads a typed response.</summary>
    internal Task<T> DeleteAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Delete, path, null, cancellationToken);

    /// <summary>DELETEs what has no response.</summary>
    internal async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Delete, path);
        using HttpResponseMessage response = await SendAsync(request, cancellationToken);
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        HttpContent? content = body switch
        {
            null => null,
            HttpContent ready => ready,
            _ => JsonContent.Create(body, body.GetType(), options: Json),
        };
        using HttpRequestMessage request = new(method, path) { Content = content };
        return await ReadAsync<T>(await SendAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Repeats a call that changes nothing when it is repeated, as long as a busy server says when to ask again, for two minutes at most.
    /// </summary>
    internal static async Task<T> PatientlyAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (RagClientException busy) when (busy.RetryAfter is { } pause && Stopwatch.GetElapsedTime(began) + pause < PatienceMax)
            {
                await Task.Delay(pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Creates a collection; an existing one is left as it is.</summary>
    internal async Task EnsureCollectionAsync(string name, object body, CancellationToken cancellationToken)
    {
        try
        {
            await PostAsync<JsonObject>("/api/v1/collections", body, cancellationToken);
        }
        catch (RagClientException exists) when (exists.Status == 409)
        {
            await GetAsync<JsonObject>($"/api/v1/collections/{name}", cancellationToken);
        }
    }

    /// <summary>Waits until a job is finished.</summary>
    internal async Task<JobView> WaitAsync(string jobId, Action<JobView> progress, CancellationToken cancellationToken)
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(20);
        while (true)
        {
            JobView job = await PatientlyAsync(() => GetAsync<JobView>($"/api/v1/jobs/{jobId}", cancellationToken), cancellationToken);
            progress(job);
            if (job.Status != "running")
                return job;
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
            pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.5, 500));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            try
            {
                return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
                    ?? throw new RagClientException("The server sent an empty response.");
            }
            catch (Exception foreign) when (foreign is JsonException or NotSupportedException or InvalidOperationException)
            {
                throw new RagClientException(
                    $"What answers at {Server} is no RagCluster server, or one of another version: its response is not the JSON "
                        + $"that is expected."
                );
            }
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            JsonObject? problem = await response.Content.ReadFromJsonAsync<JsonObject>(Json, cancellationToken);
            string? detail = problem?["detail"]?.GetValue<string>();
            return detail is { Length: > 0 }
                ? PrintableText.OneLine(detail)
                : $"The server answered with status {(int)response.StatusCode}.";
        }
        catch (Exception foreign) when (foreign is JsonException or NotSupportedException or InvalidOperationException)
        {
            return $"The server answered with status {(int)response.StatusCode}.";
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead
    )
    {
        // A large body waits for the server's word: one that is refused is answered, not cut off in the middle.
        request.Headers.ExpectContinue = request.Content?.Headers.ContentLength > ExpectAboveBytes;
        HttpResponseMessage response = await SendRawAsync(request, completion, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            TimeSpan? retryAfter = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
                ? response.Headers.RetryAfter?.Delta
                : null;
            throw new RagClientException(await ReasonAsync(response, cancellationToken), (int)response.StatusCode, retryAfter);
        }
    }

    private async Task<HttpResponseMessage> SendRawAsync(
        HttpRequestMessage request,
        HttpCompletionOption completion,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _http.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException unreachable)
            when (unreachable.HttpRequestError
                    is HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
            )
        {
            throw new RagClientException(
                $"No server answers at {Server} ({unreachable.Message}). Start one with './rag up', or name another with --server."
            );
        }
        catch (HttpRequestException broken)
        {
            throw new RagClientException($"The server at {Server} ended the connection before it had answered ({broken.Message}).")
            {
                IsBroken = true,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RagClientException($"The server at {Server} did not answer within {AnswerMax.TotalMinutes:F0} minutes.");
        }
    }
}
