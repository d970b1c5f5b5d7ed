using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RagCluster.TestKit.Servers;

namespace RagCluster.Contract.Tests.Chat;

/// <summary>An OpenAI-compatible chat endpoint that streams what a test tells it to, and remembers what it was asked.</summary>
internal sealed class StubChatModel : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    /// <summary>Starts listening.</summary>
    internal StubChatModel()
    {
        Endpoint = $"http://{LoopbackPort.Address}:{LoopbackPort.Reserve()}/v1";
        _listener.Prefixes.Add(Endpoint.Replace("/v1", "/", StringComparison.Ordinal));
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The base address to configure.</summary>
    internal string Endpoint { get; }

    /// <summary>The pieces of the next answers; null answers with status 500.</summary>
    internal string[]? Pieces { get; set; } = [];

    /// <summary>What it says of its tokens at the end of each answer; null for nothing.</summary>
    internal (int Input, int Output)? Usage { get; set; }

    /// <summary>The last request's messages, joined.</summary>
    internal string LastPrompt { get; private set; } = "";

    /// <summary>The model that the last request named.</summary>
    internal string LastModel { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        JsonNode request = (await JsonNode.ParseAsync(context.Request.InputStream))!;
        LastModel = request["model"]!.ToString();
        LastPrompt = string.Join('\n', request["messages"]!.AsArray().Select(m => m!["content"]!.ToString()));
        if (Pieces is null)
        {
            context.Response.StatusCode = 500;
            context.Response.Close();
            return;
        }

        context.Response.ContentType = "text/event-stream";
        await using StreamWriter writer = new(context.Response.OutputStream, new UTF8Encoding(false));
        foreach (string piece in Pieces)
        {
            object chunk = new
            {
                id = "c1",
                @object = "chat.completion.chunk",
                created = 1,
                model = "stub",
                choices = new[]
                {
                    new
                    {
                        index = 0,
                        delta = new { content = piece },
                        finish_reason = (string?)null,
                    },
                },
            };
            await writer.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n");
            await writer.FlushAsync();
        }

        if (Usage is { } usage)
        {
            object counted = new
            {
                id = "c1",
                @object = "chat.completion.chunk",
                created = 1,
                model = "stub",
                choices = Array.Empty<object>(),
                usage = new
                {
                    prompt_tokens = usage.Input,
                    completion_tokens = usage.Output,
                    total_tokens = usage.Input + usage.Output,
                },
            };
            await writer.WriteAsync($"data: {JsonSerializer.Serialize(counted)}\n\n");
        }

        await writer.WriteAsync("data: [DONE]\n\n");
    }
}
