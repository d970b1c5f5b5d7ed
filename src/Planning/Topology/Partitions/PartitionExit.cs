namespace RagCluster.Planning.Topology.Partitions;

/// <summary>
/// What to do when two silos don't reach each other while a third reaches both. Membership by votes never ends this: neither has the votes
/// against the other, and every call between the two hangs for as long as the cable is cut. So one of them gives way: the one that misses
/// more silos, and among equals the one whose address comes later.
/// </summary>
public static class PartitionExit
{
    /// <summary>Whether this silo gives way.</summary>
    /// <param name="own">What it says itself.</param>
    /// <param name="others">What the others have said since the cable was cut; an older report would speak for a silo that only stands
    /// still.</param>
    public static bool IsDue(PeerReport own, IReadOnlyCollection<PeerReport> others) =>
        others.Any(other => IsCutOffFrom(own, other) && HasWitness(own, other, others) && ComesAfter(own, other));

    // A silo that misses this one too, and lives: one that is silent is the membership's business.
    private static bool IsCutOffFrom(PeerReport own, PeerReport other) =>
        own.Unreachable.Contains(other.Silo) && other.Unreachable.Contains(own.Silo);

    private static bool HasWitness(PeerReport own, PeerReport other, IEnumerable<PeerReport> all) =>
        all.Any(third =>
            third.Silo != other.Silo
            && !own.Unreachable.Contains(third.Silo)
            && !other.Unreachable.Contains(third.Silo)
            && !third.Unreachable.Contains(own.Silo)
            && !third.Unreachable.Contains(other.Silo)
        );

    private static bool ComesAfter(PeerReport own, PeerReport other) =>
        own.Unreachable.Count != other.Unreachable.Count
            ? own.Unreachable.Count > other.Unreachable.Count
            : string.CompareOrdinal(own.Silo, other.Silo) > 0;
}
