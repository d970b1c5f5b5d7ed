namespace RagCluster.Vectors.Indexes;

/// <summary>One point of the measured curve.</summary>
/// <param name="Width">The beam.</param>
/// <param name="Recall">The share of the true neighbours found with it.</param>
internal readonly record struct EffortPoint(int Width, float Recall);
