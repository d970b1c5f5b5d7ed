namespace RagCluster.Vectors.Graphs;

/// <summary>How wide a search is and from how many nodes it starts.</summary>
/// <param name="Width">The most candidates kept.</param>
/// <param name="SeedCount">Keys that the beam holds at the start; at most the width.</param>
internal readonly record struct BeamLimits(int Width, int SeedCount);
