namespace RagCluster.Shards.Merging;

/// <summary>What a merge does with vectors.</summary>
/// <param name="Dimensions">Values of each vector; 0 without vectors.</param>
/// <param name="GraphRowsMin">Rows from which on a graph is built over them.</param>
/// <param name="HasBits">Whether they have bits beside their codes in any case, where there is a graph; otherwise where these pay.</param>
internal readonly record struct VectorShape(int Dimensions, int GraphRowsMin, bool HasBits)
{
    /// <summary>For what is soon merged again: no graph.</summary>
    internal static VectorShape Flat(int dimensions) => new(dimensions, int.MaxValue, HasBits: false);
}
