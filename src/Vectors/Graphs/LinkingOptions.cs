namespace RagCluster.Vectors.Graphs;

/// <summary>How a layer is linked.</summary>
/// <param name="Degree">The most links that a node keeps.</param>
/// <param name="ForwardMax">The most links that a new node starts with.</param>
/// <param name="Width">The beam of the search for a new node's neighbours.</param>
/// <param name="Alpha">How much nearer a chosen neighbour must be to a candidate to shadow it; 1 or more.</param>
internal readonly record struct LinkingOptions(int Degree, int ForwardMax, int Width, float Alpha);
