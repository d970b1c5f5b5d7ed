using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Query.Observing;

/// <summary>What a search found, and in which state of the collection.</summary>
/// <param name="Passages">What was found.</param>
/// <param name="Settings">The collection's settings by which it was searched.</param>
/// <param name="Positions">What each shard answered from; null when a shard did not answer, or when the term statistics are of other
/// positions.</param>
internal sealed record SearchFinding(FoundPassages Passages, CollectionSettings Settings, ShardPosition[]? Positions)
{
    /// <summary>By what each shard multiplied its calibrated search effort; null where none is tuned.</summary>
    internal double[]? Efforts { get; init; }

    /// <summary>Whether this is what a search in a certain state finds.</summary>
    internal bool IsOf(CollectionSettings settings, ShardPosition[] positions) =>
        (Settings.Model, Settings.Revision, Settings.FirstShard) == (settings.Model, settings.Revision, settings.FirstShard)
        && Positions is not null
        && Positions.SequenceEqual(positions);
}
