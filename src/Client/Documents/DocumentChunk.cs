namespace RagCluster.Client.Documents;

/// <summary>A chunk; its text equals the document's from start to end.</summary>
public sealed record DocumentChunk
{
    /// <summary>Its id.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its document.</summary>
    public string DocumentId { get; init; } = "";

    /// <summary>Its number in the document.</summary>
    public int Ordinal { get; init; }

    /// <summary>Where it begins in the document's text, in UTF-16 code units.</summary>
    public int Start { get; init; }

    /// <summary>Where it ends.</summary>
    public int End { get; init; }

    /// <summary>The text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The headings above it.</summary>
    public string[] HeadingPath { get; init; } = [];

    /// <summary>The page on which it begins; null where there are none.</summary>
    public int? Page { get; init; }

    /// <summary>The page on which it ends.</summary>
    public int? PageLast { get; init; }

    /// <summary>Its tokens.</summary>
    public int Tokens { get; init; }
}
