namespace RagCluster.Client.Queries;

/// <summary>The passages of one document, the best first, whose score the group has.</summary>
public sealed record PassageGroup
{
    /// <summary>The document.</summary>
    public string DocumentId { get; init; } = "";

    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where a reader finds the original.</summary>
    public string Uri { get; init; } = "";

    /// <summary>How well it fits.</summary>
    public double Score { get; init; }

    /// <summary>The passages.</summary>
    public Passage[] Passages { get; init; } = [];
}
