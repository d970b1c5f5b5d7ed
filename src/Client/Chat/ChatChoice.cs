namespace RagCluster.Client.Chat;

/// <summary>The answer, whole or a piece of it.</summary>
internal sealed record ChatChoice
{
    /// <summary>The whole message; null in a stream.</summary>
    public ChatPiece? Message { get; init; }

    /// <summary>A piece of it; null where there is no stream.</summary>
    public ChatPiece? Delta { get; init; }

    /// <summary>stop once the answer is whole.</summary>
    public string? FinishReason { get; init; }
}
