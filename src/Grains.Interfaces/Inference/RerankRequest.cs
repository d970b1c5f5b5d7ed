namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>Passages to score for a query.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.RerankRequest")]
public sealed record RerankRequest
{
    /// <summary>The most passages of one request.</summary>
    public const int PassagesMax = 1000;

    /// <summary>The query.</summary>
    [Id(0)]
    public required string Query { get; init; }

    /// <summary>The passages.</summary>
    [Id(1)]
    public required string[] Passages { get; init; }

    /// <summary>Who waits for it.</summary>
    [Id(2)]
    public TextUrgency Urgency { get; init; }

    /// <summary>The time after which the scores are worth nothing; null for no deadline.</summary>
    [Id(3)]
    public TimeSpan? Within { get; init; }
}
