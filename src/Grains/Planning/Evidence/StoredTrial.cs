using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Planning.Experiments;
using RagCluster.Planning.Queries.Superposition.Live;

namespace RagCluster.Grains.Planning.Evidence;

/// <summary>A <see cref="GainTrial"/> as it is stored.</summary>
/// <param name="Planned">The planner's judged queries.</param>
/// <param name="Control">The control's.</param>
/// <param name="UnderSince">Since when the gain's lower end has not been above 0.</param>
/// <param name="SuspendedAt">When the planner was suspended.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.StoredTrial")]
internal sealed record StoredTrial(
    [property: Id(0)] UtilitySums Planned,
    [property: Id(1)] UtilitySums Control,
    [property: Id(2)] DateTimeOffset? UnderSince,
    [property: Id(3)] DateTimeOffset? SuspendedAt
)
{
    /// <summary>The form for the store.</summary>
    internal static StoredTrial Of(GainTrial trial)
    {
        GainSums sums = trial.ToSums();
        return new StoredTrial(ToWire(sums.Planned), ToWire(sums.Control), sums.UnderSince, sums.SuspendedAt);
    }

    /// <summary>The trial.</summary>
    internal GainTrial ToTrial() => new(new GainSums(FromWire(Planned), FromWire(Control), UnderSince, SuspendedAt));

    /// <summary>Sums on the wire.</summary>
    internal static UtilitySums ToWire(Tally sums) => new(sums.Count, sums.Sum, sums.SquareSum);

    /// <summary>Sums from the wire.</summary>
    internal static Tally FromWire(UtilitySums sums) => new(sums.Count, sums.Sum, sums.SquareSum);
}
