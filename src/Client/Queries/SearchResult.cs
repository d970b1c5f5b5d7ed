namespace RagCluster.Client.Queries;

/// <summary>What a search found.</summary>
public sealed record SearchResult
{
    /// <summary>The query.</summary>
    public string Query { get; init; } = "";

    /// <summary>The passages, the best first; null where groups were asked for.</summary>
    public Passage[]? Results { get; init; }

    /// <summary>The passages by documents; null where no groups were asked for.</summary>
    public PassageGroup[]? Groups { get; init; }

    /// <summary>Shards that were asked.</summary>
    public int ShardsAsked { get; init; }

    /// <summary>Shards that answered.</summary>
    public int ShardsAnswered { get; init; }

    /// <summary>Which fallbacks were used.</summary>
    public string[] Degraded { get; init; } = [];

    /// <summary>How long it took on the server.</summary>
    public double TookMs { get; init; }

    /// <summary>The cache tier that had it; null when it was computed.</summary>
    public string? Cached { get; init; }

    /// <summary>The near question that it answers; null for this one.</summary>
    public string? AnsweredQuery { get; init; }

    /// <summary>The experiment that it took part in; null for none.</summary>
    public Exposure? Experiment { get; init; }
}
