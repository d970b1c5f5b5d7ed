namespace RagCluster.Vectors.Graphs;

/// <summary>How wide a filtered search is, from how many nodes it starts and when it gives up.</summary>
/// <param name="Filter">Which nodes pass.</param>
/// <param name="Width">The most candidates kept.</param>
/// <param name="SeedCount">Keys that the beam holds at the start; at most the width.</param>
/// <param name="VisitsMax">Comparisons after which it gives up.</param>
internal readonly record struct BridgeLimits(NodeFilter Filter, int Width, int SeedCount, int VisitsMax);
