namespace RagCluster.Client.Chat;

/// <summary>A message of an answer, or a piece of one.</summary>
internal sealed record ChatPiece
{
    /// <summary>The text.</summary>
    public string? Content { get; init; }

    /// <summary>What it stands on.</summary>
    public ChatSource[]? Annotations { get; init; }
}
