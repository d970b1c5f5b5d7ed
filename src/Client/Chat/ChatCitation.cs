namespace RagCluster.Client.Chat;

/// <summary>A citation as OpenAI's form has it, with our own members.</summary>
internal sealed record ChatCitation
{
    /// <summary>Where the cited part begins in the whole answer.</summary>
    public int StartIndex { get; init; }

    /// <summary>Where it ends.</summary>
    public int EndIndex { get; init; }

    /// <summary>The document's title.</summary>
    public string? Title { get; init; }

    /// <summary>Where a reader finds it.</summary>
    public string? Url { get; init; }

    /// <summary>The quote.</summary>
    public string? Quote { get; init; }

    /// <summary>The document.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The chunk.</summary>
    public string? ChunkId { get; init; }
}
