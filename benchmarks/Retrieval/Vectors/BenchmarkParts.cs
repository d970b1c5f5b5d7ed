namespace RagCluster.Retrieval.Vectors;

/// <summary>What of vector search is measured.</summary>
[Flags]
internal enum BenchmarkParts
{
    /// <summary>Nothing: the set and its neighbours are made.</summary>
    None = 0,

    /// <summary>Searches at each target.</summary>
    Searches = 1,

    /// <summary>Rows without a graph.</summary>
    Scans = 2,

    /// <summary>Searches under filters.</summary>
    Filters = 4,

    /// <summary>The peers.</summary>
    Peers = 8,

    /// <summary>All of it.</summary>
    All = Searches | Scans | Filters | Peers,
}
