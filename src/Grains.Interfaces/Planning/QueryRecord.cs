using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>A query with all that is needed to repeat it, and what it found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it was answered.</param>
/// <param name="Request">The query with the legs of its plan.</param>
/// <param name="IsAnswer">Whether an answer was asked for; otherwise passages.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.QueryRecord")]
public sealed record QueryRecord(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] SearchRequest Request,
    [property: Id(3)] bool IsAnswer
)
{
    /// <summary>How it was answered.</summary>
    [Id(4)]
    public required PlanExplanation Explanation { get; init; }

    /// <summary>The state of the collection.</summary>
    [Id(5)]
    public required CollectionVersion Version { get; init; }

    /// <summary>The build, and for answers the settings, that made it.</summary>
    [Id(6)]
    public required string Program { get; init; }

    /// <summary>What it found, best first.</summary>
    [Id(7)]
    public required RankedChunk[] Found { get; init; }

    /// <summary>The verdict on its plan, 0 to 1; null where there is none.</summary>
    [Id(8)]
    public double? Reward { get; init; }
}
