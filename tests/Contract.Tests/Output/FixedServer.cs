using System.Net;
using System.Text;
using System.Text.Json;
using RagCluster.TestKit.Servers;

namespace RagCluster.Contract.Tests.Output;

/// <summary>A server that answers every request alike; who wants events gets the answer's sentence and the answer as events.</summary>
internal sealed class FixedServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly int _status;
    private readonly byte[] _body;
    private readonly Task _serving;

    /// <summary>Begins to serve.</summary>
    internal FixedServer(int status, string body)
    {
        _status = status;
        _body = Encoding.UTF8.GetBytes(body);
        Http = new HttpClient { BaseAddress = new Uri($"http://{LoopbackPort.Address}:{LoopbackPort.Reserve()}/") };
        _listener.Prefixes.Add(Http.BaseAddress.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>A client of the server.</summary>
    internal HttpClient Http { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        Http.Dispose();
    }

    private byte[] Events()
    {
        using JsonDocument answer = JsonDocument.Parse(_body);
        JsonElement sentence = answer.RootElement.GetProperty("sentences")[0];
        return Encoding.UTF8.GetBytes(
            $"event: message\ndata: {sentence.GetRawText()}\n\nevent: final_answer\ndata: {answer.RootElement.GetRawText()}\n\n"
        );
    }

    private async Task ServeAsync()
    {
        try
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                context.Response.StatusCode = _status;
                using StreamReader request = new(context.Request.InputStream);
                // What is no answer has no events.
                bool isStream =
                    (await request.ReadToEndAsync()).Contains("\"stream\":true", StringComparison.Ordinal)
                    && _body.AsSpan().IndexOf("\"sentences\""u8) >= 0;
                context.Response.ContentType = isStream ? "text/event-stream" : "application/json";
                context.Response.Close(isStream ? Events() : _body, willBlock: false);
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
