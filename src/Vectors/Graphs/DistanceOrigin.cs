namespace RagCluster.Vectors.Graphs;

/// <summary>Turns a distance between codes, which may be negative, into one that is 0 for a row equal to the query.</summary>
/// <param name="Zero">The distance of codes of such a row; for inner products of the longest row in the query's direction.</param>
/// <param name="Unit">What one unit is worth: half a squared distance, for inner products over the query's length.</param>
internal readonly record struct DistanceOrigin(double Zero, double Unit);
