namespace RagCluster.Caching.Eviction;

/// <summary>An entry as an <see cref="EvictionOrder"/> sees it: its place in one list.</summary>
internal abstract class Slot(int hash, double cost, long weight)
{
    /// <summary>The key's hash.</summary>
    internal int Hash { get; } = hash;

    /// <summary>What the value cost to make.</summary>
    internal double Cost { get; } = cost;

    /// <summary>The entry's weight.</summary>
    internal long Weight { get; } = weight;

    /// <summary>The list that holds it; null for none.</summary>
    internal SlotList? Home { get; set; }

    /// <summary>The more recent neighbour.</summary>
    internal Slot? Previous { get; set; }

    /// <summary>The less recent neighbour.</summary>
    internal Slot? Next { get; set; }
}
