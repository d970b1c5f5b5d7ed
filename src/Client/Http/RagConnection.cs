using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace RagCluster.Client.Http;

/// <summary>
/// Sends calls and reads their responses: what the typed parts of the client are made of, and the way to calls that have no method of
/// their own.
/// </summary>
public sealed class RagConnection
{
    // A large body waits for the server's word: one that is refused is answered, not cut off in the middle.
    private const long ExpectAboveBytes = 1 << 20;

    /// <summary>The longest response that is read whole: a program that is no server of ours may send without end.</summary>
    internal const long ResponseBytesMax = 64 << 20;

    private readonly HttpClient _http;
    private readonly RagClientOptions _options;
    private readonly RetryRule _rule;
    private readonly TimeProvider _time;

    internal RagConnection(HttpClient http, RagClientOptions options, TimeProvider time)
    {
        _http = http;
        _options = options;
        _rule = new RetryRule(options.Retry);
        _time = time;
    }

    /// <summary>What it sends by.</summary>
    internal HttpClient Http => _http;

    /// <summary>The server's address; with several, the first one.</summary>
    public Uri Server => _http.BaseAddress ?? _options.Servers[0];

    /// <summary>Sends a call whose response is JSON.</summary>
    /// <typeparam name="T">What the JSON is read as.</typeparam>
    /// <exception cref="RagClientException">It failed.</exception>
    public async Task<T> SendAsync<T>(RagCall call, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await OpenAsync(call, HttpCompletionOption.ResponseContentRead, cancellationToken)
            .ConfigureAwait(false);
        return await ReadAsync<T>(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a call whose response has nothing to read.</summary>
    /// <exception cref="RagClientException">It failed.</exception>
    public async Task SendAsync(RagCall call, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await OpenAsync(call, HttpCompletionOption.ResponseContentRead, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Sends a call whose response is a text.</summary>
    /// <exception cref="RagClientException">It failed.</exception>
    public async Task<string> ReadTextAsync(RagCall call, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await OpenAsync(call, HttpCompletionOption.ResponseContentRead, cancellationToken)
            .ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a call whose response is a text of any length, an export for example.</summary>
    /// <exception cref="RagClientException">It failed, before the text or in between.</exception>
    public async Task<string> ReadLongTextAsync(RagCall call, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await OpenAsync(call, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw Interrupted(broken);
        }
    }

    /// <summary>Sends a call whose response is read as server-sent events while they come.</summary>
    /// <exception cref="RagClientException">It failed, before the first event or in between.</exception>
    public async IAsyncEnumerable<SseItem<string>> ReadEventsAsync(
        RagCall call,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using HttpResponseMessage response = await OpenAsync(call, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable ended = stream.ConfigureAwait(false);
        IAsyncEnumerator<SseItem<string>> events = SseParser
            .Create(stream)
            .EnumerateAsync(cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using ConfiguredAsyncDisposable closed = events.ConfigureAwait(false);
        while (await MoveNextAsync(events).ConfigureAwait(false))
        {
            yield return events.Current;
            // Events that came together are read without waiting, which alone heeds the token.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Sends a call and returns its response, a success, with the headers read; the caller disposes it.</summary>
    /// <exception cref="RagClientException">It failed.</exception>
    internal async Task<HttpResponseMessage> OpenAsync(RagCall call, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        string? key = !call.TakesKey ? null : call.IdempotencyKey ?? (_options.UseIdempotencyKeys ? $"{Guid.NewGuid():N}" : null);
        long began = _time.GetTimestamp();
        for (int retries = 0; ; retries++)
        {
            using HttpRequestMessage request = Request(call, key);
            HttpResponseMessage response = await SendOnceAsync(request, completion, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                RagClientException refusal = await RefusalAsync(response, cancellationToken).ConfigureAwait(false);
                if (_rule.Pause(refusal, call.IsSafe || key is not null, retries, _time.GetElapsedTime(began)) is not { } pause)
                    throw refusal;
                await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads a response's JSON.</summary>
    /// <exception cref="RagClientException">It is none, or another one.</exception>
    internal async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(WireJson.Responses, cancellationToken).ConfigureAwait(false)
                ?? throw new RagClientException(RagFailure.Foreign, "The server sent an empty response.");
        }
        catch (Exception foreign) when (foreign is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw Foreign(foreign);
        }
    }

    /// <summary>Reads the JSON of an event.</summary>
    /// <exception cref="RagClientException">It is none, or another one.</exception>
    internal T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, WireJson.Responses)
                ?? throw new RagClientException(RagFailure.Foreign, "The server sent an empty event.");
        }
        catch (JsonException foreign)
        {
            throw Foreign(foreign);
        }
    }

    private RagClientException Foreign(Exception cause) =>
        new(
            RagFailure.Foreign,
            $"What answers at {Server} is no RagCluster server, or one of another version: its response is not the JSON that is expected.",
            cause
        );

    private HttpRequestMessage Request(RagCall call, string? key)
    {
        // No escape keeps an address from resolving them, so that something else would be asked for.
        if (call.Path.Split('?')[0].Split('/').Any(segment => segment is "." or ".."))
            throw new RagClientException(RagFailure.Refused, "'.' and '..' are no names of anything on a server.");
        HttpContent? content =
            call.Content?.Invoke() ?? (call.Body is { } body ? JsonContent.Create(body, body.GetType(), options: WireJson.Options) : null);
        HttpRequestMessage request = new(call.Method, new Uri(Server, call.Path)) { Content = content };
        request.Headers.ExpectContinue = content?.Headers.ContentLength > ExpectAboveBytes;
        if (!string.IsNullOrEmpty(_options.ApiKey))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.ApiKey);
        Add("Idempotency-Key", key);
        Add("If-Match", call.IfMatch);
        Add("Last-Event-ID", call.LastEventId);
        return request;

        void Add(string name, string? value)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>Sends a call once, and returns its response whatever its status; the caller disposes it.</summary>
    /// <exception cref="RagClientException">There was none.</exception>
    internal async Task<HttpResponseMessage> SendOnceAsync(RagCall call, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(call, key: null);
        return await SendOnceAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The exception for a response that is no success.</summary>
    internal async Task<RagClientException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(_http.MaxResponseContentBufferSize, cancellationToken).ConfigureAwait(false);
            return await Problem.ReadAsync(response, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return Interrupted(broken);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpRequestMessage request,
        HttpCompletionOption completion,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _http.SendAsync(request, completion, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException unreachable)
            when (unreachable.HttpRequestError
                    is HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
            )
        {
            throw new RagClientException(RagFailure.Unreachable, $"No server answers at {Server} ({unreachable.Message}).", unreachable);
        }
        catch (HttpRequestException broken)
        {
            throw Interrupted(broken);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RagClientException(RagFailure.TimedOut, $"The server at {Server} did not answer within {_http.Timeout}.", late);
        }
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw Interrupted(broken);
        }
    }

    private RagClientException Interrupted(Exception broken) =>
        broken is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
            ? new(RagFailure.Foreign, $"What answers at {Server} sends more than is read of a response ({broken.Message}).", broken)
            : new(
                RagFailure.Interrupted,
                $"The server at {Server} ended the connection before it had answered ({broken.Message}).",
                broken
            );
}
