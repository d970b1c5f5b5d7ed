using RagCluster.Planning.Experiments;

namespace RagCluster.Planning.Queries.Superposition.Live;

/// <summary>What a <see cref="GainTrial"/> knows, as it is stored.</summary>
/// <param name="Planned">The utilities of queries whose plan the planner chose.</param>
/// <param name="Control">The utilities of queries that ran the fixed plan as a control.</param>
/// <param name="UnderSince">Since when the gain's lower end has not been above 0.</param>
/// <param name="SuspendedAt">When the planner was suspended.</param>
public readonly record struct GainSums(Tally Planned, Tally Control, DateTimeOffset? UnderSince, DateTimeOffset? SuspendedAt);
