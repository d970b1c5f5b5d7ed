using System.Text.Json;

namespace RagCluster.Client.Chat;

/// <summary>The response of <c>/v1/chat/completions</c>, or an event of its stream.</summary>
internal sealed record ChatCompletion
{
    /// <summary>The answer's id.</summary>
    public string? Id { get; init; }

    /// <summary>When, in seconds since 1970.</summary>
    public long Created { get; init; }

    /// <summary>The model that was asked.</summary>
    public string? Model { get; init; }

    /// <summary>The answer.</summary>
    public ChatChoice[] Choices { get; init; } = [];

    /// <summary>How the answer came about; in the last event of a stream.</summary>
    public JsonElement? Rag { get; init; }

    /// <summary>What went wrong after the stream began; null for nothing.</summary>
    public ChatError? Error { get; init; }
}
