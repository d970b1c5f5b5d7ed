namespace RagCluster.Client.Queries;

/// <summary>In which experiment a query took part.</summary>
public sealed record Exposure
{
    /// <summary>The experiment.</summary>
    public string Name { get; init; } = "";

    /// <summary>The arm that answered.</summary>
    public string Arm { get; init; } = "";

    /// <summary>What feedback about this response names.</summary>
    public string FeedbackId { get; init; } = "";

    /// <summary>The collection that answered, where the arm names another one.</summary>
    public string? Collection { get; init; }
}
