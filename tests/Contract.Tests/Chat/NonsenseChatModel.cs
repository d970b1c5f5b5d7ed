using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RagCluster.Contract.Tests.Chat;

/// <summary>
/// A chat endpoint that answers with the <see cref="ChatNonsense"/> that a test names, byte by byte as it likes, and counts what it could
/// send.
/// </summary>
internal sealed class NonsenseChatModel : IAsyncDisposable
{
    private const int LongLineLength = 10 * 1024 * 1024;
    private const string Events = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    private const string Supported = "The warranty of the Aurora grinder lasts five years [1].";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;
    private long _sentBytes;
    private int _requestCount;

    /// <summary>Starts listening.</summary>
    internal NonsenseChatModel()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The base address to configure.</summary>
    internal string Endpoint => $"http://{_listener.LocalEndpoint}/v1";

    /// <summary>What the next answers are.</summary>
    internal ChatNonsense Next { get; set; }

    /// <summary>The body of the next answers, byte by byte; null for what <see cref="Next"/> says.</summary>
    internal string? Body { get; set; }

    /// <summary>Whether the connection stays open behind <see cref="Body"/>.</summary>
    internal bool HangsBehindBody { get; set; }

    /// <summary>How many bytes the answers had so far.</summary>
    internal long SentBytes => Interlocked.Read(ref _sentBytes);

    /// <summary>How many requests came so far.</summary>
    internal int RequestCount => Volatile.Read(ref _requestCount);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private static string Event(string text) =>
        $$"""data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"stub","choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":null}]}"""
        + "\n\n";

    private static string Headers(string mediaType, string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: {mediaType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: "
        + $"close\r\n\r\n{body}";

    private async Task ServeAsync()
    {
        List<Task> answers = [];
        try
        {
            while (true)
                answers.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using TcpClient owned = client;
        try
        {
            await using NetworkStream stream = client.GetStream();
            await ReadRequestAsync(stream);
            Interlocked.Increment(ref _requestCount);
            await AnswerAsync(stream, Next);
            if (Next == ChatNonsense.ResetInMidStream)
            {
                // Closed by the socket and not by the stream, which would end the connection in order first.
                client.LingerState = new LingerOption(enable: true, seconds: 0);
                client.Client.Close();
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The reader has had enough, or the test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream, ChatNonsense nonsense)
    {
        Task Say(string text) => SendAsync(stream, text);
        Task Hang() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stopping.Token);
        if (Body is { } body)
        {
            await Say(Events + body);
            if (HangsBehindBody)
                await Hang();
            return;
        }

        switch (nonsense)
        {
            case ChatNonsense.None:
                await Say($"{Events}{Event(Supported)}data: [DONE]\n\n");
                break;
            case ChatNonsense.EmptyStream:
                await Say(Events);
                break;
            case ChatNonsense.DoneAlone:
                await Say($"{Events}data: [DONE]\n\n");
                break;
            case ChatNonsense.Html:
                await Say(Headers("text/html", "<!doctype html><html><body><h1>Welcome to the portal</h1></body></html>\n"));
                break;
            case ChatNonsense.JsonError:
                await Say(Headers("application/json", """{"error":{"message":"overloaded","type":"server_error"}}"""));
                break;
            case ChatNonsense.WholeCompletion:
                await Say(
                    Headers(
                        "application/json",
                        $$"""{"id":"c1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"{{Supported}}"},"finish_reason":"stop"}]}"""
                    )
                );
                break;
            case ChatNonsense.ErrorEvent:
                await Say($"{Events}data: {{ \"error\": {{\"message\":\"overloaded\"}} }}\n\ndata: [DONE]\n\n");
                break;
            case ChatNonsense.Garbage:
                await Say(Events);
                byte[] garbage = new byte[100_000];
                new Random(7).NextBytes(garbage);
                await SendAsync(stream, garbage);
                break;
            case ChatNonsense.MalformedEvents:
                await Say($"{Events}data: {{\"id\":\"c1\",\"choices\":[{{\"delta\n\ndata: }}}}\n\ndata: [DONE]\n\n");
                break;
            case ChatNonsense.LongLine:
                await Say($"{Events}{Event(new string('x', LongLineLength))}data: [DONE]\n\n");
                break;
            case ChatNonsense.EndlessWords:
                await EndlessAsync(stream, Events, Event("grinder warranty "));
                break;
            case ChatNonsense.EndlessSentences:
                await EndlessAsync(stream, Events, Event("The moon is made of cheese. "));
                break;
            case ChatNonsense.EndlessEmptyEvents:
                await EndlessAsync(stream, Events, Event(""));
                break;
            case ChatNonsense.ResetInMidStream or ChatNonsense.CutInMidStream:
                await Say($"{Events}{Event("The warranty of the Aurora grinder lasts")}");
                break;
            case ChatNonsense.HangBeforeHeaders:
                await Hang();
                break;
            case ChatNonsense.HangBeforeWords:
                await Say($"{Events}{Event("")}");
                await Hang();
                break;
            case ChatNonsense.HangInMidStream:
                await Say($"{Events}{Event("The warranty of the Aurora grinder lasts")}");
                await Hang();
                break;
            case ChatNonsense.Redirection:
                await Say(
                    $"HTTP/1.1 307 Temporary Redirect\r\nLocation: {Endpoint}/chat/completions\r\n"
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n"
                );
                break;
            case ChatNonsense.EndlessError:
                await EndlessAsync(
                    stream,
                    "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n",
                    new string('x', 8_192)
                );
                break;
            case ChatNonsense.ErrorForATerminal:
                await Say(
                    Headers("application/json", """{"error":{"message":"no \u001b]0;such\u0007 model"}}""")
                        .Replace("200 OK", "400 Bad Request", StringComparison.Ordinal)
                );
                break;
            default:
                throw new InvalidOperationException($"No answer is known for {nonsense}.");
        }
    }

    private async Task EndlessAsync(NetworkStream stream, string head, string piece)
    {
        await SendAsync(stream, head);
        while (true)
            await SendAsync(stream, piece);
    }

    private Task SendAsync(NetworkStream stream, string text) => SendAsync(stream, Encoding.UTF8.GetBytes(text));

    private async Task SendAsync(NetworkStream stream, byte[] bytes)
    {
        const int Piece = 64 * 1024;
        for (int at = 0; at < bytes.Length; at += Piece)
        {
            int length = Math.Min(Piece, bytes.Length - at);
            await stream.WriteAsync(bytes.AsMemory(at, length), _stopping.Token);
            Interlocked.Add(ref _sentBytes, length);
        }
    }

    private async Task ReadRequestAsync(NetworkStream stream)
    {
        // The body is JSON whose length the client gives.
        byte[] read = new byte[256 * 1024];
        int count = 0,
            bodyAt = -1,
            length = 0;
        while (bodyAt < 0 || count < bodyAt + length)
        {
            int more = await stream.ReadAsync(read.AsMemory(count), _stopping.Token);
            if (more == 0)
                throw new IOException("The request ended early.");
            count += more;
            string head = Encoding.Latin1.GetString(read, 0, count);
            bodyAt = head.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
            if (bodyAt < 4)
                bodyAt = -1;
            string? header = head.Split("\r\n")
                .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            length = header is null ? 0 : int.Parse(header["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
