namespace RagCluster.Vectors.Sections;

/// <summary>What rows and sections may have at most.</summary>
internal static class SectionLimits
{
    /// <summary>The most dimensions: distances of more could exceed 32 bits.</summary>
    internal const int DimensionsMax = 16_384;

    /// <summary>A section's size limit: larger segments are split by whoever makes them.</summary>
    internal const long BytesMax = 1L << 30;
}
