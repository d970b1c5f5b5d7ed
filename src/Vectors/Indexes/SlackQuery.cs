namespace RagCluster.Vectors.Indexes;

/// <summary>A query of the calibration.</summary>
/// <param name="Values">The vector.</param>
/// <param name="IsMixture">Whether it asks for two rows at once.</param>
internal readonly record struct SlackQuery(float[] Values, bool IsMixture);
