namespace RagCluster.Vectors.Indexes;

/// <summary>The slacks that queries at one distance from their last neighbour need.</summary>
/// <param name="Distance">The distance.</param>
/// <param name="Slacks">The slack for each of <see cref="SlackTable.Recalls"/>, rising.</param>
internal sealed record SlackPoint(float Distance, float[] Slacks);
