namespace RagCluster.Grounding;

/// <summary>How many of a collection's chunks hold a word.</summary>
/// <param name="Holding">The chunks that hold it.</param>
/// <param name="Chunks">All of them.</param>
public readonly record struct WordFrequency(long Holding, long Chunks)
{
    /// <summary>The share of the chunks that hold it, above 0 and below 1: of one chunk more, half is counted as holding it.</summary>
    public double Share => (Holding + 0.5) / (Chunks + 1.0);
}
