using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace RagCluster.Grounding.Tests.Generating;

/// <summary>A chat model that says what the test tells it to say, given the prompt, in small pieces.</summary>
internal sealed class ScriptedChatClient(Func<string, string> say, Exception? failure = null) : IChatClient
{
    private const int PieceLength = 7;

    internal const string Name = "scripted-1";

    internal string Prompt { get; private set; } = "";

    /// <summary>Why it stops, as it says at the end; null for nothing said.</summary>
    internal ChatFinishReason? Finish { get; init; }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        Prompt = string.Join("\n", messages.Select(m => m.Text));
        string text = say(Prompt);
        for (int at = 0; at < text.Length; at += PieceLength)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, text.Substring(at, Math.Min(PieceLength, text.Length - at)));
        }

        if (Finish is { } finish)
            yield return new ChatResponseUpdate(ChatRole.Assistant, "") { FinishReason = finish };
        if (failure is not null)
            throw failure;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("test", null, Name) : null;

    public void Dispose() { }
}
