namespace RagCluster.Vectors.Distances;

/// <summary>How two vectors are compared; a similarity is always higher for nearer vectors.</summary>
public enum Metric
{
    /// <summary>Cosine of the angle, -1 to 1.</summary>
    Cosine = 0,

    /// <summary>Inner product.</summary>
    Dot = 1,

    /// <summary>Euclidean distance; the similarity is the negative square.</summary>
    Euclidean = 2,
}
