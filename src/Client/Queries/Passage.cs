using System.Text.Json;

namespace RagCluster.Client.Queries;

/// <summary>A passage; its text equals the document's from start to end.</summary>
public sealed record Passage
{
    /// <summary>Its chunk.</summary>
    public string ChunkId { get; init; } = "";

    /// <summary>Its document.</summary>
    public string DocumentId { get; init; } = "";

    /// <summary>The document's title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where a reader finds the original.</summary>
    public string Uri { get; init; } = "";

    /// <summary>The page on which it begins; null where there are none.</summary>
    public int? Page { get; init; }

    /// <summary>The page on which it ends.</summary>
    public int? PageLast { get; init; }

    /// <summary>Where it begins in the document's text, in UTF-16 code units.</summary>
    public int Start { get; init; }

    /// <summary>Where it ends.</summary>
    public int End { get; init; }

    /// <summary>The text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The headings above it.</summary>
    public string[] HeadingPath { get; init; } = [];

    /// <summary>The document's metadata.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>How well it fits.</summary>
    public double Score { get; init; }

    /// <summary>The parts of the score; null where the server does not say.</summary>
    public PassageScores? Scores { get; init; }

    /// <summary>Where the text holds words of the query; null where that was not asked for.</summary>
    public Highlight[]? Highlights { get; init; }

    /// <summary>The links in its text; null for none.</summary>
    public Link[]? Links { get; init; }
}
