namespace RagCluster.Client.Queries;

/// <summary>What a sentence stands on; the quote equals the document's text from start to end.</summary>
public sealed record Citation
{
    /// <summary>The number that sentences name it by.</summary>
    public string Id { get; init; } = "";

    /// <summary>The document.</summary>
    public string DocumentId { get; init; } = "";

    /// <summary>The chunk.</summary>
    public string ChunkId { get; init; } = "";

    /// <summary>The document's title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where a reader finds the original.</summary>
    public string Uri { get; init; } = "";

    /// <summary>The page; null where there are none.</summary>
    public int? Page { get; init; }

    /// <summary>The line of the original file that the quote, or its paragraph, begins on; null where it is not known.</summary>
    public int? Line { get; init; }

    /// <summary>Where the quote begins in the document's text, in UTF-16 code units.</summary>
    public int Start { get; init; }

    /// <summary>Where it ends.</summary>
    public int End { get; init; }

    /// <summary>The quote.</summary>
    public string Quote { get; init; } = "";

    /// <summary>How well it supports the sentence.</summary>
    public double Score { get; init; }
}
